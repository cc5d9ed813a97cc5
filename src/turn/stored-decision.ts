import { z } from 'zod'
import { handoffReasons } from '../conversation.ts'
import type { Decision } from '../rules/decision.ts'

const citation = z.object({
  articleId: z.string(),
  externalId: z.string().nullable(),
  passageId: z.string(),
  title: z.string(),
  url: z.string().nullable(),
  quote: z.string(),
})

const decision = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('reply'), text: z.string(), citations: z.array(citation) }),
  z.object({ kind: z.literal('clarify'), text: z.string(), citations: z.array(citation) }),
  z.object({
    kind: z.literal('hand_off'),
    reason: z.enum(handoffReasons),
    evidence: z.string(),
    text: z.string(),
    citations: z.array(citation),
  }),
])

/** A decision as an earlier worker, perhaps of another release, wrote it down; null when it cannot be read any more, or is none. */
export function readDecision(stored: unknown): Decision | null {
  const read = decision.safeParse(stored)
  return read.success ? read.data : null
}
