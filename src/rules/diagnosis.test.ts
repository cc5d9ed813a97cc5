import { describe, expect, test } from 'vitest'
import { addressFinding, inLines, postgresFinding } from './diagnosis.ts'

describe('an address that Freshchat shall reach', () => {
  test.each([
    ['https://baton.acme.test', false, 'ok'],
    ['http://baton.acme.test', false, 'wrong'],
    ['https://localhost:3000', false, 'wrong'],
    ['https://192.168.0.4', false, 'wrong'],
    ['https://10.1.2.3:8443', false, 'wrong'],
    ['https://172.20.1.1', false, 'wrong'],
    ['https://172.200.1.1', false, 'ok'],
    ['http://localhost:3000', true, 'note'],
  ] as const)('%s (set by nobody: %s): %s', (url, isDefault, verdict) => {
    const finding = addressFinding(url, isDefault, 3000)
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
