import { sql } from 'kysely'
import type { Asked } from '../rules/confidence-curve.ts'
import type { Tx } from './database.ts'

/** The newest questions that the AI thought about since then, with how each went on; courtesies, of which nobody asks anything, are none. */
export async function askedSince(tx: Tx, since: Date, most: number): Promise<Asked[]> {
  const { rows } = await sql<Asked>`
    select t.confidence,
      t.outcome->>'kind' = 'replied' as "wasAnswered",
      exists (
        select 1 from messages m join steps s on s.id = m.step_id where s.turn_id = t.id and m.flagged_at is not null
      ) as "wasFlagged",
      s.handoff->>'reason' as "handedOver", s.closure, s.reopened_at is not null as "wasReopened"
    from turns t join sessions s on s.id = t.session_id
    where t.started_at >= ${since} and t.confidence is not null and t.outcome is not null and jsonb_array_length(t.passages) > 0
    order by t.started_at desc limit ${most}`.execute(tx)
  return rows
}
