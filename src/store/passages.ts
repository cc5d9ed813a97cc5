import { sql } from 'kysely'
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
      version: eb('version', '+', 1),
    }))
    .where('organization_id', '=', organizationId)
    .execute()
}

function sum<T>(items: T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0)
}
