import { askOpinion, trainOpinion } from '../../src/knowledge/opinion.ts'
import { packOpinion, unpackOpinion } from '../../src/knowledge/opinion-bytes.ts'
import { askedOf, cost, INTENT_SETS, taughtOf, toldApart } from './intent-sets.ts'
import { type Answered, quantile, type Row } from './measures.ts'

/** The second opinion alone, without what retrieval finds, and what it costs to learn and to ask. */
export async function intentRows(): Promise<Row[]> {
  const rows: Row[] = []
  for (const set of Object.keys(INTENT_SETS)) rows.push(...(await rowsOf(set)))
  return rows
}

async function rowsOf(set: string): Promise<Row[]> {
  const before = process.cpuUsage()
  const trained = await trainOpinion(taughtOf(set))
  const spent = process.cpuUsage(before)
  const bytes = packOpinion(trained)
  // as the server asks it: read back from what is stored
  const model = unpackOpinion(bytes)

  const millis: number[] = []
  const cases = askedOf(set).map(({ text, label, oos }): Answered => {
    const startedAt = performance.now()
    const best = askOpinion(model, text)[0]
    millis.push(performance.now() - startedAt)
    return { confidence: best?.probability ?? 0, isRight: best?.label === label, isKnown: oos !== true }
  })
  return [
    ...toldApart(set, cases, 'the opinion alone: '),
    cost(set, 'training, CPU seconds', (spent.user + spent.system) / 1e6, 25),
    cost(set, 'the opinion alone: a question, p95 ms', quantile(millis, 0.95), 10),
    cost(set, 'model, MB', bytes.length / 1e6, 20),
  ]
}
