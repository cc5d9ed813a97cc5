import { describe, expect, test } from 'vitest'
import { addressFinding, inLines, postgresFinding } from './diagnosis.ts'

describe('an address that Freshchat shall reach', () => {
  test.each([
    ['https://baton.acme.test', false, false, 'ok'],
    ['http://baton.acme.test', false, false, 'wrong'],
    ['https://baton.lan', true, false, 'wrong'],
    ['http://localhost:3000', true, true, 'note'],
  ] as const)('%s (internal: %s, set by nobody: %s): %s', (url, isInternal, isDefault, verdict) => {
    const finding = addressFinding(url, { isInternal, isDefault, port: 3000 })
    expect(finding.verdict).toBe(verdict)
    if (verdict !== 'ok')
      expect(finding.fix).toMatch(/BATON_URL.*cloudflared tunnel --url http:\/\/localhost:3000/)
  })
})

test.each([
  ['13.14', 'wrong'],
  ['14.0', 'ok'],
  ['15.9 (Debian 15.9-0+deb12u1)', 'ok'],
])('PostgreSQL %s is %s', (version, verdict) => {
  expect(postgresFinding(version).verdict).toBe(verdict)
})

test('what is wrong says what to do on the line below, and the last line counts', () => {
  const lines = inLines([
    { what: 'server', verdict: 'ok', detail: 'answers', fix: null },
    { what: 'Acme: token', verdict: 'wrong', detail: 'refused', fix: 'Generate a token.' },
  ])
  expect(lines).toEqual([
    '✓ server       answers',
    '✗ Acme: token  refused',
    '               → Generate a token.',
    '',
    '1 of 2 is wrong.',
  ])
})
