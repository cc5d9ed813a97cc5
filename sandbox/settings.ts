import { z } from 'zod'

/** The switches of freshchat-api.md section 17: what public text does not prove, so that a client must bear each way. */
export const settingsSchema = z.strictObject({
  /** `limit: null` switches the limit off. */
  rate: z
    .strictObject({
      limit: z.number().int().positive().nullable().default(100),
      windowSec: z.number().positive().default(60),
      headers: z.boolean().default(true),
    })
    .prefault({}),
  resetUnit: z.enum(['epoch', 'epochMs', 'seconds']).default('epoch'),
  createStatus: z.union([z.literal(200), z.literal(201)]).default(200),
  honourEmailFilter: z.boolean().default(true),
  /** Lists clamp `items_per_page` to this instead of refusing (4.4). */
  maxItemsPerPage: z.number().int().positive().default(100),
  /** `""` leaves the agent in place and only `" "` unassigns, as an older client was read to need (7.3). */
  unassignNeedsSpace: z.boolean().default(false),
  unassignClearsGroup: z.boolean().default(true),
  /** How a message that was sent as `bot` reads back (8.2). */
  botActorType: z.enum(['bot', 'system', 'agent']).default('bot'),
  /** In whose name API calls assign, resolve and reopen: the agent that owns the token, or the system (D). */
  apiActorType: z.enum(['agent', 'system']).default('agent'),
  userConversationOrder: z.enum(['oldestFirst', 'newestFirst']).default('oldestFirst'),
  /** Answers with the few fields of 2019, for clients with closed models (18). */
  leanProfile: z.boolean().default(false),
  maxTextLength: z.number().int().positive().default(10_000),
  /** Whether what the API does comes back as webhooks (12.8). */
  echo: z.boolean().default(true),
  /** Whether "Conversation was marked resolved by …" lines are delivered as `message_create` too (16, no. 17). */
  statusLineWebhooks: z.boolean().default(true),
  /** What a new conversation starts with: nothing, the bare "." one integrator saw, or the channel's welcome text (12.5). */
  welcome: z.enum(['off', 'dot', 'text']).default('off'),
  /** Whether an agent's message or note sent by the API into a resolved conversation reopens it (D). */
  noteReopens: z.boolean().default(false),
  /** Seconds before webhook attempts 2, 3 and 4. */
  retrySchedule: z.array(z.number().nonnegative()).max(10).default([5, 30, 120]),
  webhookTimeoutMs: z.number().int().positive().default(3000),
})

export type Settings = z.infer<typeof settingsSchema>

export const DEFAULT_SETTINGS: Settings = settingsSchema.parse({})

/** Merges a patch (nested, or with dotted keys such as `rate.limit`) into the settings; throws a ZodError on nonsense. */
export function patchSettings(current: Settings, patch: Record<string, unknown>): Settings {
  const next: Record<string, unknown> = { ...current, rate: { ...current.rate } }
  for (const [key, value] of Object.entries(patch)) {
    if (key === 'rate' && typeof value === 'object') next.rate = { ...current.rate, ...value }
    else if (key.startsWith('rate.')) next.rate = { ...(next.rate as object), [key.slice(5)]: value }
    else next[key] = value
  }
  return settingsSchema.parse(next)
}
