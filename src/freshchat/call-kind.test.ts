import { expect, test } from 'vitest'
import { kindOfCall } from './call-kind.ts'
import type { Priority } from './rate.ts'

test.each<[string, Priority, string, boolean, string]>([
  ['a look before a send is a read', 'send', 'GET', false, 'read'],
  ['a message is a send', 'send', 'POST', true, 'send'],
  ['a note of a handoff is a send', 'handoff', 'POST', true, 'send'],
  ['a claim is a change', 'send', 'PUT', false, 'change'],
  ['whatever compares is comparing', 'reconcile', 'GET', false, 'reconcile'],
  ['asking whether a token may write is health', 'health', 'POST', false, 'health'],
])('%s', (_, priority, method, sends, kind) => {
  expect(kindOfCall({ priority, method, sends })).toBe(kind)
})
