import { z } from 'zod'

/**
 * All an organization can change, with its default and one sentence on what the customer or the team will notice.
 * Durations are milliseconds or minutes as their names say; fractions are allowed.
 */

const language = z.string().regex(/^[a-z]{2}$/, 'an ISO 639-1 code such as "en"')
const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time such as "09:00"')
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a date such as "2026-12-25"')
const minutes = (min: number, max: number) => z.number().min(min).max(max)

const topic = z.strictObject({
  name: z.string().min(1).max(200),
  description: z.string().max(2_000).default(''),
  examples: z.array(z.string().max(1_000)).max(200).default([]),
})

const topics = z.strictObject({
  mode: z
    .enum(['all', 'allow', 'deny'])
    .default('all')
    .describe('Which subjects the AI may answer: all, only the list, or all but the list'),
  list: z.array(topic).max(200).default([]),
})

const replyMode = z.enum(['autopilot', 'assist', 'shadow'])

const modelChoice = {
  provider: z.enum(['builtin', 'openai', 'anthropic', 'openai-compatible']).default('builtin'),
  name: z.string().max(200).default(''),
  baseUrl: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .optional(),
}

const embeddings = z.strictObject({
  provider: z.enum(['openai', 'openai-compatible']),
  name: z.string().trim().min(1).max(200),
  baseUrl: modelChoice.baseUrl,
})

const triggers = z.strictObject({
  asked_for_human: z.boolean().default(true),
  topic_not_allowed: z.boolean().default(true),
  topic_forbidden: z.boolean().default(true),
  low_confidence: z.boolean().default(true),
  not_in_knowledge: z.boolean().default(true),
  frustration: z.boolean().default(true),
  loop: z.boolean().default(true),
  office_hours: z.boolean().default(true),
  unreadable_content: z.boolean().default(true),
  attack: z.boolean().default(true),
})

const template = z.string().min(1).max(2_000)

const officeHours = z.strictObject({
  timezone: z.string().refine(isTimeZone, 'a time zone such as "Europe/Berlin"'),
  weekly: z
    .array(
      z.strictObject({
        day: z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']),
        from: clockTime,
        to: clockTime,
      }),
    )
    .max(50),
  holidays: z
    .array(z.strictObject({ date, name: z.string().max(200) }))
    .max(400)
    .default([]),
  rule: z.enum(['ai_always', 'hand_off_outside', 'silent_outside']).default('ai_always'),
})

export const settingsSchema = z.strictObject({
  paused: z.boolean().default(false).describe('Stops every visible send within a second'),
  persona: z
    .strictObject({
      name: z.string().max(100).default('Baton').describe('What the AI calls itself'),
      tone: z.string().max(500).default('friendly, short and plain').describe('How answers sound'),
      instructions: z.string().max(10_000).default('').describe('What the AI keeps in mind in every answer'),
      languages: z
        .array(language)
        .max(50)
        .default([])
        .describe('Languages the AI answers in; empty means every one'),
    })
    .prefault({}),
  reply: z
    .strictObject({
      mode: replyMode.default('autopilot').describe('Reply, draft for a rep, or only watch'),
      settleMs: z
        .number()
        .min(0)
        .max(15_000)
        .default(1_500)
        .describe("How long Freshchat's own routing may settle first"),
      quietMs: z
        .number()
        .min(0)
        .max(15_000)
        .default(2_000)
        .describe('How long a customer must be quiet before the answer'),
      longestWaitMs: z
        .number()
        .min(0)
        .max(60_000)
        .default(10_000)
        .describe('The longest wait from the first message of a burst'),
      links: z.boolean().default(true).describe('Whether answers show the link of a public article'),
      turnCap: z
        .number()
        .int()
        .min(1)
        .max(100)
        .default(20)
        .describe('Answers in one session before a person takes over'),
    })
    .prefault({}),
  topics: topics.prefault({}),
  handoff: z
    .strictObject({
      level: z
        .union([z.literal(0), z.literal(1), z.literal(2), z.literal(3), z.literal('custom')])
        .default(1),
      triggers: triggers.prefault({}),
      confidence: z
        .number()
        .min(0)
        .max(1)
        .default(0.5)
        .describe('Below this the AI hands over rather than answer'),
      target: z
        .discriminatedUnion('kind', [
          z.strictObject({ kind: z.literal('unassign') }),
          z.strictObject({ kind: z.literal('group'), id: z.string().min(1).max(200) }),
          z.strictObject({ kind: z.literal('agent'), id: z.string().min(1).max(200) }),
        ])
        .default({ kind: 'unassign' }),
      noPickupMinutes: minutes(0.02, 1_440).nullable().default(10),
    })
    .prefault({}),
  officeHours: officeHours.nullable().default(null),
  resolution: z
    .strictObject({ quietMinutes: minutes(0.02, 43_200).default(30), onThanks: z.boolean().default(true) })
    .prefault({}),
  channels: z
    .record(
      z.string().max(200),
      z.strictObject({
        mode: replyMode.optional(),
        topics: topics.optional(),
        quietMinutes: minutes(0.02, 43_200).optional(),
      }),
    )
    .default({}),
  templates: z
    .record(
      language,
      z.strictObject({
        handoff: template.optional(),
        handoffOutside: template.optional(),
        noPickup: template.optional(),
        unreadable: template.optional(),
      }),
    )
    .default({}),
  model: z
    .strictObject({
      ...modelChoice,
      fallbacks: z.array(z.strictObject(modelChoice)).max(5).default([]),
      monthlyCeilingUsd: z.number().min(0).max(1_000_000).nullable().default(null),
      embeddings: embeddings
        .nullable()
        .default(null)
        .describe('A model by which articles are also found that share no word with the question'),
    })
    .prefault({}),
  alerts: z
    .strictObject({
      emails: z.array(z.email()).max(20).default([]),
      webhookUrl: z.url({ protocol: /^https?$/ }).optional(),
    })
    .prefault({}),
  privacy: z
    .strictObject({
      mask: z.boolean().default(false),
      retentionDays: minutes(1, 36_500).nullable().default(null),
    })
    .prefault({}),
})

export type Settings = z.infer<typeof settingsSchema>
export type EmbeddingsChoice = z.infer<typeof embeddings>
export type ReplyMode = Settings['reply']['mode']

/**
 * Settings as a row holds them, perhaps written by another release: what this one cannot read falls back to its default, since a
 * turn must never fail over a setting.
 */
export function readStoredSettings(stored: unknown): Settings {
  let value: unknown = structuredClone(stored)
  for (let tries = 0; tries < MOST_MENDED; tries++) {
    const read = settingsSchema.safeParse(value)
    if (read.success) return read.data
    for (const issue of read.error.issues) {
      const keys = issue.code === 'unrecognized_keys' ? issue.keys : [issue.path.at(-1)]
      const parent = issue.code === 'unrecognized_keys' ? issue.path : issue.path.slice(0, -1)
      for (const key of keys) value = without(value, parent, key)
    }
  }
  return defaultSettings()
}

const MOST_MENDED = 20

function without(value: unknown, path: PropertyKey[], key: PropertyKey | undefined): unknown {
  if (key === undefined) return {}
  let at = value
  for (const step of path) at = typeof at === 'object' && at !== null ? Reflect.get(at, step) : undefined
  if (Array.isArray(at) && typeof key === 'number') at.splice(key, 1)
  else if (typeof at === 'object' && at !== null) Reflect.deleteProperty(at, key)
  return value
}

/** The settings of an organization that never changed any. */
export function defaultSettings(): Settings {
  return settingsSchema.parse({})
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
