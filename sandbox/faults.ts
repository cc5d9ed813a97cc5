import { z } from 'zod'

/**
 * Which calls a fault of the REST API strikes. `match` is `METHOD resource`, either half optional, alternatives with `|`:
 * `POST messages`, `PUT conversation`, `GET`, `agents`, `POST messages | PUT conversation`. The resource is the last
 * word of the path; a path that ends in an id has the singular (`/agents/1` is `agent`).
 */
const scope = {
  /** How many calls it strikes; null = until cleared. */
  times: z.number().int().positive().nullable().default(null),
  match: z.string().nullable().default(null),
  /** Spares so many matching calls first. */
  skip: z.number().int().nonnegative().default(0),
  /** Strikes only calls whose raw body contains this. */
  bodyIncludes: z.string().nullable().default(null),
  pathIncludes: z.string().nullable().default(null),
}
const webhook = {
  times: z.number().int().positive().nullable().default(null),
  action: z.string().nullable().default(null),
  skip: z.number().int().nonnegative().default(0),
}
const ms = z.number().int().nonnegative()

const faultSchemas = {
  /** 429, with `Retry-After` unless null. */
  rateLimit: z.strictObject({ ...scope, retryAfterSec: z.number().nonnegative().nullable().default(1) }),
  /** A 5xx (or any) status; with `stored` the call is carried out all the same. */
  status: z.strictObject({
    ...scope,
    code: z.number().int().min(400).max(599).default(500),
    stored: z.boolean().default(false),
  }),
  latency: z.strictObject({ ...scope, ms }),
  /** No answer until cleared; a call whose client has gone by then is never carried out. */
  hang: z.strictObject(scope),
  /** What a wrong (portal) host answers: 200 with HTML (2). */
  html200: z.strictObject(scope),
  /** Carries the call out and answers 400 "cannot be cast" (4.2, pipedream). */
  answer400Stored: z.strictObject(scope),
  /** Carries the call out, then cuts the connection. */
  dropAfterStore: z.strictObject(scope),
  /** Cuts the connection and does nothing. */
  dropBefore: z.strictObject(scope),
  /** Cuts the connection (or, with `hang`, never answers) and carries the call out `ms` later. */
  storeLate: z.strictObject({ ...scope, ms, hang: z.boolean().default(false) }),
  /** 401 as after a rotation elsewhere, while the token itself stays. */
  revokedToken: z.strictObject(scope),
  /** The answer of a call waits until its own webhooks had their first attempt. */
  echoFirst: z.strictObject(scope),

  /** Webhooks: sends every delivery `extra` more times. */
  duplicate: z.strictObject({ ...webhook, extra: z.number().int().positive().default(1) }),
  /** Holds deliveries until there are `count`, then sends them in reverse; once, unless `times` says more. */
  reorder: z.strictObject({
    ...webhook,
    times: webhook.times.default(1),
    count: z.number().int().min(2).default(2),
  }),
  delay: z.strictObject({ ...webhook, ms }),
  /** Never sends. */
  drop: z.strictObject(webhook),
  /** Leaves `message_type` out of agents' messages, as in the sample of Nov 2022 (12.5). */
  withoutMessageType: z.strictObject(webhook),
} as const

type Schemas = typeof faultSchemas
export type FaultKind = keyof Schemas
/** What one sets; everything but `ms` has a default. */
export type FaultInput<K extends FaultKind> = z.input<Schemas[K]>
export type Fault<K extends FaultKind = FaultKind> = z.output<Schemas[K]>

/** One switch a kind: setting it again replaces it. Faults live in memory only; a restart forgets them. */
export interface Faults {
  set<K extends FaultKind>(kind: K, fault: FaultInput<K>): void
  /** Without a kind: all of them, and releases what is held. Hanging calls go on, delayed deliveries are sent. */
  clear(kind?: FaultKind): void
  /** Webhooks queue up until `release()`. */
  hold(): void
  release(): void
  held(): boolean
  list(): { [K in FaultKind]?: Fault<K> }
  /** How many calls and deliveries were struck so far. */
  struck(): number
}

export interface Struck {
  method: string
  resource: string
  path: string
  body: string
}

export interface FaultBox extends Faults {
  /** The fault of this kind if it strikes this call; counts it. */
  strike<K extends FaultKind>(kind: K, call: Struck): Fault<K> | null
  strikeDelivery<K extends FaultKind>(kind: K, action: string): Fault<K> | null
  /** Returns how to stop listening. */
  onChange(listener: (cleared: FaultKind | 'hold' | null) => void): () => void
}

export const FAULT_KINDS = Object.keys(faultSchemas) as FaultKind[]

export function openFaults(): FaultBox {
  const active = new Map<FaultKind, Fault>()
  const listeners = new Set<(cleared: FaultKind | 'hold' | null) => void>()
  let held = false
  let struck = 0
  const tell = (cleared: FaultKind | 'hold' | null): void => {
    for (const listener of [...listeners]) listener(cleared)
  }

  const count = (kind: FaultKind, fault: Fault): boolean => {
    if (fault.skip > 0) {
      active.set(kind, { ...fault, skip: fault.skip - 1 })
      return false
    }
    struck++
    if (fault.times === 1) active.delete(kind)
    else if (fault.times !== null) active.set(kind, { ...fault, times: fault.times - 1 })
    return true
  }

  return {
    set(kind, fault) {
      active.set(kind, faultSchemas[kind].parse(fault) as Fault) // the schema of this very kind has just read it
      tell(null)
    },
    clear(kind) {
      const gone = kind === undefined ? FAULT_KINDS : [kind]
      for (const each of gone) active.delete(each)
      if (kind === undefined) held = false
      for (const each of gone) tell(each)
      if (kind === undefined) tell('hold')
    },
    hold() {
      held = true
      tell(null)
    },
    release() {
      held = false
      tell('hold')
    },
    held: () => held,
    list: () => Object.fromEntries(active),
    struck: () => struck,
    strike<K extends FaultKind>(kind: K, call: Struck): Fault<K> | null {
      const fault = active.get(kind)
      if (fault === undefined || !('match' in fault) || !matches(fault, call)) return null
      return count(kind, fault) ? (fault as Fault<K>) : null // the map holds under each kind what its schema made
    },
    strikeDelivery<K extends FaultKind>(kind: K, action: string): Fault<K> | null {
      const fault = active.get(kind)
      if (fault === undefined || !('action' in fault)) return null
      if (fault.action !== null && fault.action !== action) return null
      return count(kind, fault) ? (fault as Fault<K>) : null // as above
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

function matches(fault: z.output<Schemas['hang']>, call: Struck): boolean {
  if (fault.bodyIncludes !== null && !call.body.includes(fault.bodyIncludes)) return false
  if (fault.pathIncludes !== null && !call.path.includes(fault.pathIncludes)) return false
  if (fault.match === null || fault.match.trim() === '*') return true
  return fault.match.split('|').some((alternative) =>
    alternative
      .trim()
      .split(/\s+/)
      .every(
        (word) =>
          word === '*' || (word === word.toUpperCase() ? word === call.method : word === call.resource),
      ),
  )
}
