import { base32 } from '@better-auth/utils/base32'
import { expect, test } from 'vitest'
import { appUrl, newRecoveryCodes, newSharedSecret, recoveryHash, stepOf } from './second-factor.ts'

/** RFC 6238, appendix B: this secret, SHA-1; of eight digits apps show the last six. */
const SECRET = base32.encode('12345678901234567890', { padding: false })

test.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
])('at second %i the code is %s, as the standard says', async (second, code) => {
  const now = new Date(second * 1_000)
  expect(await stepOf(SECRET, code, { lastStep: 0, now })).toBe(Math.floor(second / 30))
})

test('the code before and the one after are taken too, none further off, and none twice', async () => {
  const at = (second: number) => new Date(second * 1_000)
  const code = '050471' // of the half minute that begins at 1111111110
  for (const [second, isTaken] of [
    [1_111_111_079, false],
    [1_111_111_080, true],
    [1_111_111_169, true],
    [1_111_111_170, false],
  ] as const)
    expect((await stepOf(SECRET, code, { lastStep: 0, now: at(second) })) !== null, String(second)).toBe(
      isTaken,
    )
  const step = Math.floor(1_111_111_111 / 30)
  expect(await stepOf(SECRET, code, { lastStep: step, now: at(1_111_111_111) })).toBeNull()
  expect(await stepOf(SECRET, '050 471', { lastStep: step - 1, now: at(1_111_111_111) })).toBe(step)
})

test('a secret is what apps take, and each is another', () => {
  const secret = newSharedSecret()
  expect(secret).toMatch(/^[A-Z2-7]{32}$/)
  expect(newSharedSecret()).not.toBe(secret)
  const url = new URL(appUrl(secret, 'olga@acme.test'))
  expect(url.protocol).toBe('otpauth:')
  expect(decodeURIComponent(url.pathname)).toContain('Baton:olga@acme.test')
  expect(url.searchParams.get('secret')).toBe(secret)
})

test('ten recovery codes, which may be typed in capitals and without strokes', () => {
  const codes = newRecoveryCodes()
  expect(new Set(codes).size).toBe(10)
  for (const code of codes) expect(code).toMatch(/^[2-9a-hjkmnp-tv-z]{4}(-[2-9a-hjkmnp-tv-z]{4}){5}$/)
  const [code = ''] = codes
  expect(recoveryHash(code.toUpperCase().replaceAll('-', ' '))).toBe(recoveryHash(code))
  expect(recoveryHash(codes[1] ?? '')).not.toBe(recoveryHash(code))
})
