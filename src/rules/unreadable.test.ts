import { describe, expect, test } from 'vitest'
import { type Sent, unreadIn } from './unreadable.ts'

const image = { kind: 'image' as const, name: null, isRead: false }
const seen = { ...image, isRead: true }
const file = { kind: 'file' as const, name: 'invoice.pdf', isRead: false }
const other = { kind: 'other' as const, name: null, isRead: false }
const message = (words: number, ...attachments: Sent['attachments']): Sent => ({ words, attachments })

describe('may a burst be answered although a part of it cannot be read?', () => {
  test.each<[what: string, burst: Sent[], builtin: string | null, model: string | null]>([
    ['words only', [message(3)], null, null],
    ['a picture only', [message(0, image)], 'no', 'no'],
    ['a picture only, seen', [message(0, seen)], null, null],
    ['a picture and a few words in one message', [message(8, image)], 'no', 'yes'],
    ['a picture, then a few words', [message(0, image), message(8)], 'no', 'no'],
    ['a picture, then many words', [message(0, image), message(9)], 'if-sure', 'if-sure'],
    ['a picture and many words in one message', [message(9, image)], 'if-sure', 'yes'],
    ['a file beside a picture that was seen', [message(0, seen, file)], 'no', 'yes'],
    ['a file alone after a picture that was seen', [message(0, seen), message(0, file)], 'no', 'no'],
    ['something unknown alone', [message(0, other)], 'no', 'no'],
    ['something unknown beside words', [message(2, other)], null, null],
  ])('%s', (_what, burst, builtin, model) => {
    expect(unreadIn(burst, 'builtin')?.mayAnswer ?? null).toBe(builtin)
    expect(unreadIn(burst, 'model')?.mayAnswer ?? null).toBe(model)
  })

  test.each([
    [[message(0, file)], 'a file: invoice.pdf', ['invoice.pdf']],
    [[message(0, image)], 'an image', []],
    [
      [message(0, file), message(0, { ...image, name: 'a.png' })],
      'a file: invoice.pdf, an image: a.png',
      ['invoice.pdf', 'a.png'],
    ],
    [[message(0, file, image)], 'a file: invoice.pdf, an image', []],
    [[message(0, { kind: 'audio' as const, name: null, isRead: false })], 'a sound recording', []],
    [[message(0, other)], 'something without words', []],
  ])('it is called what it is: %#', (burst, what, names) => {
    expect(unreadIn(burst, 'builtin')).toMatchObject({ what, names })
  })
})
