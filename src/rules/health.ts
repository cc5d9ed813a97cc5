import type { Check, Drift } from '../connection.ts'
import { isSilent } from './comparing.ts'

/** What a connection's health is, each check with cause and fix (C8). */

/** What a question to Freshchat found wrong. */
interface Found {
  check: 'host' | 'token' | 'agent'
  detail: string
  fix: string
}

/** The checks that were really made: one that fails keeps those after it from being made. null: nothing is wrong. */
export function askedChecks(found: Found | null, agentEmail: string, now: Date): Check[] {
  const checkedAt = now.toISOString()
  const good: Check[] = [
    { name: 'host', ok: true, detail: 'The host answers as Freshchat does.', fix: null, checkedAt },
    { name: 'token', ok: true, detail: 'The access token is accepted.', fix: null, checkedAt },
    {
      name: 'agent',
      ok: true,
      detail: `The agent ${agentEmail} exists and is active.`,
      fix: null,
      checkedAt,
    },
  ]
  if (found === null) return good
  const before = good.slice(
    0,
    good.findIndex(({ name }) => name === found.check),
  )
  return [...before, { name: found.check, ok: false, detail: found.detail, fix: found.fix, checkedAt }]
}

/** Freshchat refused a call in the middle of work. */
export function refusedToken(since: Date): Check {
  return {
    name: 'token',
    ok: false,
    detail:
      'Freshchat does not accept this access token any more. Nothing is sent, and nothing is lost: all of it waits.',
    fix: 'Generate a token in Freshchat under Admin Settings → Configure → API Tokens (Chat API), paste it here and save.',
    checkedAt: since.toISOString(),
  }
}

/** What we see ourselves, without asking Freshchat. */
export interface Observed {
  unheardSince: Date | null
  lastDeliveryAt: Date | null
  /** Events to tick in Freshchat that never came. */
  neverSeen: string[]
  /** Deliveries whose signature did not verify, of the last day. */
  refused: { count: number; lastAt: Date } | null
  drift: Drift | null
  rate: { perWindow: number; remaining: number; blockedUntil: Date | null } | null
  /** For how long the conversation that is longest overdue has waited to be compared. */
  comparesLateMs: number
  /** What is due and nobody has begun. */
  queue: { waiting: number; oldestMs: number }
  /** null: no other tool is named. */
  forwarding: ForwardingSeen | null
}

/** How it goes with the other tool that wants the deliveries too. */
export interface ForwardingSeen {
  host: string
  forwardedAt: Date | null
  failingSince: Date | null
  error: string | null
  /** Of all that ever came; null: none. */
  givenUp: { count: number; lastAt: Date } | null
}

const GIVEN_UP_COUNTS_MS = 60 * 60_000
const REFUSED_COUNTS_MS = 60 * 60_000
const DRIFT_COUNTS_MS = 30 * 60_000
const COMPARES_LATE_MS = 5 * 60_000
const QUEUE_LATE_MS = 60_000

export function observedChecks(seen: Observed, now: Date): Check[] {
  return [
    webhook(seen, now),
    signature(seen, now),
    drift(seen, now),
    rate(seen, now),
    queue(seen, now),
    ...(seen.forwarding === null ? [] : [forwarding(seen.forwarding, now)]),
  ]
}

const check = (
  name: Check['name'],
  now: Date,
  detail: string,
  fix: string | null,
  ok = fix === null,
): Check => ({
  name,
  ok,
  detail,
  fix,
  checkedAt: now.toISOString(),
})

