import { type RawBuilder, sql } from 'kysely'
import { type Asked, beginningWith } from '../rules/words.ts'
import type { Tx } from './database.ts'

/**
 * SESSIONS IN WHICH ALL THESE WORDS ARE, newest first straight off the index session_words: what a page costs does not grow with the
 * number of sessions. Of several words the rarest is walked along, and the others are looked up in each session on the way.
 */

export interface Found {
  id: string
  at: Date
}

/** Conditions on when a session began and, where a page ended before, its id. */
export type Within = (createdAt: RawBuilder<unknown>, id: RawBuilder<unknown>) => RawBuilder<boolean>

/** Gives so many of those that are within, newest first; fewer: there are no more. */
export type Walk = (within: Within, limit: number) => Promise<Found[]>

/** A beginning that more words have is walked along as a range. */
const MOST_BEGINNINGS = 64
/** So many rows are counted and sorted in a few milliseconds. Which of two words is rarer shows beyond that by how far back so many go. */
const MOST_COUNTED = 5_000
/** A beginning that has more is most likely found among so many of the newest. */
const NEWEST = 2_000

interface Term extends Asked {
  /** The words in the index that are meant; null: too many begin so. */
  words: string[] | null
}

export async function walkAlong(tx: Tx, asked: Asked[]): Promise<Walk> {
  const terms: Term[] = []
  for (const each of asked)
    terms.push({ ...each, words: each.isPrefix ? await beginnings(tx, each.word) : [each.word] })
  const rarest = await rarestOf(tx, terms)
  if (rarest === null) return async () => []
  const { term, isMany } = rarest
  // a beginning last: it takes the longest look
  const others = terms.filter((each) => each !== term).sort((a, b) => Number(a.isPrefix) - Number(b.isPrefix))
  const { words } = term
  const range = terms.find((each) => each.words === null)
  if (words !== null && (range === undefined || !isMany))
    return (within, limit) => alongWords(tx, words, others, within, limit)
  // many begin so: it is the rarest only where nothing else is asked for
  const beginning = range ?? term
  const rest = terms.filter((each) => each !== beginning)
  return async (within, limit) => {
    // found soon where such words are everywhere; where they are in old sessions only, not before all newer ones were looked at
    const newest = !isMany
      ? []
      : words !== null
        ? await alongWords(tx, words, others, within, limit, NEWEST)
        : await alongSessions(tx, beginning, within, limit)
    return newest.length === limit ? newest : alongRange(tx, beginning, rest, within, limit)
  }
}

/** The words that begin so, each found by one look into the index behind the one before. */
async function beginnings(tx: Tx, word: string): Promise<string[] | null> {
  const { from, to } = beginningWith(word)
  const { rows } = await sql<{ word: string }>`
    with recursive next as (
      (select word, 1 as place from session_words where word >= ${from} and word < ${to} order by word limit 1)
      union all
      select (select word from session_words where word > next.word and word < ${to} order by word limit 1), place + 1
      from next where next.word is not null and place <= ${MOST_BEGINNINGS})
    select word from next where word is not null`.execute(tx)
  return rows.length > MOST_BEGINNINGS ? null : rows.map((row) => row.word)
}

interface Counted {
  rows: number
  /** There are more rows, and so many go back until then. */
  isMany: boolean
  since: number
}

/** null: one of them is nowhere. */
async function rarestOf(tx: Tx, terms: Term[]): Promise<{ term: Term; isMany: boolean } | null> {
  const [first] = terms
  if (first === undefined || terms.some(({ words }) => words?.length === 0)) return null
  if (terms.length === 1 && first.words !== null) return { term: first, isMany: false }
  let rarest: ({ term: Term } & Counted) | null = null
  for (const term of terms) {
    const counted = term.words === null ? await countRange(tx, term) : await countRows(tx, term.words)
    if (counted.rows === 0) return null
    if (rarest === null || isRarer(counted, rarest)) rarest = { term, ...counted }
  }
  return rarest
}

function isRarer(one: Counted, other: Counted): boolean {
  if (one.isMany !== other.isMany) return other.isMany
  return one.isMany ? one.since < other.since : one.rows < other.rows
}

