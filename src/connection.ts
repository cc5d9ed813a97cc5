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
  tokenSealed: string
  updatedAt: Date
  disconnectedAt: Date | null
}

/** Whose agents' words and assignments are ours: the default agent's, and those that were it before. */
export function ourSeats(connection: Pick<Connection, 'defaultAgent' | 'formerAgentIds'>): string[] {
  return [connection.defaultAgent.id, ...connection.formerAgentIds]
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