const told = (at: Date): string => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`

/** Quiet alone is no fault: what never came is a note, with what to do about it. */
function webhook({ unheardSince, lastDeliveryAt, neverSeen }: Observed, now: Date): Check {
  if (unheardSince !== null && isSilent(unheardSince, now)) {
    const detail = `No delivery has come since ${told(unheardSince)}, and what Freshchat should have told had to be read. Until they come again, active conversations are compared every minute.`
    const fix =
      'Check in Freshchat under Admin Settings → Webhooks that this webhook URL is still the registered one and switched on, and that Freshchat can reach it from outside.'
    return check('webhook', now, detail, fix)
  }
  if (lastDeliveryAt === null) {
    const fix =
      'Register the webhook URL in Freshchat under Admin Settings → Webhooks, tick the four events, and write a message in the widget.'
    return check('webhook', now, 'No delivery has come yet.', fix, true)
  }
  const missing = neverSeen.length === 0 ? '' : ` Never seen yet: ${neverSeen.join(', ')}.`
  const detail = `The last delivery came at ${told(lastDeliveryAt)}.${missing}`
  const fix =
    neverSeen.length === 0 ? null : 'See in Freshchat that all four events are ticked on the webhook page.'
  return check('webhook', now, detail, fix, true)
}

function signature({ refused }: Observed, now: Date): Check {
  if (refused === null) return check('signature', now, 'No delivery was refused.', null)
  const count = refused.count === 1 ? 'One delivery was' : `${refused.count} deliveries were`
  const detail = `${count} refused within a day, the last at ${told(refused.lastAt)}: the signature did not verify with the public key that was saved.`
  if (now.getTime() - refused.lastAt.getTime() > REFUSED_COUNTS_MS)
    return check('signature', now, detail, null)
  const fix =
    'Copy the public key from Freshchat’s webhook page once more and save it here; what was refused until then is taken in.'
  return check('signature', now, detail, fix)
}

function drift({ drift: last }: Observed, now: Date): Check {
  if (last === null) return check('drift', now, 'Freshchat and Baton show the same.', null)
  const detail = `Comparing at ${told(new Date(last.at))} found what no webhook had told: ${last.what}. It has been taken in.`
  const isRecent = now.getTime() - Date.parse(last.at) <= DRIFT_COUNTS_MS
  const fix = isRecent
    ? 'See that all four events are ticked in Freshchat, and that its webhooks reach this server.'
    : null
  return check('drift', now, detail, fix)
}

function rate({ rate: limit, comparesLateMs }: Observed, now: Date): Check {
  if (comparesLateMs > COMPARES_LATE_MS) {
    const minutes = Math.ceil(comparesLateMs / 60_000)
    const detail = `Comparing with Freshchat is ${minutes} minutes behind: it may take 30 % of the rate limit at most.`
    return check(
      'rate',
      now,
      detail,
      'Ask Freshworks for a higher API rate limit, or let other integrations call less.',
    )
  }
  if (limit === null) return check('rate', now, 'Freshchat has not named its rate limit yet.', null)
  if (limit.blockedUntil !== null && limit.blockedUntil > now) {
    const detail = `Freshchat’s rate limit is used up until ${told(limit.blockedUntil)}; what is owed waits until then.`
    return check(
      'rate',
      now,
      detail,
      'Ask Freshworks for a higher API rate limit, or let other integrations call less.',
    )
  }
  return check('rate', now, `${limit.remaining} of ${limit.perWindow} calls are left in this window.`, null)
}

function queue({ queue: { waiting, oldestMs } }: Observed, now: Date): Check {
  if (oldestMs <= QUEUE_LATE_MS) return check('queue', now, 'Nothing waits longer than a minute.', null)
  const detail = `${waiting} conversations wait to be seen to, the first for ${Math.ceil(oldestMs / 1_000)} s.`
  return check('queue', now, detail, 'See that a worker runs (BATON_ROLE all or worker), and its log.')
}

function forwarding({ host, forwardedAt, failingSince, error, givenUp }: ForwardingSeen, now: Date): Check {
  const lost =
    givenUp === null ? '' : ` Given up so far: ${givenUp.count}, the last at ${told(givenUp.lastAt)}.`
  if (failingSince !== null) {
    const detail = `Forwarding to ${host} fails since ${told(failingSince)}: ${error} What comes waits for 24 hours.${lost}`
    const fix =
      'See that the other tool runs, takes a POST at this address and answers 2xx; or change the address, or empty it to end forwarding.'
    return check('forwarding', now, detail, fix)
  }
  const last =
    forwardedAt === null
      ? `Nothing has been forwarded to ${host} yet.`
      : `The last delivery was forwarded to ${host} at ${told(forwardedAt)}.`
  const isRecent = givenUp !== null && now.getTime() - givenUp.lastAt.getTime() <= GIVEN_UP_COUNTS_MS
  const fix = isRecent
    ? 'See in the other tool’s log why it did not take them: what was given up is not sent again.'
    : null
  return check('forwarding', now, `${last}${lost}`, fix)
}

const BREAKING: Check['name'][] = ['host', 'token', 'agent']

/** `broken`: nothing can be posted; `degraded`: anything else is wrong. */
export function statusOf(checks: readonly Check[]): 'connected' | 'degraded' | 'broken' {
  const failing = checks.filter(({ ok }) => !ok)
  if (failing.some(({ name }) => BREAKING.includes(name))) return 'broken'
  return failing.length > 0 ? 'degraded' : 'connected'
}
