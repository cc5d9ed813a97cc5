import { z } from 'zod'
import type { Config } from '../config.ts'
import type { Vault } from '../secret.ts'
import { type Check, openSecret, type StoredConnection } from '../store/connections.ts'
import { filtersSchema } from './filters.ts'

/** The events to tick in Freshchat's webhook page; each is shown, seen or not. */
const ACTIONS = [
  'message_create',
  'conversation_assignment',
  'conversation_resolution',
  'conversation_reopen',
]
const BREAKING: Check['name'][] = ['host', 'token', 'agent']

const healthSchema = z.object({
  checks: z.array(
    z.object({
      name: z.string(),
      ok: z.boolean(),
      detail: z.string(),
      fix: z.string().nullable(),
      checkedAt: z.string(),
    }),
  ),
  events: z.record(z.string(), z.object({ count: z.number(), lastAt: z.string().nullable() })),
})

const connected = z.object({
  status: z.enum(['connected', 'degraded', 'broken']),
  domain: z.string(),
  defaultAgent: z.object({ id: z.string(), email: z.string(), name: z.string() }),
  autoHandle: z.boolean(),
  webhookUrl: z.string(),
  tokenEndsWith: z.string(),
  hasPublicKey: z.boolean(),
  filters: filtersSchema,
  health: healthSchema,
})

export const connectionSchema = z
  .union([z.object({ status: z.literal('disconnected') }), connected])
  .meta({ id: 'FreshchatConnection' })

export interface Counts {
  action: string
  count: number
  lastAt: Date
}

export function presentConnection(
  deps: { config: Config; vault: Vault },
  connection: StoredConnection,
  counts: Counts[],
  now: Date,
): z.input<typeof connected> {
  const checks = [...connection.checks, webhookCheck(counts, now)]
  return {
    status: statusOf(checks),
    domain: connection.domain,
    defaultAgent: connection.defaultAgent,
    autoHandle: connection.autoHandle,
    webhookUrl: `${deps.config.publicUrl}/webhooks/freshchat/${openSecret(deps.vault, connection)}`,
    tokenEndsWith: connection.tokenEndsWith,
    hasPublicKey: connection.publicKey !== null,
    filters: connection.filters,
    health: { checks, events: eventsOf(counts) },
  }
}

function statusOf(checks: Check[]): 'connected' | 'degraded' | 'broken' {
  const failing = checks.filter((check) => !check.ok)
  if (failing.some((check) => BREAKING.includes(check.name))) return 'broken'
  return failing.length > 0 ? 'degraded' : 'connected'
}

/** Quiet alone is no fault (C8): a webhook that never came is a note, with what to do about it. */
function webhookCheck(counts: Counts[], now: Date): Check {
  const last = counts.reduce<Date | null>(
    (latest, { lastAt }) => (latest === null || lastAt > latest ? lastAt : latest),
    null,
  )
  return {
    name: 'webhook',
    ok: true,
    detail: last === null ? 'No delivery has come yet.' : `The last delivery came at ${last.toISOString()}.`,
    fix:
      last === null
        ? 'Register the webhook URL in Freshchat under Admin Settings → Webhooks, tick the four events, and write a message in the widget.'
        : null,
    checkedAt: now.toISOString(),
  }
}

function eventsOf(counts: Counts[]) {
  const known = ACTIONS.map((action) => [action, { count: 0, lastAt: null }] as const)
  const seen = counts.map(
    ({ action, count, lastAt }) => [action, { count, lastAt: lastAt.toISOString() }] as const,
  )
  return Object.fromEntries([...known, ...seen])
}
