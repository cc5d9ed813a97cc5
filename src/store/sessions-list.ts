import { type RawBuilder, sql } from 'kysely'
import type { Closure, HandoffReason, Owner, Sentiment } from '../conversation.ts'
import { type Asked, asked, isAsked } from '../rules/words.ts'
import type { Tx } from './database.ts'
import { FIGURES, type Figure } from './figures.ts'
import { kindsAsked } from './session-kinds.ts'
import { filterWords, wordsInSessions } from './session-words.ts'
import { type Walk, type Within, walkAlong } from './sessions-found.ts'
import { type After, type SeenSession, sessionsWithTheirPeople } from './sessions-read.ts'

export interface SessionFilter {
  status?: 'open' | 'resolved' | undefined
  owner?: Owner | undefined
  channel?: string | undefined
  language?: string | undefined
  topic?: string | undefined
  sentiment?: Sentiment | undefined
  closure?: Closure | undefined
  handoff?: HandoffReason | undefined
  /** Words, each found in a message, the customer's name, e-mail or phone, topic, summary, or as the ticket number. */
  q?: string | undefined
  /** Freshchat's id of the conversation. */
  conversationId?: string | undefined
  /** Our ids of conversations. */
  inConversations?: string[] | undefined
  /** Those that this figure of the report counts. */
  figure?: Figure | undefined
  /** Begun on this day, `2026-01-31`, as the time zone has it. */
  on?: { day: string; timeZone: string } | undefined
  /** `from` itself is in, `to` is not. */
  from?: Date | undefined
  to?: Date | undefined
}

interface Page {
  after: After | null
  limit: number
}

/** More changes wait only while an install that had no index yet is catching up. */
const MOST_OWED = 2_000
/** So many sessions are searched in some milliseconds; in a burst of more the eldest of them are found a second later. */
const MOST_READ = 100
const MOST_WALKED = 5_000

/**
 * Newest first. What names no word and no value reads along the index sessions_newest; all else along the words that are in the
 * sessions (sessions-found.ts), beside those few whose words are still to be written.
 */
export async function listSessions(tx: Tx, filter: SessionFilter, page: Page): Promise<SeenSession[]> {
  const words = filter.q === undefined ? [] : asked(filter.q)
  if (filter.q !== undefined && words.length === 0) return []
  const terms = [...words, ...filterWords(filter).map((word) => ({ word, isPrefix: false }))]
  // few sessions are one conversation's
  const isNarrow = filter.conversationId !== undefined || filter.inConversations !== undefined
  if (terms.length === 0 || isNarrow) return pageOf(narrowed(tx, filter, words, page.after), page.limit)
  const kinds = await kindsAsked(tx, filter)
  // what a session is stands in its own row; only words may be owed
  const isByKind =
    kinds !== null && filterWords(filter).length === filterWords(kinds.met).length && words.length === 0
  const owed = isByKind ? [] : await owedSessions(tx, words.length > 0)
  if (owed === null) return pageOf(narrowed(tx, filter, words, page.after), page.limit)

  const unwritten = await listUnwritten(tx, filter, words, owed, page)
  const written = await listWritten(tx, filter, await walkAlong(tx, terms, kinds), new Set(owed), page)
  return [...unwritten, ...written].sort(newestFirst).slice(0, page.limit)
}

/** Found in what they hold, as they will be in the index. */
async function listUnwritten(
  tx: Tx,
  filter: SessionFilter,
  words: Asked[],
  owed: string[],
  page: Page,
): Promise<SeenSession[]> {
  if (owed.length === 0) return []
  const texts = words.length === 0 ? null : await wordsInSessions(tx, owed)
  const ids = texts === null ? owed : owed.filter((id) => isAsked(words, texts.get(id) ?? []))
  if (ids.length === 0) return []
  return pageOf(narrowed(tx, filter, [], page.after).where('sessions.id', '=', anyOf(ids)), page.limit)
}

async function listWritten(
  tx: Tx,
  filter: SessionFilter,
  walk: Walk,
  owed: Set<string>,
  page: Page,
): Promise<SeenSession[]> {
  const rows: SeenSession[] = []
  let { after } = page
  for (let size = page.limit + Math.min(owed.size, page.limit); ; size = Math.min(size * 4, MOST_WALKED)) {
    const found = await walk(within(filter, after), size)
    const ids = found.map(({ id }) => id).filter((id) => !owed.has(id))
    // by their ids, so that whatever else is asked of them is asked of these only
    const those = narrowed(tx, filter, [], null).where('sessions.id', '=', anyOf(ids))
    if (ids.length > 0) rows.push(...(await pageOf(those, page.limit - rows.length)))
    after = found.at(-1) ?? after
    if (found.length < size || rows.length >= page.limit) return rows
  }
}

