import { expect, test } from 'vitest'
import { isUpkeepDue } from './upkeep.ts'

const MIB = 1024 * 1024
const MINUTE = 60_000

test.each([
  ['much was just written', { writtenBytes: 300 * MIB, sinceMs: MINUTE }, true],
  ['some was, an hour ago', { writtenBytes: 20 * MIB, sinceMs: 61 * MINUTE }, true],
  ['some was just written', { writtenBytes: 20 * MIB, sinceMs: 59 * MINUTE }, false],
  ['hardly anything in a week', { writtenBytes: MIB, sinceMs: 7 * 24 * 60 * MINUTE }, false],
])('%s: %o', (_, since, isDue) => {
  expect(isUpkeepDue(since)).toBe(isDue)
})
