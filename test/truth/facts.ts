import type { Call } from '../../sandbox/rest.ts'
import { DEFAULT_AGENT_ID } from '../../sandbox/seed.ts'
import type { World } from '../setup/world.ts'
import type { Fact } from './model.ts'
import { answeredIn, numberIn, wish } from './speaker.ts'

/** From Freshchat's own journal, in its own order, to what the model is told. */

/** Who did what Freshchat stored: people's acts are known by their deliveries; all else is Baton's. */
export interface Ledger {
  /** By delivery id. */
  people: Map<string, { by: 'customer' | 'rep' | 'rule'; isHeard: boolean; isLost: boolean }>
  /** What members did in the Inbox, which Freshchat does not know of: after which delivery's number, and when. */
  members: { seq: number; fact: Fact }[]
}

/** How a member's words begin, which Baton posts from the AI's seat. */
export const MEMBER_SAYS = 'A colleague here: '
const HANDED_OVER = 'Handed over by Baton'
const OFFER = /^Nobody from the team/
const HANDOFF_WORDS = /^I (?:am passing this on|still have no sure answer)/

interface Wire {
  action_time: string
  data: {
    message?: {
      id: string
      actor_type: string
      actor_id: string
      message_type?: string
      message_parts: { text?: { content: string } }[]
      created_time: string
      meta_data?: unknown
    }
    assignment?: { to_agent_id?: string; from_agent_id?: string; to_group_id?: string }
  }
}

export function factsOf(world: World, customer: string, ledger: Ledger): Fact[] {
  const conversationId = world.conversationOf(customer)
  const calls = world.sandbox
    .calls()
    .list()
    .filter(({ path }) => path.includes(conversationId))
  const seen = new Set<string>()
  const facts: { seq: number; fact: Fact }[] = [...ledger.members]
  for (const delivery of world.sandbox.state.deliveries()) {
    // the same again is the same
    if (delivery.conversationId !== conversationId || seen.has(delivery.body)) continue
    seen.add(delivery.body)
    const origin = ledger.people.get(delivery.id) ?? { by: 'baton', isHeard: true, isLost: false }
    const wire = JSON.parse(delivery.body) as Wire // as the sandbox wrote it
    const fact = factOf(delivery.action, wire, origin, calls)
    if (fact !== null) facts.push({ seq: delivery.seq, fact })
  }
  return facts.sort((a, b) => a.seq - b.seq).map(({ fact }) => fact)
}

interface Origin {
  by: 'customer' | 'rep' | 'rule' | 'baton'
  isHeard: boolean
  isLost: boolean
}

function factOf(action: string, wire: Wire, origin: Origin, calls: Call[]): Fact | null {
  const at = Date.parse(wire.action_time)
  const { by, isHeard, isLost } = origin
  const heard = { isHeard, isLost }
  switch (action) {
    case 'message_create':
      return messageOf(wire, origin, calls)
    case 'conversation_resolution':
      if (by === 'rep') return { kind: 'person-ends', at, ...heard }
      if (by === 'rule') return { kind: 'rule-ends', at, isHeard }
      return { kind: 'ai-ends', at, lookedAt: lookedAt(calls, 'PUT', at) }
    case 'conversation_reopen':
      return by === 'rep' ? { kind: 'person-opens', at, ...heard } : null
    default:
      return assignmentOf(wire, at, origin, calls)
  }
}

function assignmentOf(
  { data }: Wire,
  at: number,
  { by, isHeard, isLost }: Origin,
  calls: Call[],
): Fact | null {
  const to = data.assignment?.to_agent_id || null
  const from = data.assignment?.from_agent_id || null
  if (by === 'baton') {
    if (to === DEFAULT_AGENT_ID) return { kind: 'ai-takes', at, lookedAt: lookedAt(calls, 'PUT', at) }
    return from === DEFAULT_AGENT_ID ? { kind: 'ai-steps-aside', at, toPerson: to !== null } : null
  }
  // a change of the group alone is routing
  if (to === from) return null
  if (to === DEFAULT_AGENT_ID)
    return { kind: 'given-to-ai', at, isHeard, isLost, by: by === 'rule' ? 'rule' : 'person' }
  if (to !== null) return { kind: 'person-takes', at, isHeard, isLost }
  if (from !== DEFAULT_AGENT_ID) return { kind: 'left-to-nobody', at }
  return by === 'rule' ? { kind: 'rule-takes-off', at } : { kind: 'person-removes-ai', at, isHeard, isLost }
}

function messageOf({ data }: Wire, { by, isHeard, isLost }: Origin, calls: Call[]): Fact | null {
  const { message } = data
  if (message === undefined || message.meta_data) return null
  const at = Date.parse(message.created_time)
  const text = message.message_parts.map((part) => part.text?.content ?? '').join('')
  const isNote = message.message_type === 'private'
  if (by === 'customer') {
    const no = numberIn(text)
    if (no !== null) return { kind: 'customer-asks', no, at, isHeard, isWish: text === wish(no) }
    return { kind: text === YES ? 'customer-says-yes' : 'customer-is-kind', at, isHeard }
  }
  if (by === 'rep') {
    if (!isNote) return { kind: 'person-answers', at, isHeard, isLost }
    if (text.startsWith('/baton take')) return { kind: 'given-to-ai', at, isHeard, isLost, by: 'order' }
    return text.startsWith('/baton stop') ? { kind: 'person-says-stop', at, isHeard, isLost } : null
  }
  if (isNote) return text.startsWith(HANDED_OVER) ? { kind: 'ai-hands-over', at } : null
  if (text.startsWith(MEMBER_SAYS)) return { kind: 'member-words', at }
  return { kind: 'ai-says', what: whatIsSaid(text), at, ...looksBefore(calls, 'POST', at) }
}

function whatIsSaid(text: string): Extract<Fact, { kind: 'ai-says' }>['what'] {
  const answered = answeredIn(text)
  if (answered !== null) return answered
  if (OFFER.test(text)) return 'that nobody came'
  return HANDOFF_WORDS.test(text) ? 'that it hands over' : 'kind words'
}

export const YES = 'Yes please'

const lookedAt = (calls: Call[], method: 'POST' | 'PUT', at: number) =>
  looksBefore(calls, method, at).lookedAt

/** When the look began that our act stored `at` rests on: `lookedAt` the older of its two readings, `readAt` that of the words. */
function looksBefore(
  calls: Call[],
  method: 'POST' | 'PUT',
  at: number,
): { lookedAt: number; readAt: number } {
  const isMessages = ({ path }: Call) => /\/messages(\?|$)/.test(path)
  const act = calls.findLastIndex(
    (call) => call.method === method && isMessages(call) === (method === 'POST') && Date.parse(call.at) <= at,
  )
  const before = calls.slice(0, Math.max(act, 0))
  const standing = before.findLast((call) => !isMessages(call) && ['GET', 'PUT'].includes(call.method))
  const words = before.findLast((call) => isMessages(call) && call.method === 'GET')
  const [stoodAt, readAt] = [timeOf(standing), timeOf(words)]
  return { lookedAt: method === 'POST' ? Math.min(stoodAt, readAt) : stoodAt, readAt }
}

const timeOf = (call: Call | undefined): number => (call === undefined ? 0 : Date.parse(call.at))
