import { z } from 'zod'
import type { Config } from '../config.ts'
import type { Check } from '../connection.ts'
import { type Observed, observedChecks, refusedToken, statusOf } from '../rules/health.ts'
import { hashOf, type Vault } from '../secret.ts'
import { openSecret } from '../store/connection-secrets.ts'
import type { StoredConnection } from '../store/connections.ts'
import { filtersSchema } from './filters.ts'
import { maskedAddress } from './present-settings.ts'

/** The events to tick in Freshchat's webhook page, in its words; each is shown, seen or not. */
const EVENTS: Record<string, string> = {
  message_create: 'Message Created',
  conversation_assignment: 'Conversation Assigned',
  conversation_resolution: 'Conversation Resolved',
  conversation_reopen: 'Conversation Reopened',
}
export const ACTIONS = Object.keys(EVENTS)

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
  forwardUrl: z.string().nullable().describe('Another tool that each delivery goes on to, as it came'),
  forwarding: z
    .object({
      lastAt: z.string().nullable(),
      failingSince: z.string().nullable(),
      error: z.string().nullable(),
      givenUp: z.number(),
    })
    .nullable()
    .describe('How that goes; null: nothing is forwarded'),
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
  { connection, counts, observed }: { connection: StoredConnection; counts: Counts[]; observed: Observed },
  now: Date,
): z.input<typeof connected> {
  const neverSeen = observed.neverSeen.map((action) => EVENTS[action] ?? action)
  const checks = [...askedOf(connection), ...observedChecks({ ...observed, neverSeen }, now)]
  return {
    status: statusOf(checks),
    domain: connection.domain,
    defaultAgent: connection.defaultAgent,
    autoHandle: connection.autoHandle,
    webhookUrl: webhookUrlOf(deps, connection),
    tokenEndsWith: connection.tokenEndsWith,
    hasPublicKey: connection.publicKey !== null,
    filters: connection.filters,
    forwardUrl: connection.forwardUrl,
    forwarding: presentForwarding(observed),
    health: { checks, events: eventsOf(counts) },
  }
}

function presentForwarding({ forwarding }: Observed): z.input<typeof connected>['forwarding'] {
  if (forwarding === null) return null
  const { forwardedAt, failingSince, error, givenUp } = forwarding
  return {
    lastAt: forwardedAt?.toISOString() ?? null,
    failingSince: failingSince?.toISOString() ?? null,
    error,
    givenUp: givenUp?.count ?? 0,
  }
}

/** Empty while nobody can open what we kept of it: Freshchat has it, and the next delivery brings it back. */
function webhookUrlOf(
  { config, vault }: { config: Config; vault: Vault },
  connection: StoredConnection,
): string {
  if (!vault.knowsKeyOf(connection.secretSealed)) return ''
  return `${config.publicUrl}/webhooks/freshchat/${openSecret(vault, connection)}`
}

/** As the audit log shows it: no secret, and of the customers who always go to people only how many they are. */
export function auditedConnection(connection: StoredConnection | null) {
  if (connection === null) return null
  const { domain, defaultAgent, autoHandle, tokenEndsWith, publicKey, filters, forwardUrl } = connection
  return {
    domain,
    defaultAgentEmail: defaultAgent.email,
    autoHandle,
    accessToken: `…${tokenEndsWith}`,
    webhookPublicKey: publicKey === null ? null : hashOf(publicKey).slice(0, 8),
    filters: { ...filters, toPeople: filters.toPeople.length },
    // it may hold a secret: whether it changed is all that is seen
    forwardUrl: forwardUrl === null ? null : maskedAddress(forwardUrl),
  }
}

/** What asking Freshchat has shown. A turn may have been refused since the last question. */
export function askedOf({ checks, tokenRefusedAt }: StoredConnection): Check[] {
  if (tokenRefusedAt === null || checks.some(({ name, ok }) => name === 'token' && !ok)) return checks
  return checks.map((check) => (check.name === 'token' ? refusedToken(tokenRefusedAt) : check))
}

function eventsOf(counts: Counts[]) {
  const known = ACTIONS.map((action) => [action, { count: 0, lastAt: null }] as const)
  const seen = counts.map(
    ({ action, count, lastAt }) => [action, { count, lastAt: lastAt.toISOString() }] as const,
  )
  return Object.fromEntries([...known, ...seen])
}