/** Those that changed last; null: the index is still being written. */
async function owedSessions(tx: Tx, isSearch: boolean): Promise<string[] | null> {
  const { rows } = await sql<{ id: string }>`
    select session_id as id from session_words_owed
    order by organization_id desc, id desc limit ${MOST_OWED + 1}`.execute(tx)
  if (rows.length > MOST_OWED) return null
  const ids = [...new Set(rows.map(({ id }) => id))]
  return isSearch ? ids.slice(0, MOST_READ) : ids
}

function pageOf(query: ReturnType<typeof narrowed>, limit: number): Promise<SeenSession[]> {
  return query.orderBy('sessions.created_at', 'desc').orderBy('sessions.id', 'desc').limit(limit).execute()
}

function newestFirst(a: SeenSession, b: SeenSession): number {
  return b.created_at.getTime() - a.created_at.getTime() || (a.id < b.id ? 1 : -1)
}

/** Those that a filter asks for, behind the page before, with each of these words somewhere in them. */
function narrowed(tx: Tx, filter: SessionFilter, words: Asked[], after: After | null) {
  let query = sessionsWithTheirPeople(tx).where(
    within(filter, after)(sql`sessions.created_at`, sql`sessions.id`),
  )
  if (filter.status !== undefined) query = query.where('sessions.status', '=', filter.status)
  if (filter.owner !== undefined) query = query.where('sessions.owner', '=', filter.owner)
  if (filter.channel !== undefined) query = query.where('sessions.channel', '=', filter.channel)
  if (filter.language !== undefined) query = query.where('sessions.language', '=', filter.language)
  if (filter.topic !== undefined) query = query.where('sessions.topic', '=', filter.topic)
  if (filter.sentiment !== undefined) query = query.where('sessions.sentiment', '=', filter.sentiment)
  if (filter.closure !== undefined) query = query.where('sessions.closure', '=', filter.closure)
  if (filter.handoff !== undefined)
    query = query.where(sql<boolean>`sessions.handoff->>'reason' = ${filter.handoff}`)
  if (filter.conversationId !== undefined)
    query = query.where('conversations.freshchat_id', '=', filter.conversationId)
  if (filter.inConversations !== undefined)
    query = query.where('sessions.conversation_id', 'in', filter.inConversations)
  if (filter.figure !== undefined) query = query.where(FIGURES[filter.figure])
  for (const { word } of words) query = query.where(mentions(word))
  return query
}

/** When a session may have begun, and that it is behind the page before. */
function within(filter: SessionFilter, after: After | null): Within {
  return (createdAt, id) => {
    const conditions = [sql<boolean>`true`]
    if (filter.on !== undefined) {
      const { day, timeZone } = filter.on
      const midnight = (days: number) =>
        sql<Date>`((${day}::date + ${days}::int)::timestamp at time zone ${timeZone})`
      conditions.push(sql`${createdAt} >= ${midnight(0)}`, sql`${createdAt} < ${midnight(1)}`)
    }
    if (filter.from !== undefined) conditions.push(sql`${createdAt} >= ${filter.from}`)
    if (filter.to !== undefined) conditions.push(sql`${createdAt} < ${filter.to}`)
    if (after !== null) conditions.push(sql`(${createdAt}, ${id}) < (${after.at}, ${after.id}::uuid)`)
    return sql<boolean>`(${sql.join(conditions, sql` and `)})`
  }
}

/** While too many words are still to be written, all texts are read: as slow as they are many, and a word is found within others. */
function mentions(word: string): RawBuilder<boolean> {
  const like = `%${word.replace(/[\\%_]/g, '\\$&')}%`
  return sql<boolean>`(
    sessions.ticket_number::text = ${word}
    or contacts.name ilike ${like} or contacts.email ilike ${like} or contacts.phone ilike ${like}
    or sessions.topic ilike ${like} or sessions.summary ilike ${like}
    or exists (select 1 from messages where messages.session_id = sessions.id and messages.text ilike ${like}))`
}

function anyOf(ids: string[]) {
  return sql<string>`any(${sql.val(ids)}::uuid[])`
}
