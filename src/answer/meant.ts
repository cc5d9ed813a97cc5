import type { Meant } from '../knowledge/asking.ts'
import type { Reading } from '../knowledge/spelling.ts'
import type { Check } from '../rules/decision.ts'
import { sumOf, type Usage } from './model.ts'

/** What looking it up adds to the trace of an answer: how what was mistyped was read, and what looking up by meaning took. */
export function traceOf(
  meant: Meant | null,
  readings: Reading[],
  timings: Record<string, number>,
): { checks: Check[]; usage: Usage | null } {
  const read = readAs(readings)
  if (meant === null) return { checks: read, usage: null }
  const { ms, usages, failure } = meant
  timings.embedding = ms
  // it was part of the search
  timings.search = Math.round(Math.max(0, (timings.search ?? 0) - ms) * 10) / 10
  const usage = usages.reduce<Usage | null>(sumOf, null)
  if (failure === null) return { checks: read, usage }
  const detail = `Looked up by words alone: ${failure}`
  return { checks: [...read, { name: 'embeddings', verdict: 'warn', detail }], usage }
}

/** A word that the knowledge does not say, taken for one that it says: whoever wonders about an answer sees it. */
function readAs(readings: Reading[]): Check[] {
  if (readings.length === 0) return []
  const detail = `Read as mistyped: ${readings.map(({ typed, as }) => `“${typed}” for “${as}”`).join(', ')}`
  return [{ name: 'spelling', verdict: 'pass', detail }]
}
