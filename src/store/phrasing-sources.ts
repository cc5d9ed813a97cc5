import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { storable } from '../storable.ts'
import { asSystem, type Database, type Tx } from './database.ts'

/** Sessions that ended well, each looked through once for a way of asking, and what was found in them. */

const DAY_MS = 24 * 60 * 60_000
/** From silence alone it shows only after a while that nothing was left to ask. */
const SILENT_FOR_MS = 7 * DAY_MS
/** What is older teaches how customers asked once. */
const LOOKED_BACK_MS = 90 * DAY_MS

/** Of the suggestions that nobody has decided about, and of those who asked for one. */
const MOST_SUGGESTED = 1_000
const MOST_SOURCES = 100

function isToBeSought(now: Date) {
  const at = now.getTime()
  return sql<boolean>`(status = 'resolved' and closure in ('confirmed', 'assumed') and phrasing_sought_at is null
    and updated_at > ${new Date(at - LOOKED_BACK_MS)}
    and (closure = 'confirmed' or updated_at <= ${new Date(at - SILENT_FOR_MS)}))`
}

/**
 * Of a session `s`: nobody has shown that its answers were wrong, or had a hand in them. A flag or a reopening that comes later takes
 * back what was suggested, a flag that is taken back brings it again: this is asked whenever suggestions are read.
 */
export const endedWell = sql<boolean>`(
  s.status = 'resolved' and s.closure in ('confirmed', 'assumed') and s.handoff is null and s.reopened_at is null
  and not exists (
    select 1 from messages m
    where m.session_id = s.id and (m.flagged_at is not null or (m.author_kind = 'rep' and not m.private)))
  and (s.closure = 'confirmed' or not exists (
    select 1 from sessions n
    where n.conversation_id = s.conversation_id and n.previous_session_id = s.id
      and n.created_at < s.updated_at + interval '7 days')))`

export async function organizationsToSeekIn(database: Database, now: Date): Promise<string[]> {
  return asSystem(database, async (tx) => {
    const rows = await tx
      .selectFrom('sessions')
      .select('organization_id')
      .distinct()
      .where(isToBeSought(now))
      .orderBy('organization_id')
      .limit(100)
      .execute()
    return rows.map((row) => row.organization_id)
  })
}

/** The newest session that nobody has looked through, ours until the transaction ends, and nobody's after it; null: there is none. */
export async function takeEnded(tx: Tx, now: Date): Promise<string | null> {
  const row = await tx
    .selectFrom('sessions')
    .select('id')
    .where(isToBeSought(now))
    .orderBy('updated_at', 'desc')
    .limit(1)
    .forNoKeyUpdate()
    .skipLocked()
    .executeTakeFirst()
  if (row === undefined) return null
  await tx.updateTable('sessions').set({ phrasing_sought_at: now }).where('id', '=', row.id).execute()
  return row.id
}

/** The answer after which the customer had nothing more to ask. */
export interface LastAnswer {
  /** Of the articles that it rests on, the one that it quotes first. */
  articleIds: string[]
  isBuiltin: boolean
  /** What it answered, in order. */
  texts: string[]
  /** Freshchat's time of the first of these. */
  askedAt: Date
  /** The customer had written in the session before. */
  isLater: boolean
  /** What the customer is called, as far as it is known. */
  names: string[]
}

