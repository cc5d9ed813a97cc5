import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { drops } from '../bench/eval/drops.ts'
import type { Row } from '../bench/eval/measures.ts'
import { quickRows } from '../bench/eval/sections.ts'
import { haveSets } from '../bench/eval/sets.ts'

/** How good the answers are is measured in every run, and may not get worse by more than two points. */

const reached: Row[] = JSON.parse(
  readFileSync(join(import.meta.dirname, '../bench/eval/reached.json'), 'utf8'),
)

test.skipIf(!haveSets)(
  'the answers are as good as they were, by two points (skipped where the evaluation sets are not beside the clone)',
  async () => {
    expect(drops(reached, await quickRows())).toEqual([])
  },
  // a minute and a half on a machine of its own
  10 * 60_000,
)

describe('a drop', () => {
  const row = (ours: number, lowerIsBetter = false): Row => ({
    set: 'a set',
    measure: 'top-1',
    ours,
    bar: null,
    aim: null,
    lowerIsBetter,
  })
  test('is more than two points, in the direction that is worse', () => {
    expect(drops([row(80)], [row(78)])).toEqual([])
    expect(drops([row(80)], [row(77.9)])).toEqual(['a set, top-1: 77.9, after 80'])
    expect(drops([row(1, true)], [row(3)])).toEqual([])
    expect(drops([row(1, true)], [row(3.1)])).toEqual(['a set, top-1: 3.1, after 1'])
    expect(drops([row(80)], [row(95)])).toEqual([])
  })

  test('is also what is not measured any more', () => {
    expect(drops([row(80)], [])).toEqual(['a set, top-1: not measured, after 80'])
  })
})
