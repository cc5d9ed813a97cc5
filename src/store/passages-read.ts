import { sql } from 'kysely'
import type { Counts } from '../knowledge/overlap.ts'
import type { QueryTerm } from '../knowledge/terms.ts'
import type { Tx } from './database.ts'

/** Reading the inverted index that store/passages.ts writes. */

/** A passage with what its article says about it, and how well it fits. */
export interface FoundPassage {
  passageId: string
  articleId: string
  externalId: string | null
  title: string
  heading: string
  text: string
  phrasings: string[]
  url: string | null
  visibility: 'public' | 'internal'
  language: string
  /** 0 to 1: the share of the best score that this query could have reached. */
  score: number
  /** The same by the query's own words alone: what was said before tells which is meant, not whether it answers. */
  fit: number
  /** 0 to 1: the share of the query's words, and of its n-grams, weighed by rarity, that the passage holds. */
  coverage: number
  likeness: number
}

/** BM25's usual constants; literals, because a parameter beside a smallint would be taken for one. */
const k1 = sql.lit(1.2)
const k1Plus1 = sql.lit(2.2)
const b = sql.lit(0.75)
/** How much of the score the words decide; the n-grams decide the rest. */
const wordShare = sql.lit(0.7)
/** A query reads its rarest terms first and stops here: what is left is frequent, so it tells little and costs much. */
const wordPostings = sql.lit(3_000)
const gramPostings = sql.lit(2_000)
const saidPostings = sql.lit(1_000)
/** What was said before adds at most so much to a score: it tells which of like passages is meant, not what is asked. */
const saidShare = sql.lit(0.3)
/** As float8: rounding as numeric took half of the time of a question beside 100,000 passages. */
const millionths = sql`1000000::float8`

/**
 * BM25 over both families, computed where the postings lie: exact after every change, nothing cached.
 * The laterals with `offset 0` fix the order of the joins (terms → postings → the few best → their texts): PGlite gathers no
 * statistics by itself, and without any the planner reads whole tables.
 */
export async function findPassages(
  tx: Tx,
  organizationId: string,
  terms: QueryTerm[],
  wanted: { limit: number; visibility: 'public' | 'internal' | null },
): Promise<FoundPassage[]> {
  if (terms.length === 0) return []
  const { rows } = await sql<FoundPassage>`
    with totals as materialized (
      select passages::float8, word_length::float8 / passages as word_length, gram_length::float8 / passages as gram_length
      from knowledge_totals where organization_id = ${organizationId} and passages > 0
    ), known as materialized (
      select asked.term, asked.slot, asked.family, asked.family = 'word' as is_word, coalesce(c.passages, 0) as passages,
        ln(1 + (totals.passages - coalesce(c.passages, 0) + 0.5) / (coalesce(c.passages, 0) + 0.5)) as idf, asked.weight,
        case when asked.family = 'gram' then totals.gram_length else totals.word_length end as usual_length
      from unnest(${terms.map(({ term }) => term)}::text[], ${terms.map(({ slot }) => slot)}::integer[],
        ${terms.map(({ family }) => family)}::text[], ${terms.map(({ weight }) => weight)}::float8[]) as asked (term, slot, family, weight)
      cross join totals
      left join lateral (select passages from term_counts
        where organization_id = ${organizationId} and term = asked.term offset 0) as c on true
    ), ceiling as materialized (
      select greatest(sum(idf) filter (where is_word), 1e-9::float8) as words,
        greatest(sum(idf) filter (where family = 'gram'), 1e-9::float8) as grams
      from (select is_word, family, coalesce(max(idf) filter (where passages > 0), max(idf)) as idf from known
        where passages > 0 or term not like 'p:%' group by slot, is_word, family) as slots
    ), chosen as materialized (
      select term, family, is_word, idf, usual_length, idf * weight * ${k1Plus1}::float8 as most from (
        select *, sum(passages) over (partition by family order by passages, term) - passages as read_before
        from known where passages > 0
      ) as rarest
      where read_before < case family when 'word' then ${wordPostings} when 'gram' then ${gramPostings} else ${saidPostings} end
    ), best as materialized (
      select t.passage_id,
        sum(case when is_word then idf / ceiling.words else 0 end) as coverage,
        sum(case when family = 'gram' then idf / ceiling.grams else 0 end) as likeness,
        -- rounded, so that the order in which a plan adds up decides no tie
        round(${millionths} * (coalesce(sum(part) filter (where family <> 'said'), 0)
          + least(coalesce(sum(part) filter (where family = 'said'), 0), ${saidShare}::float8))) / ${millionths} as score,
        round(${millionths} * coalesce(sum(part) filter (where family <> 'said'), 0)) / ${millionths} as fit
      from chosen cross join ceiling
      cross join lateral (select passage_id, frequency, length from passage_terms
        where organization_id = ${organizationId} and term = chosen.term offset 0) as t
      cross join lateral (select t.frequency * most / (t.frequency + ${k1}::float8 * (1 - ${b}::float8 + ${b}::float8 * t.length / usual_length))
        * case when family = 'gram' then (1 - ${wordShare}::float8) / ceiling.grams else ${wordShare}::float8 / ceiling.words end
        / ${k1Plus1}::float8 as part) as parts
      group by t.passage_id
      order by score desc, t.passage_id limit ${wanted.visibility === null ? wanted.limit : wanted.limit * 4}
    )
    select best.passage_id as "passageId", a.id as "articleId", a.external_id as "externalId", a.title, p.heading, p.text,
      a.phrasings, a.url, a.visibility, a.language, best.score, best.fit, least(best.coverage, 1) as coverage,
      least(best.likeness, 1) as likeness
    from best
    cross join lateral (select article_id, heading, text from passages
      where organization_id = ${organizationId} and id = best.passage_id offset 0) as p
    cross join lateral (select * from articles
      where organization_id = ${organizationId} and id = p.article_id and state = 'published' offset 0) as a
    where ${wanted.visibility}::text is null or a.visibility = ${wanted.visibility}
    order by best.score desc, best.passage_id limit ${wanted.limit}`.execute(tx)
  return rows
}

