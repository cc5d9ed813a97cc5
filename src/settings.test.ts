import { expect, test } from 'vitest'
import { defaultSettings, readStoredSettings } from './settings.ts'

test('the defaults are what an empty row means', () => {
  expect(readStoredSettings({})).toEqual(defaultSettings())
  expect(defaultSettings().reply).toMatchObject({ mode: 'autopilot', settleMs: 1_500, longestWaitMs: 10_000 })
})

test.each([
  ['a key of a later release', { future: true, paused: true }],
  ['a nested one', { reply: { sparkle: 1 }, paused: true }],
  ['a value that is no longer allowed', { reply: { mode: 'telepathy' }, paused: true }],
  ['a list with one bad entry', { persona: { languages: ['de', 'klingon'] }, paused: true }],
  ['something of the wrong kind', { handoff: 7, paused: true }],
])('%s falls back to its default, and the rest stands', (_, stored) => {
  const read = readStoredSettings(stored)
  expect(read.paused).toBe(true)
  expect(read.reply).toEqual(defaultSettings().reply)
  expect(read.handoff).toEqual(defaultSettings().handoff)
})

test('what is no settings at all reads as the defaults', () => {
  for (const stored of [null, 17, 'text', []]) expect(readStoredSettings(stored)).toEqual(defaultSettings())
})
