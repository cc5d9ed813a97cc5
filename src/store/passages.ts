import { sql } from 'kysely'
import type { QueryTerm } from '../knowledge/terms.ts'
import type { Tx } from './database.ts'

/** The inverted index: what store/knowledge.ts's articles are found by. Writers hold lockKnowledge. */

export interface NewPassage {
  id: string
  articleId: string
  position: number
  heading: string
  text: string
  wordLength: number
  gramLength: number
  frequencies: Map<string, number>
}

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
const wordPostings = sql.lit(6_000)
const gramPostings = sql.lit(4_000)
const SMALLINT = 32_767

export async function insertPassages(tx: Tx, organizationId: string, passages: NewPassage[]): Promise<void> {
  if (passages.length === 0) return
  const terms: string[] = []
  const ids: string[] = []
  const frequencies: number[] = []
  const lengths: number[] = []
  const counts = new Map<string, number>()
  for (const passage of passages) {
    for (const [term, frequency] of passage.frequencies) {
      terms.push(term)
      ids.push(passage.id)
      frequencies.push(Math.min(frequency, SMALLINT))
      lengths.push(Math.min(term.startsWith('w:') ? passage.wordLength : passage.gramLength, SMALLINT))
      counts.set(term, (counts.get(term) ?? 0) + 1)
    }
  }
  await tx
    .insertInto('passages')
    .values(
      passages.map((passage) => ({
        id: passage.id,
        organization_id: organizationId,
        article_id: passage.articleId,
        position: passage.position,
        heading: passage.heading,
        text: passage.text,
        word_length: passage.wordLength,
        gram_length: passage.gramLength,
        terms: [...passage.frequencies.keys()],
      })),
    )
    .execute()
  await sql`insert into passage_terms (organization_id, term, passage_id, frequency, length)
    select ${organizationId}, * from unnest(${terms}::text[], ${ids}::uuid[], ${frequencies}::smallint[], ${lengths}::smallint[])`.execute(
    tx,
  )
  await sql`insert into term_counts (organization_id, term, passages)
    select ${organizationId}, * from unnest(${[...counts.keys()]}::text[], ${[...counts.values()]}::integer[])
    on conflict (organization_id, term) do update set passages = term_counts.passages + excluded.passages`.execute(
    tx,
  )
  await addToTotals(tx, organizationId, 1, {
    passages: passages.length,
    words: sum(passages, ({ wordLength }) => wordLength),
    grams: sum(passages, ({ gramLength }) => gramLength),
  })
}

/** Takes the passages of these articles out of the index and out of the store. */
export async function deletePassages(tx: Tx, organizationId: string, articleIds: string[]): Promise<void> {
  if (articleIds.length === 0) return
  const gone = await tx
    .deleteFrom('passages')
    .where('organization_id', '=', organizationId)
    .where('article_id', 'in', articleIds)
    .returning(['id', 'word_length', 'gram_length', 'terms'])
    .execute()
  if (gone.length === 0) return
  const terms = gone.flatMap((passage) => passage.terms)
  const ids = gone.flatMap((passage) => passage.terms.map(() => passage.id))
  await sql`delete from passage_terms t using unnest(${terms}::text[], ${ids}::uuid[]) as gone (term, passage_id)
    where t.organization_id = ${organizationId} and t.term = gone.term and t.passage_id = gone.passage_id`.execute(
    tx,
  )
  await sql`update term_counts c set passages = c.passages - gone.passages
    from (select term, count(*)::integer as passages from unnest(${terms}::text[]) as term group by term) as gone
    where c.organization_id = ${organizationId} and c.term = gone.term`.execute(tx)
  await sql`delete from term_counts where organization_id = ${organizationId} and term = any(${[...new Set(terms)]}::text[])
    and passages <= 0`.execute(tx)
  await addToTotals(tx, organizationId, -1, {
    passages: gone.length,
    words: sum(gone, (passage) => passage.word_length),
    grams: sum(gone, (passage) => passage.gram_length),
  })
}

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
      select asked.term, asked.slot, asked.is_word, coalesce(c.passages, 0) as passages,
        ln(1 + (totals.passages - coalesce(c.passages, 0) + 0.5) / (coalesce(c.passages, 0) + 0.5)) as idf,
        case when asked.is_word then totals.word_length else totals.gram_length end as usual_length
      from unnest(${terms.map(({ term }) => term)}::text[], ${terms.map(({ slot }) => slot)}::integer[],
                  ${terms.map(({ family }) => family === 'word')}::boolean[]) as asked (term, slot, is_word)
      cross join totals
      left join lateral (select passages from term_counts
        where organization_id = ${organizationId} and term = asked.term offset 0) as c on true
    ), ceiling as materialized (
      select greatest(sum(idf) filter (where is_word), 1e-9::float8) as words,
        greatest(sum(idf) filter (where not is_word), 1e-9::float8) as grams
      from (select is_word, coalesce(max(idf) filter (where passages > 0), max(idf)) as idf from known
        where passages > 0 or term not like 'p:%' group by slot, is_word) as slots
    ), chosen as materialized (
      select term, is_word, idf, usual_length, idf * ${k1Plus1}::float8 as most from (
        select *, sum(passages) over (partition by is_word order by passages, term) - passages as read_before
        from known where passages > 0
      ) as rarest where read_before < case when is_word then ${wordPostings} else ${gramPostings} end
    ), best as materialized (
      select t.passage_id,
        sum(case when is_word then idf / ceiling.words else 0 end) as coverage,
        sum(case when is_word then 0 else idf / ceiling.grams end) as likeness,
        -- rounded, so that the order in which a plan adds up decides no tie
        round((sum(t.frequency * most / (t.frequency + ${k1}::float8 * (1 - ${b}::float8 + ${b}::float8 * t.length / usual_length))
          * case when is_word then ${wordShare}::float8 / ceiling.words else (1 - ${wordShare}::float8) / ceiling.grams end)
          / ${k1Plus1}::float8)::numeric, 6)::float8 as score
      from chosen cross join ceiling
      cross join lateral (select passage_id, frequency, length from passage_terms
        where organization_id = ${organizationId} and term = chosen.term offset 0) as t
      group by t.passage_id
      order by score desc, t.passage_id limit ${wanted.visibility === null ? wanted.limit : wanted.limit * 10}
    )
    select best.passage_id as "passageId", a.id as "articleId", a.external_id as "externalId", a.title, p.heading, p.text,
      a.phrasings, a.url, a.visibility, a.language, best.score, least(best.coverage, 1) as coverage,
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

async function addToTotals(
  tx: Tx,
  organizationId: string,
  sign: 1 | -1,
  { passages, words, grams }: { passages: number; words: number; grams: number },
): Promise<void> {
  await tx
    .updateTable('knowledge_totals')
    .set((eb) => ({
      passages: eb('passages', '+', sign * passages),
      word_length: eb('word_length', '+', sign * words),
      gram_length: eb('gram_length', '+', sign * grams),
    }))
    .where('organization_id', '=', organizationId)
    .execute()
}

function sum<T>(items: T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0)
}