/** null: the session did not end well, or not after an answer from the knowledge, or what was asked is older than `keptSince`. */
export async function lastAnswerIn(
  tx: Tx,
  sessionId: string,
  keptSince: Date | null,
): Promise<LastAnswer | null> {
  // the last two that were thought about: what answers a question of ours is a choice, and no way to ask
  const { rows } = await sql<{ id: string; kind: string; articleIds: string[]; isBuiltin: boolean }>`
    select t.id, t.decision->>'kind' as kind, t.model = 'builtin' as "isBuiltin",
      coalesce(jsonb_path_query_array(t.decision, '$.citations[*].articleId'), '[]') as "articleIds"
    from turns t join sessions s on s.id = t.session_id
    where s.id = ${sessionId} and ${endedWell}
      and t.errand is null and t.confidence is not null and t.outcome->>'kind' = 'replied'
    order by t.started_at desc, t.id limit 2`.execute(tx)
  const [turn, before] = rows
  if (turn?.kind !== 'reply' || turn.articleIds.length === 0 || before?.kind === 'clarify') return null

  const messages = await tx
    .selectFrom('messages')
    .select(['text', 'created_at', 'handled_by'])
    .where('session_id', '=', sessionId)
    .where('author_kind', '=', 'customer')
    .orderBy('created_at')
    .orderBy('seq')
    .execute()
  const at = messages.findIndex(({ handled_by }) => handled_by === turn.id)
  const first = messages[at]
  if (first === undefined || (keptSince !== null && first.created_at < keptSince)) return null
  return {
    articleIds: [...new Set(turn.articleIds)],
    isBuiltin: turn.isBuiltin,
    texts: messages.filter(({ handled_by }) => handled_by === turn.id).map(({ text }) => text),
    askedAt: first.created_at,
    isLater: at > 0,
    names: await namesIn(tx, sessionId),
  }
}

async function namesIn(tx: Tx, sessionId: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select c.name from sessions s join conversations v on v.id = s.conversation_id
    join contacts c on c.id = s.contact_id or c.freshchat_id = v.customer_id
    where s.id = ${sessionId} and c.name is not null
    union
    select author_name from messages
    where session_id = ${sessionId} and author_kind = 'customer' and author_name is not null`.execute(tx)
  return rows.map(({ name }) => name)
}

/** The article, which nobody deletes until the transaction ends. */
export async function heldArticle(
  tx: Tx,
  id: string,
): Promise<{ id: string; title: string; phrasings: string[] } | null> {
  const row = await tx
    .selectFrom('articles')
    .select(['id', 'title', 'phrasings'])
    .where('id', '=', id)
    .forKeyShare()
    .executeTakeFirst()
  return row ?? null
}

/** Adds what a session has shown to the suggestion of those who asked alike; nothing where a member has decided about that. */
export async function suggest(
  tx: Tx,
  organizationId: string,
  found: { articleId: string; fingerprint: string; sessionId: string; text: string; askedAt: Date },
  now: Date,
): Promise<void> {
  const { articleId: article_id, fingerprint } = found
  await tx
    .insertInto('suggested_phrasings')
    .values({ id: randomUUID(), organization_id: organizationId, article_id, fingerprint, created_at: now })
    .onConflict((conflict) => conflict.columns(['organization_id', 'article_id', 'fingerprint']).doNothing())
    .execute()
  const suggestion = await tx
    .selectFrom('suggested_phrasings')
    .select(['id', 'state'])
    .where('article_id', '=', article_id)
    .where('fingerprint', '=', fingerprint)
    .forUpdate()
    .executeTakeFirst()
  if (suggestion?.state !== 'suggested') return
  await tx
    .insertInto('phrasing_sources')
    .values({
      session_id: found.sessionId,
      organization_id: organizationId,
      suggestion_id: suggestion.id,
      text: storable(found.text),
      asked_at: found.askedAt,
    })
    .onConflict((conflict) => conflict.column('session_id').doNothing())
    .execute()
  await sql`
    delete from phrasing_sources where session_id in (
      select session_id from phrasing_sources where suggestion_id = ${suggestion.id}
      order by asked_at desc, session_id offset ${MOST_SOURCES})`.execute(tx)
}

/** Beyond what anybody reads, those give way that were asked least, the oldest first. In a transaction of its own, as it holds many. */
export async function dropLeastAsked(tx: Tx, most = MOST_SUGGESTED): Promise<void> {
  await sql`
    delete from suggested_phrasings where id in (
      select id from suggested_phrasings where id in (
        select p.id from suggested_phrasings p
        where p.state = 'suggested'
        order by (select count(*) from phrasing_sources f where f.suggestion_id = p.id) desc, p.created_at desc, p.id
        offset ${most})
      for update skip locked)`.execute(tx)
}
