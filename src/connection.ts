/** One organization's bridge to one Freshchat account. Its secrets stay sealed in the row. */
export interface Connection {
  id: string
  organizationId: string
  domain: string
  baseUrl: string
  defaultAgent: { id: string; email: string; name: string }
  /** Were the default agent before: their seat is ours, not a rep's. */
  formerAgentIds: string[]
  autoHandle: boolean
  filters: Filters
  /** Freshchat's channels (topics) as last read. */
  channels: { id: string; name: string | null; source: string | null; welcomeText: string | null }[]
  /** Its agents as last read, for their names. */
  agents: { id: string; name: string | null; email: string | null }[]
  publicKey: string | null
  /** The public key has verified a delivery since it was set. */
  isKeyProved: boolean
  tokenSealed: string
  /** The agent whom Freshchat names for what we do by the token, its owner; null: not seen since it was saved. */
  tokenAgentId: string | null
  /** Since then nothing has shown that webhooks flow: what they should have told had to be read. null: they flow. */
  unheardSince: Date | null
  /** The last difference that comparing with Freshchat found and no webhook had told. */
  drift: Drift | null
  /** Freshchat refuses the token since then (C6): nothing is sent. */
  tokenRefusedAt: Date | null
  /** Where each delivery goes on to, as it came: another tool that wants them too. null: nowhere. */
  forwardUrl: string | null
  updatedAt: Date
  disconnectedAt: Date | null
}

/** One thing that health looks at, with its last result; `fix` null where nothing is to be done. */
export interface Check {
  name: 'host' | 'token' | 'agent' | 'webhook' | 'signature' | 'drift' | 'rate' | 'queue' | 'forwarding'
  ok: boolean
  detail: string
  fix: string | null
  checkedAt: string
}

/** `what`: as the health page says it. */
export interface Drift {
  at: string
  what: string
}

/** Whose agents' words and assignments are ours: the default agent's, and those that were it before. */
export function isOurSeat(
  { defaultAgent, formerAgentIds }: Pick<Connection, 'defaultAgent' | 'formerAgentIds'>,
  agentId: string | null,
): boolean {
  return agentId !== null && (agentId === defaultAgent.id || formerAgentIds.includes(agentId))
}

/** A rep is any agent but ours; nobody is no rep. */
export function isRep(
  connection: Pick<Connection, 'defaultAgent' | 'formerAgentIds'>,
  agentId: string | null,
): agentId is string {
  return agentId !== null && !isOurSeat(connection, agentId)
}

/** What narrows the conversations that are taken (R5). Empty lists mean all. */
export interface Filters {
  channels: { mode: 'all' | 'only' | 'except'; ids: string[] }
  /** Groups whose queue is left to its team. */
  leaveToTeam: string[]
  languages: string[]
  percent: number
  hours: 'always' | 'inside' | 'outside'
  toPeople: string[]
  record: 'all' | 'taken'
}
