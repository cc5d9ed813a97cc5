import { z } from 'zod'
import { type Conclusion, conclude, concludeBlindly, type Exchange } from '../answer/conclude.ts'
import { ModelError } from '../answer/model.ts'
import { thresholdOf } from '../rules/decision.ts'
import type { Settings } from '../settings.ts'
import { storable } from '../storable.ts'
import { inOrganization } from '../store/database.ts'
import { noteAsked } from '../store/overview.ts'
import { readSettings } from '../store/settings.ts'
import { type HttpDeps, operation } from './operation.ts'

const message = z.object({
  author: z.enum(['customer', 'ai', 'rep']),
  text: z.string().max(20_000, 'at most 20000 characters').transform(storable),
})

const messages = z
  .array(message)
  .min(1, 'at least one message is needed')
  .max(200, 'at most 200 messages')
  .refine((list) => list.some(({ author, text }) => author === 'customer' && text.trim() !== ''), {
    error: 'one must be a customer message that says something',
  })

const check = z.object({ name: z.string(), verdict: z.enum(['pass', 'warn', 'fail']), detail: z.string() })
const citation = z.object({
  articleId: z.string(),
  externalId: z.string().nullable(),
  passageId: z.string(),
  title: z.string(),
  url: z.string().nullable(),
  quote: z.string(),
})
const count = z.number().nullable()

/** The real pipeline on a made-up conversation; posts nothing, and keeps only that somebody has asked. */
export const ask = operation(
  {
    method: 'post',
    path: '/api/v1/ask',
    summary: 'Answer the last customer message of a conversation',
    tag: 'Asking',
    body: z.object({ messages, channel: z.string().max(200).optional() }),
    answer: z.object({
      decision: z.enum(['reply', 'clarify', 'hand_off']),
      text: z.string(),
      confidence: z.number(),
      threshold: z.number().describe('How sure it has to be to answer; 0: however little'),
      reason: z.string().optional(),
      evidence: z.string().optional(),
      citations: z.array(citation),
      topic: z.string().nullable(),
      language: z.string(),
      sentiment: z.string().nullable(),
      summary: z.string(),
      draft: z.string().nullable(),
      passages: z.array(
        z.object({ articleId: z.string(), passageId: z.string(), title: z.string(), score: z.number() }),
      ),
      checks: z.array(check),
      model: z.string(),
      usage: z.object({ inputTokens: count, outputTokens: count, costUsd: count }).nullable(),
      timings: z.record(z.string(), z.number()),
    }),
  },
  async ({ deps, caller, body, c }) => {
    const { organizationId } = caller
    const settings = await inOrganization(deps.database, organizationId, async (tx) => {
      await noteAsked(tx, organizationId, deps.clock.now())
      return readSettings(tx, organizationId)
    })
    const conclusion = await concluded(deps, organizationId, settings, body, c.req.raw.signal)
    const { decision, isCourtesy: _, ...trace } = conclusion
    const why = decision.kind === 'hand_off' ? { reason: decision.reason, evidence: decision.evidence } : {}
    const threshold = thresholdOf(settings.handoff)
    return {
      decision: decision.kind,
      text: decision.text,
      threshold,
      ...why,
      citations: decision.citations,
      ...trace,
    }
  },
)

async function concluded(
  { knowledge, modelFor, clock }: HttpDeps,
  organizationId: string,
  settings: Settings,
  asked: { messages: Exchange[]; channel?: string | undefined },
  signal: AbortSignal,
): Promise<Conclusion> {
  try {
    const answerer = await modelFor(organizationId, settings)
    return await conclude(
      {
        ...knowledge.of(organizationId, signal),
        ...answerer,
        settings,
        now: clock.now(),
        channel: asked.channel ?? null,
      },
      asked.messages,
      signal,
    )
  } catch (fault) {
    if (!(fault instanceof ModelError)) throw fault
    const evidence = `The model failed: ${fault.message}`
    return concludeBlindly(settings, asked.messages, { reason: 'failure', evidence }, clock.now())
  }
}
