import { sql } from 'kysely'
import type { Tx } from './database.ts'
import { lockSettings } from './settings.ts'

/** What an organization has done so far of what makes an install useful. */
export interface FirstSteps {
  /** A delivery has come over the connection in force. */
  heard: boolean
  hasKnowledge: boolean
  hasAsked: boolean
  /** A customer has been answered by the AI. */
  hasAnswered: boolean
}

export async function firstSteps(
  tx: Tx,
  { organizationId, connectionId }: { organizationId: string; connectionId: string | null },
): Promise<FirstSteps> {
  const { rows } = await sql<FirstSteps>`select
    exists (select 1 from deliveries where connection_id = ${connectionId}::uuid) as "heard",
    exists (select 1 from articles where state = 'published') as "hasKnowledge",
    exists (select 1 from settings where organization_id = ${organizationId} and asked_at is not null) as "hasAsked",
    exists (
      -- said twice, so that the index of those that a step sent is walked, and not all that was ever written
      select 1 from messages join steps on steps.id = messages.step_id
      where messages.step_id is not null and messages.author_kind = 'ai' and not messages.private and steps.kind = 'say'
    ) as "hasAnswered"`.execute(tx)
  // one row without a table to be empty
  return rows[0] ?? { heard: false, hasKnowledge: false, hasAsked: false, hasAnswered: false }
}

/** The articles that still say what these do, by their external ids: whoever wrote something else into one has made it theirs. */
export async function unchangedAmong(
  tx: Tx,
  organizationId: string,
  entries: { externalId: string; title: string; body: string }[],
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from articles
    join json_to_recordset(${JSON.stringify(entries)}::json) as entry("externalId" text, title text, body text)
      on external_id = entry."externalId" and articles.title = entry.title and articles.body = entry.body
    where organization_id = ${organizationId}`.execute(tx)
  return rows.map(({ id }) => id)
}

/** Written once, with the first question. */
export async function noteAsked(tx: Tx, organizationId: string, at: Date): Promise<void> {
  const known = await tx
    .selectFrom('settings')
    .select('asked_at')
    .where('organization_id', '=', organizationId)
    .executeTakeFirst()
  if (known?.asked_at) return
  await lockSettings(tx, organizationId, at)
  await tx
    .updateTable('settings')
    .set({ asked_at: at })
    .where('organization_id', '=', organizationId)
    .where('asked_at', 'is', null)
    .execute()
}

/** So far back we look for what a list can be narrowed to. */
const RECENT = 5_000

/** Which channels, languages and topics the newest sessions have, each in its order. */
export async function recentValues(
  tx: Tx,
): Promise<{ channels: string[]; languages: string[]; topics: string[] }> {
  const { rows } = await sql<{ channels: string[]; languages: string[]; topics: string[] }>`
    with recent as (
      select channel, language, topic from sessions order by created_at desc, id desc limit ${RECENT}
    )
    select
      (select coalesce(json_agg(distinct channel), '[]') from recent) as channels,
      (select coalesce(json_agg(distinct language) filter (where language is not null), '[]') from recent) as languages,
      (select coalesce(json_agg(distinct topic) filter (where topic is not null), '[]') from recent) as topics`.execute(
    tx,
  )
  return rows[0] ?? { channels: [], languages: [], topics: [] }
}
