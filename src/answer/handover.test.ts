import { expect, test } from 'vitest'
import { handoffWords } from './handover.ts'

const officeHours = {
  timezone: 'Europe/Berlin',
  weekly: [{ day: 'wed' as const, from: '09:00', to: '17:00' }],
  holidays: [],
  rule: 'ai_always' as const,
}
const MONDAY = new Date('2026-01-05T12:00:00Z')

test.each([
  ['en', /back: Wednesday(,| at) 9:00\sAM GMT\+1\)/],
  ['de', /wieder da: Mittwoch(,| um) 0?9:00 MEZ\)/],
])('the time when the team is back, as it is written in %s', (language, words) => {
  expect(handoffWords(language, { templates: {}, officeHours }, MONDAY)).toMatch(words)
})
