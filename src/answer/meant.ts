import type { Meant } from '../knowledge/asking.ts'
import type { Check } from '../rules/decision.ts'
import { sumOf, type Usage } from './model.ts'

/** What looking up by meaning adds to the trace of an answer. */
export function traceOf(
  meant: Meant | null,
  timings: Record<string, number>,
): { checks: Check[]; usage: Usage | null } {
  if (meant === null) return { checks: [], usage: null }
  const { ms, usages, failure } = meant
  timings.embedding = ms
  // it was part of the search
  timings.search = Math.round(Math.max(0, (timings.search ?? 0) - ms) * 10) / 10
  const usage = usages.reduce<Usage | null>(sumOf, null)
  if (failure === null) return { checks: [], usage }
  const detail = `Looked up by words alone: ${failure}`
  return { checks: [{ name: 'embeddings', verdict: 'warn', detail }], usage }
}
