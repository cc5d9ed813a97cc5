import { type RawBuilder, sql } from 'kysely'
import { type Asked, beginningWith } from '../rules/words.ts'
import type { Tx } from './database.ts'
import { type Keyed, keysIn } from './session-keys.ts'
import { KINDS, type KindsAsked } from './session-kinds.ts'
import { filterWords, WORDS } from './session-words.ts'

/**
 * SESSIONS IN WHICH ALL THESE WORDS ARE, newest first straight off the index session_words: what a page costs does not grow with the
 * number of sessions. Of several words the rarest is walked along (or the kinds of sessions that several filters ask for), and the
 * others are looked up in each session on the way.
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

/** What can be walked along; whoever does has found these terms. */
interface Way {
  rows: Keyed
  /** null: too many words begin so. */
  keys: string[] | null
  finds: Term[]
}

/** `kinds`: those that meet some of what is asked, for at least two filters. */
export async function walkAlong(tx: Tx, asked: Asked[], kinds: KindsAsked | null): Promise<Walk> {
  const terms: Term[] = []
  for (const each of asked) terms.push({ ...each, words: await meant(tx, each) })
  const rarest = await rarestOf(tx, waysOf(terms, kinds))
  if (rarest === null) return async () => []
  const { way, isMany } = rarest
  // a beginning last: it takes the longest look
  const others = terms
    .filter((term) => !way.finds.includes(term))
    .sort((a, b) => Number(a.isPrefix) - Number(b.isPrefix))
  const range = terms.find(({ words }) => words === null)
  if (range === undefined || (way.keys !== null && !isMany))
    return (within, limit) => alongKeys(tx, way, others, within, limit)
  // many begin so: it is the rarest only where nothing else is asked for
  const rest = terms.filter((term) => term !== range)
  return async (within, limit) => {
    // found soon where such words are everywhere; where they are in old sessions only, not before all newer ones were looked at
    const newest = !isMany
      ? []
      : way.keys !== null
        ? await alongKeys(tx, way, others, within, limit, NEWEST)
        : await alongSessions(tx, range, within, limit)
    return newest.length === limit ? newest : alongRange(tx, range, rest, within, limit)
  }
}

async function meant(tx: Tx, { word, isPrefix }: Asked): Promise<string[] | null> {
  return isPrefix ? keysIn(tx, WORDS, beginningWith(word), MOST_BEGINNINGS) : [word]
}

/** Kinds are no more than any of the filters that they meet. */
function waysOf(terms: Term[], kinds: KindsAsked | null): Way[] {
  const met = new Set(kinds === null ? [] : filterWords(kinds.met))
  const along = terms
    .filter(({ word }) => !met.has(word))
    .map((term) => ({ rows: WORDS, keys: term.words, finds: [term] }))
  if (kinds === null) return along
  return [{ rows: KINDS, keys: kinds.kinds, finds: terms.filter(({ word }) => met.has(word)) }, ...along]
}

interface Counted {
  rows: number
  /** There are more rows, and so many go back until then. */
  isMany: boolean
  since: number
}

/** null: one of them is nowhere. */
async function rarestOf(tx: Tx, ways: Way[]): Promise<{ way: Way; isMany: boolean } | null> {
  const [first] = ways
  if (first === undefined || ways.some(({ keys }) => keys?.length === 0)) return null
  if (ways.length === 1 && first.keys !== null) return { way: first, isMany: false }
  let rarest: ({ way: Way } & Counted) | null = null
  for (const way of ways) {
    const counted = await count(tx, way)
    if (counted.rows === 0) return null
    if (rarest === null || isRarer(counted, rarest)) rarest = { way, ...counted }
  }
  return rarest
}

function isRarer(one: Counted, other: Counted): boolean {
  if (one.isMany !== other.isMany) return other.isMany
  return one.isMany ? one.since < other.since : one.rows < other.rows
}

async function count(tx: Tx, { rows, keys, finds: [term] }: Way): Promise<Counted> {
  if (keys !== null) return countKeys(tx, rows, keys)
  if (term === undefined) throw new Error('a beginning is a word’s')
  return countRange(tx, term)
}

/** Up to MOST_COUNTED, and since when so many have come. */
async function countKeys(tx: Tx, { table, key, session }: Keyed, keys: string[]): Promise<Counted> {
  const most = Math.ceil(MOST_COUNTED / keys.length)
  const { rows } = await sql<{ n: number; since: Date }>`
    select n, since from unnest(${sql.val(keys)}::text[]) as asked(key) cross join lateral (
      select count(*)::int as n, min(created_at) as since from (
        select created_at from ${table} where ${key} = asked.key
        order by created_at desc, ${session} desc limit ${most}) as newest) as counted
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

async function alongKeys(
  tx: Tx,
  { rows: { table, key, session }, keys }: Way,
  others: Term[],
  within: Within,
  limit: number,
  most: number | null = null,
): Promise<Found[]> {
  const those = others.map((term) => isThere(term, sql`walked.id`, sql`walked.at`))
  const { rows } = await sql<Found>`
    select distinct found.at, found.id
    from unnest(${sql.val(keys)}::text[]) as asked(key) cross join lateral (
      select at, id from (
        select created_at as at, ${session} as id from ${table}
        where ${key} = asked.key and ${within(sql`created_at`, session)}
        order by created_at desc, ${session} desc limit ${most}) as walked
      ${those.length === 0 ? sql`` : sql`where ${sql.join(those, sql` and `)}`}
      order by at desc, id desc limit ${limit}) as found
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
