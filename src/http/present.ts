import { z } from 'zod'
import { closures } from '../conversation.ts'
import type { SeenMessage, SeenSession, SeenTurn } from '../store/sessions-read.ts'

export type { Figure } from '../store/figures.ts'

/** What leaves: one schema and one function for each noun. */

const sentiment = z.enum(['positive', 'neutral', 'negative']).nullable()

export const sessionSchema = z
  .object({
    id: z.string(),
    ticketNumber: z.number(),
    status: z.enum(['open', 'resolved']),
    owner: z.enum(['ai', 'human', 'none']),
    closure: z.enum(closures).nullable(),
    channel: z.string(),
    conversationId: z.string().describe('Freshchat’s id of the conversation'),
    conversationUrl: z.string().nullable(),
    contact: z
      .object({
        id: z.string(),
        name: z.string().nullable(),
        email: z.string().nullable(),
        phone: z.string().nullable(),
      })
      .nullable(),
    language: z.string().nullable(),
    sentiment,
    topic: z.string().nullable(),
    summary: z.string().nullable(),
    handoff: z
      .object({ reason: z.string(), evidence: z.string(), summary: z.string(), sentiment, at: z.string() })
      .nullable(),
    previousSessionId: z.string().nullable(),
    reopenedAt: z.string().nullable(),
    noPickupAt: z
      .string()
      .nullable()
      .describe('When the customer was told that nobody had come since the handoff'),
    leaks: z.number().describe('Answers of the AI that Freshchat stored after a rep had stepped in'),
    createdAt: z.string(),
    updatedAt: z.string(),
    lastMessageAt: z.string(),
  })
  .meta({ id: 'Session' })

export function presentSession(row: SeenSession): z.input<typeof sessionSchema> {
  return {
    id: row.id,
    ticketNumber: row.ticket_number,
    status: row.status,
    owner: row.owner,
    closure: row.closure,
    channel: row.channel,
    conversationId: row.freshchat_conversation_id,
    conversationUrl: urlOf(row),
    contact:
      row.contact_id === null
        ? null
        : { id: row.contact_id, name: row.contact_name, email: row.contact_email, phone: row.contact_phone },
    language: row.language,
    sentiment: row.sentiment,
    topic: row.topic,
    summary: row.summary,
    handoff: row.handoff,
    previousSessionId: row.previous_session_id,
    reopenedAt: row.reopened_at?.toISOString() ?? null,
    noPickupAt: row.no_pickup_at?.toISOString() ?? null,
    leaks: row.leaks,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    lastMessageAt: row.last_message_at.toISOString(),
  }
}

/** Freshchat's own address of the conversation where it told one on a host of the account's kind, else the usual form. */
function urlOf(row: SeenSession): string | null {
  const { conversation_url: told, domain, app_id: appId, freshchat_conversation_id: id } = row
  const host = told === null ? null : new URL(told).host
  if (host !== null && (host === domain || /\.(freshchat|myfreshworks|freshworks)\.com$/.test(host)))
    return told
  return appId === null ? null : `https://${domain}/a/${appId}/open/conversation/${id}`
}

export const messageSchema = z
  .object({
    id: z.string(),
    freshchatId: z.string().nullable(),
    author: z.object({ kind: z.enum(['customer', 'ai', 'rep', 'system']), name: z.string().nullable() }),
    private: z.boolean(),
    text: z.string(),
    parts: z.array(z.unknown()).describe('Freshchat’s message parts as they came'),
    flag: z
      .object({ at: z.string(), by: z.string().nullable(), note: z.string().nullable() })
      .nullable()
      .describe('That a member has called this answer wrong'),
    turnId: z.string().nullable().describe('The turn that it came from, for what the AI wrote'),
    createdAt: z.string(),
  })
  .meta({ id: 'Message' })

export function presentMessage(row: SeenMessage): z.input<typeof messageSchema> {
  return {
    id: row.id,
    freshchatId: row.freshchat_id,
    author: {
      kind: row.author_kind,
      name: row.author_name ?? (row.author_kind === 'customer' ? row.customer_name : null),
    },
    private: row.private,
    text: row.text,
    parts: row.parts,
    flag:
      row.flagged_at === null
        ? null
        : { at: row.flagged_at.toISOString(), by: row.flagged_by, note: row.flag_note },
    turnId: row.turn_id,
    createdAt: row.created_at.toISOString(),
  }
}

export const turnSchema = z
  .object({
    id: z.string(),
    startedAt: z.string(),
    finishedAt: z.string().nullable(),
    outcome: z.unknown().describe('{"kind", "because"}; null while the turn is running'),
    passages: z.array(z.unknown()).describe('[{"articleId", "title", "score"}]'),
    draft: z.string().nullable(),
    confidence: z
      .number()
      .nullable()
      .describe(
        '0 to 1: how probably the best answer found was right; null: none was found, or nothing was asked',
      ),
    threshold: z
      .number()
      .nullable()
      .describe('How sure it had to be to answer, 0: however little; null: not kept (turns of before)'),
    checks: z.array(z.unknown()).describe('[{"name", "verdict", "detail"}]'),
    model: z.string().nullable(),
    usage: z.unknown().describe('{"inputTokens", "outputTokens", "costUsd"}'),
    timings: z.record(z.string(), z.number()),
  })
  .meta({ id: 'Turn' })

const decided = z.object({ threshold: z.number() })

/** The JSON columns hold what the turn wrote in this very form. */
export function presentTurn(row: SeenTurn): z.input<typeof turnSchema> {
  return {
    id: row.id,
    startedAt: row.started_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
    outcome: row.outcome,
    passages: row.passages,
    draft: row.draft,
    confidence: row.passages.length === 0 ? null : row.confidence,
    threshold: decided.safeParse(row.decision).data?.threshold ?? null,
    checks: row.checks,
    model: row.model,
    usage: row.usage,
    timings: row.timings,
  }
}
