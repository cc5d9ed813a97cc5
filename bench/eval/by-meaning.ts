import { confidenceIn } from '../../src/answer/builtin.ts'
import { createEmbedder } from '../../src/answer/embedder.ts'
import { lookUp } from '../../src/answer/look-up.ts'
import { questionOf } from '../../src/answer/question.ts'
import { createDialer } from '../../src/dial.ts'
import { modelRule } from '../../src/host-rule.ts'
import { embedPassages, takeEmbedding } from '../../src/knowledge/embed.ts'
import type { Embedder } from '../../src/knowledge/embedder.ts'
import { bestOfEachArticle, type Knowledge, openKnowledge } from '../../src/knowledge/search.ts'
import { defaultSettings } from '../../src/settings.ts'
import { type Database, inOrganization, openPglite } from '../../src/store/database.ts'
import { unembedded, wantEmbeddings } from '../../src/store/embeddings.ts'
import { migrate } from '../../src/store/migrate.ts'
import { type AskedQuery, knowledgeSets } from './knowledge-sets.ts'
import {
  type Answered,
  calibrationError,
  firstRelevant,
  mean,
  ndcg10,
  quantile,
  type Row,
  share,
} from './measures.ts'
import { organizationWith } from './retrieval.ts'

/** The same questions by words alone and with a model for embeddings, at an OpenAI-compatible endpoint. */
export interface EmbeddingsAsked {
  name: string
  baseUrl: string
  apiKey: string | null
  /** The sets by name, all when left out; each n-th question only. */
  only?: string[]
  every?: number
}

/** A paid endpoint may be far; what is measured is the order, not the wait. */
const PATIENCE_MS = 60_000

export async function byMeaningRows({
  name,
  baseUrl,
  apiKey,
  only,
  every = 1,
}: EmbeddingsAsked): Promise<Row[]> {
  const choice = { provider: 'openai-compatible' as const, name, baseUrl }
  const embedder = createEmbedder(choice, apiKey, createDialer(modelRule([new URL(baseUrl).host])))
  const { database, close } = await openPglite(null)
  try {
    await migrate(database)
    const rows: Row[] = []
    for (const set of knowledgeSets()) {
      if (only !== undefined && !only.includes(set.name)) continue
      const organizationId = await organizationWith(database, set)
      const queries = set.queries.filter(({ isAnswerable }, at) => isAnswerable && at % every === 0)
      rows.push(
        ...rowsOf(set.name, 'by words', await askAll(openKnowledge(database), organizationId, queries)),
      )
      await embedAll(database, organizationId, embedder)
      const knowledge = openKnowledge(database, {
        embedderFor: async () => ({ embedder, isOverCeiling: false }),
        now: () => new Date(),
        patienceMs: PATIENCE_MS,
      })
      rows.push(...rowsOf(set.name, 'by meaning, too', await askAll(knowledge, organizationId, queries)))
    }
    return rows
  } finally {
    await close()
  }
}

async function embedAll(database: Database, organizationId: string, embedder: Embedder): Promise<void> {
  const now = () => new Date()
  const never = new AbortController().signal
  await inOrganization(database, organizationId, (tx) => wantEmbeddings(tx, organizationId, embedder.name))
  while ((await unembedded(database, now())).includes(organizationId)) {
    await takeEmbedding(database, organizationId, now())
    await embedPassages(database, organizationId, embedder, now, never)
  }
}

interface Asked {
  query: AskedQuery
  found: string[]
  confidence: number
  ms: number
}

async function askAll(knowledge: Knowledge, organizationId: string, queries: AskedQuery[]): Promise<Asked[]> {
  const asked: Asked[] = []
  for (const query of queries) {
    const began = performance.now()
    const question = questionOf([...query.before, { author: 'customer', text: query.text }])
    const looked = await lookUp(
      (text, said) => knowledge.search(organizationId, text, { limit: 40, said }),
      question,
      defaultSettings().handoff.confidence,
    )
    const articles = bestOfEachArticle(looked.passages)
    asked.push({
      query,
      found: articles.map(({ externalId }) => externalId ?? ''),
      confidence: confidenceIn(articles),
      ms: performance.now() - began,
    })
  }
  return asked
}

function rowsOf(set: string, how: string, asked: Asked[]): Row[] {
  const rank = ({ query, found }: Asked) => firstRelevant(found, query.relevant)
  const cases: Answered[] = asked.map((one) => ({
    confidence: one.confidence,
    isRight: rank(one) === 1,
    isKnown: true,
  }))
  const row = (measure: string, ours: number, lowerIsBetter = false): Row => ({
    set,
    measure: `${measure}, ${how}`,
    ours,
    bar: null,
    aim: null,
    ...(lowerIsBetter ? { lowerIsBetter } : {}),
  })
  return [
    row(
      'hit@1',
      share(asked, (one) => rank(one) === 1),
    ),
    row(
      'hit@3',
      share(asked, (one) => (rank(one) ?? 99) <= 3),
    ),
    row('nDCG@10', mean(asked.map(({ found, query }) => ndcg10(found, query.relevant)))),
    row('calibration error', calibrationError(cases), true),
    row(
      'ms per question, p95',
      quantile(
        asked.map(({ ms }) => ms),
        0.95,
      ),
      true,
    ),
  ]
}
