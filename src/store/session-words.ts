import { sql } from 'kysely'
import { phoneWords, wordsOf } from '../rules/words.ts'
import { asSystem, type Database, type Tx } from './database.ts'
import type { Keyed } from './session-keys.ts'

/**
 * THE WORDS THAT SESSIONS ARE FOUND BY, written in the background for those that owe them (triggers say which: migration 0026). Who
 * reads them: sessions-found.ts.
 */

/** Of a session, the newest: so much is read in some milliseconds, whoever wrote it to take long. */
const MESSAGES_READ = 500
const CHARACTERS_READ = 100_000
/** A word of a filter: no text holds one that begins so. */
const FILTERED = [
  'status',
  'owner',
  'closure',
  'channel',
  'language',
  'sentiment',
  'topic',
  'handoff',
] as const
const LONGEST_VALUE = 60

export const WORDS: Keyed = { table: sql`session_words`, key: sql`word`, session: sql`session_id` }

export type Filtered = Partial<Record<(typeof FILTERED)[number], string | null | undefined>>

/** What stands in the index for what a session is, and what a filter asks for. */
export function filterWords(of: Filtered): string[] {
  return FILTERED.flatMap((name) => {
    const value = of[name]
    return value === null || value === undefined ? [] : [`=${name}:${filterValue(value)}`]
  })
}

/** So much of it stands in an index: an entry has its limit. */
export function filterValue(value: string): string {
  return [...value].slice(0, LONGEST_VALUE).join('')
}

export async function organizationsOwingWords(database: Database): Promise<string[]> {
  return asSystem(database, async (tx) => {
    // from one organization to the next, however much one of them owes
    const { rows } = await sql<{ id: string }>`
      with recursive owing as (
        (select organization_id as id from session_words_owed order by organization_id limit 1)
        union all
        select (select organization_id from session_words_owed
          where organization_id > owing.id order by organization_id limit 1) from owing where owing.id is not null)
      select id from owing where id is not null`.execute(tx)
    return rows.map(({ id }) => id)
  })
}

/**
 * Writes the words of the sessions that changed last, `limit` changes at most; how many changes these were. 0: none is owed, or another
 * instance is writing this organization's.
 */
export async function writeWords(tx: Tx, organizationId: string, limit: number): Promise<number> {
  const { rows: ours } = await sql<{ isOurs: boolean }>`
    select pg_try_advisory_xact_lock(hashtext(${`words of ${organizationId}`})) as "isOurs"`.execute(tx)
  if (ours[0]?.isOurs !== true) return 0
  const owed = await tx
    .selectFrom('session_words_owed')
    .select(['id', 'session_id'])
    .where('organization_id', '=', organizationId)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  if (owed.length === 0) return 0
  // held until the words are written, so that who deletes a session deletes them too; who only changes it does not wait. One that is
  // being deleted just now is left for the next time: it may stay after all
  const sessions = await sessionsToRead(
    tx,
    owed.map((row) => row.session_id),
  )
    .forKeyShare('sessions')
    .skipLocked()
    .execute()
  const words = await wordsOfEach(tx, sessions)
  const rows = sessions.flatMap((session) =>
    [...filterWords(session), ...(words.get(session.id) ?? [])].map((word) => ({
      word,
      sessionId: session.id,
      createdAt: session.createdAt,
    })),
  )
  await replace(
    tx,
    organizationId,
    sessions.map(({ id }) => id),
    rows,
  )
  const done = owed.filter((row) => words.has(row.session_id)).map(({ id }) => id)
  await sql`delete from session_words_owed
    where organization_id = ${organizationId} and id = any(${sql.val(done)}::bigint[])`.execute(tx)
  return done.length
}

/** What would be written of these. */
export async function wordsInSessions(tx: Tx, ids: string[]): Promise<Map<string, string[]>> {
  return wordsOfEach(tx, await sessionsToRead(tx, ids).execute())
}

/** After an import, which carries no words and rouses no trigger. */
export async function oweAllWords(tx: Tx): Promise<void> {
  await sql`insert into session_words_owed (organization_id, session_id)
    select organization_id, id from sessions order by created_at, id`.execute(tx)
}

type ToRead = Awaited<ReturnType<ReturnType<typeof sessionsToRead>['execute']>>[number]

function sessionsToRead(tx: Tx, ids: string[]) {
  return tx
    .selectFrom('sessions')
    .leftJoin('contacts', 'contacts.id', 'sessions.contact_id')
    .select(['sessions.id', 'sessions.created_at as createdAt', 'sessions.ticket_number', 'summary'])
    .select(['status', 'owner', 'closure', 'channel', 'language', 'sentiment', 'topic'])
    .select(['contacts.name', 'contacts.email', 'contacts.phone'])
    .select(sql<string | null>`sessions.handoff->>'reason'`.as('handoff'))
    .where('sessions.id', 'in', ids)
    .orderBy('sessions.id')
}

async function wordsOfEach(tx: Tx, sessions: ToRead[]): Promise<Map<string, string[]>> {
  const texts = await textsOf(
    tx,
    sessions.map(({ id }) => id),
  )
  return new Map(sessions.map((session) => [session.id, wordsOf(read(session, texts.get(session.id) ?? []))]))
}

/** The newest first: of what is more than can be kept it is these that are looked for. */
async function textsOf(tx: Tx, ids: string[]): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ id: string; texts: string[] }>`
    select asked.id, array(
      select text from (
        select text, created_at, seq, sum(length(text)) over (order by created_at desc, seq desc) as characters from (
          select text, created_at, seq from messages where session_id = asked.id
          order by created_at desc, seq desc limit ${MESSAGES_READ}) as newest) as counted
      where characters - length(text) < ${CHARACTERS_READ} order by created_at desc, seq desc) as texts
    from unnest(${sql.val(ids)}::uuid[]) as asked(id)`.execute(tx)
  return new Map(rows.map(({ id, texts }) => [id, texts]))
}

function read(session: ToRead, texts: string[]): string[] {
  const { name, email, phone, topic, summary } = session
  const own = [String(session.ticket_number), name, email, phone, topic, summary].filter(
    (text) => text !== null,
  )
  return [...own, ...(phone === null ? [] : phoneWords(phone)), ...texts]
}

/** What is written already stays as it is: of a session that goes on it is most. */
async function replace(
  tx: Tx,
  organizationId: string,
  sessionIds: string[],
  rows: { word: string; sessionId: string; createdAt: Date }[],
): Promise<void> {
  const sessions = sql`any(${sql.val(sessionIds)}::uuid[])`
  const written = sql`unnest(${sql.val(rows.map(({ word }) => word))}::text[],
    ${sql.val(rows.map(({ createdAt }) => createdAt))}::timestamptz[],
    ${sql.val(rows.map(({ sessionId }) => sessionId))}::uuid[]) as written(word, created_at, session_id)`
  await sql`delete from session_words where session_id = ${sessions} and (word, created_at, session_id) not in (
    select word, created_at, session_id from ${written})`.execute(tx)
  await sql`insert into session_words (organization_id, word, created_at, session_id)
    select ${organizationId}, word, created_at, session_id from ${written}
    on conflict do nothing`.execute(tx)
}
