import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { createVault, SecretLost } from './secret.ts'

const [old, fresh, stranger] = [randomBytes(32), randomBytes(32), randomBytes(32)] as const
const vault = createVault([old])
const sealed = vault.seal('a token', 'connection:1:token')

describe('what is sealed', () => {
  test('opens in its place, and nowhere else', () => {
    expect(vault.open(sealed, 'connection:1:token')).toBe('a token')
    expect(() => vault.open(sealed, 'connection:2:token')).toThrow()
    expect(() => vault.open(sealed, 'connection:1:secret')).toThrow()
  })

  test('never looks the same twice', () => {
    expect(vault.seal('a token', 'x')).not.toBe(vault.seal('a token', 'x'))
  })

  test('does not open when any of its characters was changed', () => {
    const start = sealed.lastIndexOf('.') + 1
    for (let at = start; at < sealed.length - 1; at++) {
      const other = sealed[at] === 'A' ? 'B' : 'A'
      const changed = sealed.slice(0, at) + other + sealed.slice(at + 1)
      expect(() => vault.open(changed, 'connection:1:token'), String(at)).toThrow()
    }
  })

  test.each([
    [
      'cut to its nonce and a part of its tag',
      (text: string) => text.slice(0, text.lastIndexOf('.') + 1 + 22),
    ],
    ['with something behind it', (text: string) => `${text}.junk`],
    ['of another version', (text: string) => text.replace('v1.', 'v2.')],
    ['in plain', () => 'a token'],
  ])('does not open %s', (_case, change) => {
    expect(() => vault.open(change(sealed), 'connection:1:token')).toThrow()
  })

  test('opens with an older secret in force, and is then known as older', () => {
    const both = createVault([fresh, old])
    expect(both.open(sealed, 'connection:1:token')).toBe('a token')
    expect(both.isCurrent(sealed)).toBe(false)
    expect(both.knowsKeyOf(sealed)).toBe(true)
    expect(both.isCurrent(both.seal('x', 'y'))).toBe(true)
  })

  test('whose secret is gone says so, and is told from what was changed', () => {
    const other = createVault([stranger])
    expect(other.knowsKeyOf(sealed)).toBe(false)
    expect(() => other.open(sealed, 'connection:1:token')).toThrow(SecretLost)
    expect(() => vault.open(sealed, 'elsewhere')).not.toThrow(SecretLost)
  })
})

test('keys for other purposes differ, and those of older secrets are known', () => {
  const both = createVault([fresh, old])
  expect(vault.derive('auth')).not.toBe(vault.derive('operator'))
  expect(both.derive('auth')).not.toBe(vault.derive('auth'))
  expect(both.deriveAll('auth')).toEqual([both.derive('auth'), vault.derive('auth')])
})
