import { expect, test } from 'vitest'
import { maskedDeep } from './mask-deep.ts'

test('whoever reads it learns what happened, and not to whom', () => {
  const given = {
    text: 'I am Ana Silva (ana.silva@example.com), tell Ben. Banana silvan stay.',
    user: { first_name: 'Ana', email: 'ana@example.com', phone: null, id: 'u-1' },
    parts: [{ text: { content: 'call +49 170 1234567, ANA' } }],
    properties: [{ name: 'vat', value: 'DE1' }],
    count: 3,
    at: '2026-01-05T09:00:00.000Z',
  }
  expect(maskedDeep(given, ['Ana Silva', 'Ben Adler'])).toEqual({
    text: 'I am [name] ([e-mail address]), tell [name]. Banana silvan stay.',
    user: { first_name: '[personal]', email: '[personal]', phone: null, id: 'u-1' },
    parts: [{ text: { content: 'call [phone number], [name]' } }],
    properties: '[personal]',
    count: 3,
    at: '2026-01-05T09:00:00.000Z',
  })
})

test.each([
  'avatar',
  'email',
  'firstName',
  'first_name',
  'lastName',
  'last_name',
  'phone',
  'properties',
  'reference_id',
  'restore_id',
  'social_profiles',
])('%s describes a person, whatever it says', (key) => {
  expect(maskedDeep({ user: { [key]: 'lives by the sea' } }, [])).toEqual({ user: { [key]: '[personal]' } })
})

test('a name that looks like a pattern is a name', () => {
  expect(maskedDeep('Ask a.b(c or aXb(c', ['a.b(c'])).toBe('Ask [name] or aXb(c')
  expect(maskedDeep('Jo is short', ['Jo', ''])).toBe('Jo is short')
})
