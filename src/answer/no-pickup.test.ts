import { expect, test } from 'vitest'
import { noPickupWords, stillUnsureWords } from './handover.ts'
import { UNSURE } from './unsure-words.ts'
import { CATALOGUE } from './wording-words.ts'

const OURS = { templates: {} }

test('every language that the AI speaks has its words', () => {
  expect(Object.keys(UNSURE).sort()).toEqual(Object.keys(CATALOGUE).sort())
})

test('only where the AI had no sure answer it does not offer to try the same again', () => {
  for (const reason of ['not_in_knowledge', 'low_confidence'] as const)
    expect(noPickupWords('en', OURS, reason)).toContain('no sure answer')
  for (const reason of ['asked_for_human', 'failure', null] as const)
    expect(noPickupWords('en', OURS, reason)).toContain('Shall I try')
  expect(stillUnsureWords('xx')).toBe(UNSURE.en?.still)
})

test('the team’s own words for it are used whatever the reason', () => {
  expect(noPickupWords('en', { templates: { en: { noPickup: 'Hold on.' } } }, 'low_confidence')).toBe(
    'Hold on.',
  )
})
