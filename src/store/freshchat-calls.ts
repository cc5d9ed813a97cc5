import { sql } from 'kysely'
import type { CallKind } from '../freshchat/call-kind.ts'
import type { Period } from './analytics.ts'
import type { Tx } from './database.ts'

/** How many calls of a kind were made on a day (UTC, `2026-01-31`). */
export interface DayCalls {
  day: string
  kind: CallKind
  calls: number
}

/** So many more. */
export async function addCalls(tx: Tx, organizationId: string, counted: DayCalls[]): Promise<void> {
  // always in the same order: instances that add at once would wait for each other for ever
  const inOrder = counted.toSorted((a, b) => (`${a.day} ${a.kind}` < `${b.day} ${b.kind}` ? -1 : 1))
  await tx
    .insertInto('freshchat_calls')
    .values(
      inOrder.map(({ day, kind, calls }) => ({
        organization_id: organizationId,
        // as text: a driver would read a date of ours in the machine's time zone
        day: sql<Date>`${day}::date`,
        kind,
        calls,
      })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['organization_id', 'day', 'kind'])
        .doUpdateSet({ calls: sql`freshchat_calls.calls + excluded.calls` }),
    )
    .execute()
}

/** Of all days that the period touches, in order; calls are not told apart by channel. */
export async function callsIn(tx: Tx, { from, until }: Period): Promise<DayCalls[]> {
  const dayOf = (at: Date) => at.toISOString().slice(0, 10)
  const last = new Date(until.getTime() - 1)
  const { rows } = await sql<DayCalls>`
    select to_char(day, 'YYYY-MM-DD') as day, kind, calls from freshchat_calls
    where day between ${dayOf(from)}::date and ${dayOf(last)}::date order by day, kind`.execute(tx)
  return rows
}
