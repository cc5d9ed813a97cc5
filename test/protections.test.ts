import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { PROTECTIONS } from '../scripts/protections-list.mjs'

/** The list of protections takes lines out of the sources by their text: a line that was changed since could not be taken out any more. */

const root = join(import.meta.dirname, '..')

test('the list of protections is not empty', () => {
  expect(PROTECTIONS.length).toBeGreaterThan(20)
})

test.each(PROTECTIONS)(
  '“$what” stands once where the list says, and something else without it',
  (protection) => {
    const whole = readFileSync(join(root, protection.file), 'utf8')
    expect(whole.split(protection.from)).toHaveLength(2)
    expect(whole.replace(protection.from, protection.to)).not.toBe(whole)
  },
)
