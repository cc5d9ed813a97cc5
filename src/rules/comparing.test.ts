import { expect, test } from 'vitest'
import { compareAt } from './comparing.ts'

const NOW = new Date('2026-03-02T12:00:00Z')
const MINUTE = 60_000
const ago = (minutes: number) => new Date(NOW.getTime() - minutes * MINUTE)

test.each([
  ['webhooks flow, active', { lastMessageAt: ago(1), isSilent: false }, 10, 14],
  ['webhooks flow, long quiet', { lastMessageAt: ago(600), isSilent: false }, 10, 14],
  ['webhooks are silent, active', { lastMessageAt: ago(59), isSilent: true }, 0.75, 1.25],
  ['webhooks are silent, long quiet', { lastMessageAt: ago(61), isSilent: true }, 10, 14],
])('%s: compared within the time that is promised', (_, about, soonest, latest) => {
  expect(compareAt(about, 0, NOW)).toEqual(new Date(NOW.getTime() + soonest * MINUTE))
  expect(compareAt(about, 1, NOW)).toEqual(new Date(NOW.getTime() + latest * MINUTE))
})
