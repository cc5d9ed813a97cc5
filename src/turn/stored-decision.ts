import { z } from 'zod'
import { handoffReasons } from '../conversation.ts'
import type { Decision } from '../rules/decision.ts'

/** That Freshchat shows it open again: whom it names, and its time of it. */
export interface Opened {
  by: string | null
  at: Date
}

/**
 * What a turn does that answers nothing; its steps hold the words. `closure` null: it ended before, and Freshchat is brought in step
 * unless a person has acted since that epoch.
 */
export type ErrandDecision =
  | { kind: 'note' | 'ask_on' | 'post' | 'assign' | 'return' }
  | { kind: 'resolve'; closure: 'assumed' | null; since: number; opened: Opened | null }

/** What a turn will do, as its row holds it. */
export type Plan = Decision | ErrandDecision

const citation = z.object({
  articleId: z.string(),
  externalId: z.string().nullable(),
  passageId: z.string(),
  title: z.string(),
  url: z.string().nullable(),
  quote: z.string(),
})

/** As JSON holds it; plans of before do not have it. */
export const opened = z.object({ by: z.string().nullable(), at: z.coerce.date() }).nullable().default(null)

const answer = { text: z.string(), citations: z.array(citation) }

const plan = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('reply'), ...answer, ends: z.literal('confirmed').nullable().default(null) }),
  z.object({ kind: z.literal('clarify'), ...answer }),
  z.object({ kind: z.literal('hand_off'), reason: z.enum(handoffReasons), evidence: z.string(), ...answer }),
  z.object({ kind: z.enum(['note', 'ask_on', 'post', 'assign', 'return']) }),
  z.object({
    kind: z.literal('resolve'),
    closure: z.literal('assumed').nullable(),
    since: z.number(),
    opened,
  }),
])

/** A plan as an earlier worker, perhaps of another release, wrote it down; null when it cannot be read any more, or is none. */
export function readPlan(stored: unknown): Plan | null {
  const read = plan.safeParse(stored)
  return read.success ? read.data : null
}
