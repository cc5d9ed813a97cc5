import { conclude } from '../../src/answer/conclude.ts'
import type { Model } from '../../src/answer/model.ts'
import { createModel } from '../../src/answer/provider.ts'
import { createDialer } from '../../src/dial.ts'
import { modelRule } from '../../src/host-rule.ts'
import { openKnowledge } from '../../src/knowledge/search.ts'
import { defaultSettings } from '../../src/settings.ts'
import { openPglite } from '../../src/store/database.ts'
import { migrate } from '../../src/store/migrate.ts'
import { type AskedQuery, knowledgeSets } from './knowledge-sets.ts'
import { auroc, mean, quantile, type Row, share } from './measures.ts'
import { organizationWith } from './retrieval.ts'

/** With a model at any OpenAI-compatible endpoint: whole answers, drafted and checked as a turn does, on questions with and without one. */

export interface ModelOptions {
  name: string
  baseUrl: string
  apiKey: string | null
  /** Of each kind of question so many are asked: each costs two calls. */
  questions: number
}

interface Answered {
  query: AskedQuery
  kind: 'reply' | 'clarify' | 'hand_off'
  confidence: number
  cites: string[]
  cut: number
  ms: number
  costUsd: number | null
}

export async function modelRows(options: ModelOptions): Promise<Row[]> {
  const { host } = new URL(options.baseUrl)
  const model = createModel(
    { provider: 'openai-compatible', name: options.name, baseUrl: options.baseUrl },
    options.apiKey,
    createDialer(modelRule([host])),
  )
  const set = knowledgeSets().find(({ name }) => name === 'squad2')
  if (set === undefined) return []
  const { database, close } = await openPglite(null)
  try {
    await migrate(database)
    const knowledge = openKnowledge(database).of(await organizationWith(database, set))
    const some = (isAnswerable: boolean) => {
      const all = set.queries.filter((query) => query.isAnswerable === isAnswerable)
      const step = Math.max(1, Math.floor(all.length / options.questions))
      return all.filter((_, at) => at % step === 0).slice(0, options.questions)
    }
    const known: Answered[] = []
    const unknown: Answered[] = []
    for (const query of some(true)) known.push(await answered(model, knowledge, query))
    for (const query of some(false)) unknown.push(await answered(model, knowledge, query))
    return rowsOf(`${set.name}, ${options.name}`, known, unknown)
  } finally {
    await close()
  }
}

async function answered(
  model: Model,
  knowledge: ReturnType<ReturnType<typeof openKnowledge>['of']>,
  query: AskedQuery,
): Promise<Answered> {
  const began = performance.now()
  const { decision, confidence, checks, usage } = await conclude(
    { ...knowledge, model, settings: defaultSettings(), now: new Date() },
    [{ author: 'customer', text: query.text }],
    new AbortController().signal,
  )
  return {
    query,
    kind: decision.kind,
    confidence,
    cites: decision.citations.flatMap(({ externalId }) => externalId ?? []),
    cut: checks.filter(({ name, verdict }) => name === 'claim' && verdict !== 'pass').length,
    ms: performance.now() - began,
    costUsd: usage?.costUsd ?? null,
  }
}

function rowsOf(set: string, known: Answered[], unknown: Answered[]): Row[] {
  const all = [...known, ...unknown]
  const row = (measure: string, ours: number, aim: number | null = null): Row => ({
    set,
    measure,
    ours,
    bar: null,
    aim,
  })
  const isRight = ({ kind, cites, query }: Answered) =>
    kind === 'reply' && cites.some((id) => query.relevant.includes(id))
  const confidences = (some: Answered[]) => some.map(({ confidence }) => confidence)
  const costs = all.flatMap(({ costUsd }) => costUsd ?? [])
  return [
    row('answerable: answered, citing the right article', share(known, isRight)),
    row(
      'unanswerable: not answered',
      share(unknown, ({ kind }) => kind !== 'reply'),
    ),
    row('AUROC of confidence', auroc(confidences(known), confidences(unknown)), 70),
    row('claims cut or refused, of each answer', mean(all.map(({ cut }) => cut))),
    row(
      'ms per answer, median',
      quantile(
        all.map(({ ms }) => ms),
        0.5,
      ),
    ),
    ...(costs.length === all.length ? [row('US dollars per answer', mean(costs))] : []),
  ]
}
