import type { Priority } from './rate.ts'

/** What a call to Freshchat is counted as. Pure. */

export const callKinds = ['read', 'send', 'change', 'reconcile', 'health'] as const
export type CallKind = (typeof callKinds)[number]

/** Comparing and health are counted by what they are for, all else by what it does. */
export function kindOfCall(call: { priority: Priority; method: string; sends: boolean }): CallKind {
  if (call.priority === 'reconcile' || call.priority === 'health') return call.priority
  if (call.method === 'GET') return 'read'
  return call.sends ? 'send' : 'change'
}
