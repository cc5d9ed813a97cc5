import { z } from 'zod'
import { whyNote } from '../rules/session-notes.ts'
import type { lastAnswer } from '../store/turns.ts'
import { readPlan } from './stored-decision.ts'

const outcome = z.object({ kind: z.string(), because: z.string() })
const checks = z.array(z.object({ name: z.string(), verdict: z.string(), detail: z.string() }))
const passages = z.array(z.object({ title: z.string() }))

/** How the last answer came about, from the trace that its turn left: what `/baton why` is told. */
export function explain(answer: Awaited<ReturnType<typeof lastAnswer>>, sessionUrl: string): string {
  const plan = readPlan(answer?.decision)
  const cited = plan !== null && 'citations' in plan ? plan.citations.map(({ title }) => title) : []
  const found = passages.safeParse(answer?.passages).data?.map(({ title }) => title) ?? []
  return whyNote({
    outcome: outcome.safeParse(answer?.outcome).data ?? null,
    reason: plan?.kind === 'hand_off' ? plan.reason : null,
    evidence: plan?.kind === 'hand_off' ? plan.evidence : null,
    articles: [...new Set(cited.length > 0 ? cited : found)].slice(0, 3),
    checks: checks.safeParse(answer?.checks).data ?? [],
    model: answer?.model ?? null,
    sessionUrl,
  })
}
