import { sql } from 'kysely'
import { beginningWith } from '../rules/words.ts'
import type { Tx } from './database.ts'
import { type Keyed, keysIn } from './session-keys.ts'
import { type Filtered, filterValue } from './session-words.ts'

/**
 * SESSIONS OF A KIND are alike in all that has few values (a column that the database writes itself: migration 0029). Where several
 * filters are rare only together, the kinds that meet them all are walked along, and nothing else.
 */

const FIELDS = ['status', 'owner', 'closure', 'sentiment', 'language', 'channel'] as const
const BETWEEN = '|'
/** Looked at in some milliseconds; an organization has hundreds. */
const MOST_KINDS = 1_000
/** A page of each is read. What more of them meet is not rare. */
const MOST_WALKED = 128

export const KINDS: Keyed = { table: sql`sessions`, key: sql`kind`, session: sql`id` }

export interface KindsAsked {
  kinds: string[]
  /** What they meet of the filters. */
  met: Filtered
}

/** null: fewer than two of these fields are asked for, or more kinds meet them than are worth walking along. */
export async function kindsAsked(tx: Tx, filter: Filtered): Promise<KindsAsked | null> {
  const values = FIELDS.map((name) => {
    const value = filter[name] ?? null
    return value === null ? null : filterValue(value)
  })
  if (values.filter((value) => value !== null).length < 2) return null
  const there = await keysIn(tx, KINDS, beginningWith(leading(values)), MOST_KINDS)
  const kinds = there?.filter((kind) => meets(kind, values))
  if (kinds === undefined || kinds.length > MOST_WALKED) return null
  return { kinds, met: Object.fromEntries(FIELDS.map((name) => [name, filter[name]])) }
}

/** What all that is asked for begins with. */
function leading(values: (string | null)[]): string {
  const open = values.indexOf(null)
  return (open === -1 ? values : [...values.slice(0, open), '']).join(BETWEEN)
}

/** Of a value that itself has a bar in it nobody knows where it ends: such a kind is walked along too. */
function meets(kind: string, values: (string | null)[]): boolean {
  const those = kind.split(BETWEEN)
  return (
    those.length !== FIELDS.length || values.every((value, field) => value === null || value === those[field])
  )
}
