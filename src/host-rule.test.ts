import { describe, expect, test } from 'vitest'
import { alertRules, isNamedInternal, modelRule, modelRules, refusedAsWritten } from './host-rule.ts'

test.each([
  ['baton.acme.test', false],
  ['10.example.com', false],
  ['172.200.1.1', false],
  ['localhost', true],
  ['baton.localhost', true],
  ['127.0.0.1', true],
  ['192.168.0.4', true],
  ['10.1.2.3', true],
  ['172.20.1.1', true],
  ['169.254.169.254', true],
  ['[::1]', true],
  ['[fd12::1]', true],
  ['[2a00::1]', false],
])('%s is known to this machine or network alone: %s', (hostname, isInternal) => {
  expect(isNamedInternal(hostname)).toBe(isInternal)
})

describe('which hosts of models are called', () => {
  const names: Record<string, string[]> = {
    'api.example.com': ['203.0.113.7'],
    'inside.example.com': ['203.0.113.7', '10.0.0.5'],
    'meta.example.com': ['169.254.169.254'],
    localhost: ['127.0.0.1', '::1'],
  }
  const rule = modelRule(
    ['localhost:11434', 'meta.example.com', '[::1]:8080'],
    async (host) => names[host] ?? [],
  )

  test.each([
    ['https://api.example.com/v1', true],
    ['http://localhost:11434/v1', true],
    ['http://[::1]:8080/v1', true],
    ['http://localhost:5432', false],
    ['https://inside.example.com', false],
    ['https://meta.example.com', false],
    ['http://127.0.0.1', false],
    ['http://2130706433', false],
    ['http://[::ffff:127.0.0.1]', false],
    ['http://[fd00::1]', false],
    ['http://192.168.1.1', false],
    ['http://0.0.0.0', false],
    ['https://unknown.example.com', false],
    ['ftp://api.example.com', false],
    ['https://user:secret@api.example.com', false],
  ])('%s: %s', async (url, allowed) => {
    expect((await rule(new URL(url))).refused === null).toBe(allowed)
  })
})

describe('what an address says itself is enough to refuse it where it is typed', () => {
  const listed = ['chat.internal', '10.0.0.7:8065', 'localhost:11434', '169.254.169.254']

  test.each([
    ['https://hooks.example.com/x', null, null],
    ['https://inside.example.com', null, null],
    ['https://127.0.0.1/x', /BATON_ALERT_HOSTS=127\.0\.0\.1:443$/, /BATON_MODEL_HOSTS=127\.0\.0\.1:443$/],
    ['https://2130706433', /private network/, /private network/],
    ['https://[::1]:8080', /private network/, /private network/],
    ['https://[::ffff:10.0.0.1]', /private network/, /private network/],
    ['https://10.0.0.7', /10\.0\.0\.7:443/, /10\.0\.0\.7:443/],
    ['https://10.0.0.7:8065', null, null],
    ['https://localhost', /localhost:443/, /localhost:443/],
    ['http://localhost:11434/v1', null, null],
    ['https://baton.localhost', /private network/, /private network/],
    ['https://169.254.169.254', /link-local/, /link-local/],
    ['https://[fe80::1]', /link-local/, /link-local/],
    ['https://user:secret@hooks.example.com', /name or a password/, /name or a password/],
    // without its s, alerts are spoken to this machine alone
    ['http://hooks.example.com', /does not begin with https/, null],
    ['http://chat.internal', null, null],
    ['http://10.0.0.7:8065', /does not begin with https/, null],
  ])('%s for alerts: %s, for models: %s', (address, forAlerts, forModels) => {
    const said = [alertRules(listed), modelRules(listed)].map((rules) =>
      refusedAsWritten(rules, new URL(address)),
    )
    expect(said).toEqual(
      [forAlerts, forModels].map((about) => (about === null ? null : expect.stringMatching(about))),
    )
  })
})
