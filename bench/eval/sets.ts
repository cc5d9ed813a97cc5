import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The evaluation sets: public data that lies beside the project, never in it. A line of a file is one entry. */

const FOLDER = join(import.meta.dirname, '../../../shared/data')

/** Whether the sets are here; a stranger's clone has none. */
export const haveSets = existsSync(FOLDER)

/** The entries of one file of a set, in order. Throws when it is not there or a line is no JSON. */
export function entriesOf<T>(set: string, file: string): T[] {
  const text = readFileSync(join(FOLDER, set, file), 'utf8')
  // what the sets' README says of their form
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T)
}