/** Up to MOST_COUNTED, and since when so many have come. */
async function countRows(tx: Tx, words: string[]): Promise<Counted> {
  const most = Math.ceil(MOST_COUNTED / words.length)
  const { rows } = await sql<{ n: number; since: Date }>`
    select n, since from unnest(${sql.val(words)}::text[]) as asked(word) cross join lateral (
      select count(*)::int as n, min(created_at) as since from (
        select created_at from session_words where word = asked.word
        order by created_at desc, session_id desc limit ${most}) as newest) as counted
    where n > 0`.execute(tx)
  const full = rows.filter(({ n }) => n === most).map(({ since }) => since.getTime())
  return {
    rows: rows.reduce((sum, { n }) => sum + n, 0),
    isMany: full.length > 0,
    since: Math.max(...full),
  }
}

/** How far back many rows go shows in no index of a range: any word that has many goes first. */
async function countRange(tx: Tx, { word }: Term): Promise<Counted> {
  const { from, to } = beginningWith(word)
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from (
    select from session_words where word >= ${from} and word < ${to} limit ${MOST_COUNTED}) as counted`.execute(
    tx,
  )
  const n = rows[0]?.n ?? 0
  return { rows: n, isMany: n === MOST_COUNTED, since: Number.POSITIVE_INFINITY }
}

async function alongWords(
  tx: Tx,
  words: string[],
  others: Term[],
  within: Within,
  limit: number,
  most: number | null = null,
): Promise<Found[]> {
  const those = others.map((term) => isThere(term, sql`walked.session_id`, sql`walked.created_at`))
  const { rows } = await sql<Found>`
    select distinct found.created_at as at, found.session_id as id
    from unnest(${sql.val(words)}::text[]) as asked(word) cross join lateral (
      select created_at, session_id from (
        select created_at, session_id from session_words
        where word = asked.word and ${within(sql`created_at`, sql`session_id`)}
        order by created_at desc, session_id desc limit ${most}) as walked
      ${those.length === 0 ? sql`` : sql`where ${sql.join(those, sql` and `)}`}
      order by created_at desc, session_id desc limit ${limit}) as found
    order by at desc, id desc limit ${limit}`.execute(tx)
  return rows
}

/** Sorted first, so that the other words are looked up in no more of them than a page takes. */
async function alongRange(
  tx: Tx,
  { word }: Term,
  others: Term[],
  within: Within,
  limit: number,
): Promise<Found[]> {
  const { from, to } = beginningWith(word)
  const conditions = others.map((term) => isThere(term, sql`sorted.id`, sql`sorted.at`))
  const { rows } = await sql<Found>`
    select at, id from (
      select distinct created_at as at, session_id as id from session_words
      where word >= ${from} and word < ${to} and ${within(sql`created_at`, sql`session_id`)}
      order by at desc, id desc offset 0) as sorted
    where ${conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `)}
    order by at desc, id desc limit ${limit}`.execute(tx)
  return rows
}

async function alongSessions(tx: Tx, term: Term, within: Within, limit: number): Promise<Found[]> {
  const { rows } = await sql<Found>`
    select at, id from (
      select created_at as at, id from sessions where ${within(sql`created_at`, sql`id`)}
      order by created_at desc, id desc limit ${NEWEST}) as newest
    where ${isThere(term, sql`newest.id`, sql`newest.at`)}
    order by at desc, id desc limit ${limit}`.execute(tx)
  return rows
}

/** `offset 0`: looked up for each session in turn; joined as a whole, all sessions that have a common word would be read. */
function isThere(
  { word, isPrefix }: Term,
  sessionId: RawBuilder<unknown>,
  createdAt: RawBuilder<unknown>,
): RawBuilder<boolean> {
  const { from, to } = beginningWith(word)
  // by the index session_words_of_session, whose collation this is
  const isIt = isPrefix
    ? sql`there.word collate "POSIX" >= ${from} and there.word collate "POSIX" < ${to}`
    : sql`there.word = ${word} and there.created_at = ${createdAt}`
  return sql<boolean>`exists (
    select from session_words as there where there.session_id = ${sessionId} and ${isIt} offset 0)`
}
