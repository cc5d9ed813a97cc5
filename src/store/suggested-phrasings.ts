import { sql } from 'kysely'
import type { Tx } from './database.ts'
import { endedWell } from './phrasing-sources.ts'

/** What customers have taught about how an article is asked for, and what members made of it. */

export interface SuggestedPhrasing {
  id: string
  articleId: string
  articleTitle: string
  /** As the first of them put it, of those who are still known. */
  text: string
  /** In how many sessions it was asked alike. */
  count: number
  /** The newest of these. */
  sessionIds: string[]
  createdAt: Date
}

const SESSIONS_SHOWN = 5

/** Nobody's words are kept beside those of sessions that are still there and still ended well: a suggestion without any is none. */
const asked = sql`
  lateral (
    select count(*)::int as count,
      (array_agg(f.text order by f.asked_at, f.session_id))[1] as text,
      (array_agg(f.session_id::text order by f.asked_at desc, f.session_id))[1:${sql.lit(SESSIONS_SHOWN)}] as session_ids
    from phrasing_sources f join sessions s on s.id = f.session_id
    where f.suggestion_id = p.id and ${endedWell}
  ) asked`

/** Newest first. */
export async function listSuggested(
  tx: Tx,
  page: { articleId: string | null; after: { at: Date; id: string } | null; limit: number },
): Promise<SuggestedPhrasing[]> {
  const ofArticle = page.articleId === null ? sql`` : sql`and p.article_id = ${page.articleId}`
  const after =
    page.after === null ? sql`` : sql`and (p.created_at, p.id) < (${page.after.at}, ${page.after.id}::uuid)`
  const { rows } = await sql<SuggestedPhrasing>`
    select p.id, p.article_id as "articleId", a.title as "articleTitle", asked.text, asked.count,
      asked.session_ids as "sessionIds", p.created_at as "createdAt"
    from suggested_phrasings p join articles a on a.id = p.article_id, ${asked}
    where p.state = 'suggested' and asked.count > 0 ${ofArticle} ${after}
    order by p.created_at desc, p.id desc limit ${page.limit}`.execute(tx)
  return rows
}

/** Held until the transaction ends; `text` null: nobody's words are left of it. */
export async function holdSuggested(
  tx: Tx,
  id: string,
): Promise<{ articleId: string; isDecided: boolean; text: string | null } | null> {
  const row = await tx
    .selectFrom('suggested_phrasings')
    .select(['article_id', 'state'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) return null
  const { rows } = await sql<{ text: string | null }>`
    select asked.text from suggested_phrasings p, ${asked} where p.id = ${id}`.execute(tx)
  return { articleId: row.article_id, isDecided: row.state !== 'suggested', text: rows[0]?.text ?? null }
}

/** What customers wrote is needed no more: only that it was decided about stays. */
export async function decideSuggested(
  tx: Tx,
  id: string,
  state: 'accepted' | 'dismissed',
  now: Date,
): Promise<void> {
  await tx.updateTable('suggested_phrasings').set({ state, decided_at: now }).where('id', '=', id).execute()
  await tx.deleteFrom('phrasing_sources').where('suggestion_id', '=', id).execute()
}

/** What was written before `since` is forgotten, though its session may go on. */
export async function forgetSourcesOlderThan(tx: Tx, since: Date): Promise<void> {
  await tx.deleteFrom('phrasing_sources').where('asked_at', '<', since).execute()
}

/** Those of which nobody's words are left; what somebody holds just now is passed over, and shown to nobody. */
export async function dropUnasked(tx: Tx): Promise<void> {
  await sql`
    delete from suggested_phrasings where id in (
      select p.id from suggested_phrasings p
      where p.state = 'suggested' and not exists (select 1 from phrasing_sources f where f.suggestion_id = p.id)
      for update skip locked)`.execute(tx)
}