/** A passage `p` of the article `a`, as if nothing of the query were in it. */
const unasked = sql`p.id as "passageId", a.id as "articleId", a.external_id as "externalId", a.title, p.heading, p.text, a.phrasings, a.url,
  a.visibility, a.language, 0::float8 as score, 0::float8 as fit, 0::float8 as coverage, 0::float8 as likeness`

/** The first passage of each of these articles that is published, as if nothing of the query were in it. */
export async function firstPassages(
  tx: Tx,
  organizationId: string,
  articleIds: string[],
  visibility: 'public' | 'internal' | null,
): Promise<FoundPassage[]> {
  if (articleIds.length === 0) return []
  const { rows } = await sql<FoundPassage>`
    select ${unasked}
    from unnest(${articleIds}::uuid[]) as asked (id)
    cross join lateral (select * from articles
      where organization_id = ${organizationId} and id = asked.id and state = 'published' offset 0) as a
    cross join lateral (select * from passages
      where organization_id = ${organizationId} and article_id = asked.id order by position limit 1) as p
    where ${visibility}::text is null or a.visibility = ${visibility}`.execute(tx)
  return rows
}

/** These passages, those that are published, as if nothing of the query were in them. */
export async function passagesOf(
  tx: Tx,
  organizationId: string,
  passageIds: string[],
  visibility: 'public' | 'internal' | null,
): Promise<FoundPassage[]> {
  if (passageIds.length === 0) return []
  const { rows } = await sql<FoundPassage>`
    select ${unasked}
    from unnest(${passageIds}::uuid[]) as asked (id)
    cross join lateral (select * from passages
      where organization_id = ${organizationId} and id = asked.id offset 0) as p
    cross join lateral (select * from articles
      where organization_id = ${organizationId} and id = p.article_id and state = 'published' offset 0) as a
    where ${visibility}::text is null or a.visibility = ${visibility}`.execute(tx)
  return rows
}

/** How many passages there are, and how many of them have each of these stems; what none has is left out. */
export async function countStems(tx: Tx, organizationId: string, stems: string[]): Promise<Counts> {
  const { rows } = await sql<{ term: string | null; passages: number }>`
    select null as term, passages from knowledge_totals where organization_id = ${organizationId}
    union all
    select asked.term, c.passages from unnest(${stems.map((stem) => `w:${stem}`)}::text[]) as asked (term)
    cross join lateral (select passages from term_counts
      where organization_id = ${organizationId} and term = asked.term offset 0) as c`.execute(tx)
  const counts: Counts = { passages: 0, withStem: new Map() }
  for (const { term, passages } of rows) {
    if (term === null) counts.passages = Number(passages)
    else counts.withStem.set(term.slice(2), Number(passages))
  }
  return counts
}

/** The languages that an organization's published articles are written in, most used first. */
export async function knowledgeLanguages(
  tx: Tx,
  organizationId: string,
  languages: string[],
): Promise<string[]> {
  const rows = await tx
    .selectFrom('term_counts')
    .select('term')
    .where('organization_id', '=', organizationId)
    .where(
      'term',
      'in',
      languages.map((language) => `l:${language}`),
    )
    .orderBy('passages', 'desc')
    .execute()
  return rows.map(({ term }) => term.slice(2))
}
