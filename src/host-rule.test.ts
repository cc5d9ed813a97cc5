import { expect, test } from 'vitest'
import { isNamedInternal } from './host-rule.ts'

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
