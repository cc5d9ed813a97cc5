import { sql } from 'kysely'
import type { Tx } from './database.ts'
import type { After } from './sessions-read.ts'

/** An answer that somebody called wrong, with what it answered and what it was made of. */
export interface FlaggedAnswer {
  id: string
  session_id: string
  text: string
  flagged_at: Date
  flagged_by: string | null
  flag_note: string | null
  /** Null: a message without words, or one that is forgotten by now. */
  question: string | null
  /** Best first, of those that are there still. */
  articles: { id: string; title: string }[]
}

/** The newest flag first, by the index messages_flagged. */
export async function flaggedAnswers(
  tx: Tx,
  page: { after: After | null; limit: number },
): Promise<FlaggedAnswer[]> {
  const { rows } = await sql<FlaggedAnswer>`
    select m.id, m.session_id, m.text, m.flagged_at, m.flagged_by, m.flag_note,
      (select string_agg(q.text, E'\n' order by q.created_at, q.seq) from messages q
        where q.session_id = m.session_id and q.author_kind = 'customer' and q.handled_by = s.turn_id) as question,
      coalesce((select json_agg(json_build_object('id', a.id, 'title', a.title) order by cited.nth)
        from jsonb_array_elements(coalesce(t.decision->'citations', '[]')) with ordinality as cited (citation, nth)
        join articles a on a.id = (cited.citation->>'articleId')::uuid), '[]') as articles
    from messages m left join steps s on s.id = m.step_id left join turns t on t.id = s.turn_id
    where m.flagged_at is not null and m.session_id is not null
      and (${page.after === null} or (m.flagged_at, m.id) < (${page.after?.at ?? null}::timestamptz, ${page.after?.id ?? null}::uuid))
    order by m.flagged_at desc, m.id desc limit ${page.limit}`.execute(tx)
  return rows
}

/** Marks an answer of the AI's as wrong, or takes that back with null. False: there is no such answer. */
export async function flagAnswer(
  tx: Tx,
  messageId: string,
  flag: { at: Date; by: string; note: string | null } | null,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('messages')
    .set({
      flagged_at: flag?.at ?? null,
      flagged_by: flag?.by ?? null,
      flag_note: flag?.note ?? null,
    })
    .where('id', '=', messageId)
    .where('author_kind', '=', 'ai')
    .where('session_id', 'is not', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
