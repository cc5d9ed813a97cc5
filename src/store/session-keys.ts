import { type RawBuilder, sql } from 'kysely'
import type { Tx } from './database.ts'

/** KEYS THAT SESSIONS ARE FOUND BY, in an index of (organization, key, when the session began, its id): newest first for each key. */
export interface Keyed {
  table: RawBuilder<unknown>
  key: RawBuilder<unknown>
  session: RawBuilder<unknown>
}

/** From `from` on, before `to`. */
export interface Range {
  from: string
  to: string
}

/** Keys that are there, each found by one look into the index behind the one before; null: more than `most`. */
export async function keysIn(
  tx: Tx,
  { table, key }: Keyed,
  { from, to }: Range,
  most: number,
): Promise<string[] | null> {
  const { rows } = await sql<{ key: string }>`
    with recursive next as (
      (select ${key} as key, 1 as place from ${table} where ${key} >= ${from} and ${key} < ${to} order by ${key} limit 1)
      union all
      select (select ${key} from ${table} where ${key} > next.key and ${key} < ${to} order by ${key} limit 1), place + 1
      from next where next.key is not null and place <= ${most})
    select key from next where key is not null`.execute(tx)
  return rows.length > most ? null : rows.map((row) => row.key)
}
