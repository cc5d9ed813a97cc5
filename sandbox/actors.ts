import { answerError } from './answer.ts'
import type { Change, Desk } from './desk.ts'
import type { Who } from './event.ts'
import type { Agent, Channel, Conversation, Message, Part, User } from './records.ts'
import type { State } from './state.ts'

/** What a customer, a rep or a rule does on Freshchat's own side. Names, e-mails and ids all name a person. */
export interface Actors {
  /** Goes on in the customer's latest conversation of the channel (reopening it if it is resolved), or starts one. */
  customerSays(input: {
    customer: string
    text?: string
    parts?: Part[]
    conversationId?: string
    channel?: string
  }): Said
  newConversation(input: { customer: string; channel?: string; text?: string }): {
    conversation: Conversation
    message: Message | null
  }
  repSays(input: { agent: string; conversationId: string; text: string; private?: boolean }): Said
  /** `toAgent: null` unassigns; what is not named stays. */
  repAssigns(input: {
    agent: string
    conversationId: string
    toAgent?: string | null
    toGroup?: string | null
  }): Conversation
  /** IntelliAssign or a rule: the assignor is the system. */
  ruleAssigns(input: {
    conversationId: string
    toAgent?: string | null
    toGroup?: string | null
  }): Conversation
  /** An automatic line: as the system, or marked as an agent's although nobody typed it (12.7). */
  ruleSays(input: { conversationId: string; text: string; agent?: string }): Said
  repResolves(input: { agent: string; conversationId: string }): Conversation
  repReopens(input: { agent: string; conversationId: string }): Conversation
  autoResolves(input: { conversationId: string }): Conversation
}

export interface Said {
  conversation: Conversation
  message: Message
}

const SYSTEM: Who = { type: 'system', id: '' }

/** `settle` commits an act and starts its webhooks. */
export function openActors(state: State, desk: Desk, settle: () => void): Actors {
  const conversationOf = (id: string): Conversation => {
    const conversation = state.conversation(id)
    if (conversation === undefined)
      throw answerError(404, 'CONVERSATION_NOT_FOUND', `There is no conversation ${id}`)
    return conversation
  }
  const said = (message: Message): Said => {
    settle()
    return { conversation: conversationOf(message.conversationId), message }
  }
  const change = (id: string, to: Partial<Change>, by: Who): Conversation => {
    const { status, agentId, groupId } = conversationOf(id)
    const conversation = desk.change(id, { status, agentId, groupId, ...to }, by)
    settle()
    return conversation
  }
  const assign = (
    id: string,
    agent: string | null | undefined,
    group: string | null | undefined,
    by: Who,
  ): Conversation => {
    const before = conversationOf(id)
    const agentId = agent === undefined ? before.agentId : agent === null ? null : agentNamed(state, agent).id
    const groupId = group === undefined ? before.groupId : group === null ? null : groupNamed(state, group)
    const isOpen = before.status !== 'resolved' || (agent !== undefined && agent !== null)
    const status = !isOpen
      ? 'resolved'
      : agentId !== null
        ? 'assigned'
        : before.status === 'assigned'
          ? 'new'
          : before.status
    return change(id, { status, agentId, groupId }, by)
  }
  const rep = (name: string): Who => ({ type: 'agent', id: agentNamed(state, name).id })
  const textParts = (channel: Channel, text: string): Part[] =>
    channel.source === 'EMAIL'
      ? [{ email: { subject: 'Your message', content: text } }]
      : [{ text: { content: text } }]

  const actors: Actors = {
    customerSays({ customer, text, parts, conversationId, channel }) {
      const user = customerNamed(state, desk, customer)
      const known = conversationId === undefined ? undefined : conversationOf(conversationId)
      if (known !== undefined && known.userId !== user.id)
        throw answerError(400, 'INVALID_VALUE', `${customer} is not in this conversation`)
      const topic = channelNamed(state, known?.channelId ?? channel ?? 'Support')
      const content = parts ?? textParts(topic, text ?? '')
      const conversation = known ?? desk.latestOf(user.id, topic.id) ?? desk.open(user, topic.id)
      return said(
        desk.post(conversation.id, { by: { type: 'user', id: user.id }, parts: content, source: 'web' }),
      )
    },
    newConversation({ customer, channel, text }) {
      const user = customerNamed(state, desk, customer)
      const topic = channelNamed(state, channel ?? 'Support')
      const conversation = desk.open(user, topic.id)
      const by: Who = { type: 'user', id: user.id }
      const message =
        text === undefined
          ? null
          : desk.post(conversation.id, { by, parts: textParts(topic, text), source: 'web' })
      settle()
      return { conversation: conversationOf(conversation.id), message }
    },
    repSays({ agent, conversationId, text, private: isPrivate = false }) {
      const { id, channelId } = conversationOf(conversationId)
      const parts = isPrivate
        ? [{ text: { content: text } }]
        : textParts(channelNamed(state, channelId), text)
      return said(desk.post(id, { by: rep(agent), parts, isPrivate, source: 'web' }))
    },
    repAssigns: ({ agent, conversationId, toAgent, toGroup }) =>
      assign(conversationId, toAgent, toGroup, rep(agent)),
    ruleAssigns: ({ conversationId, toAgent, toGroup }) => assign(conversationId, toAgent, toGroup, SYSTEM),
    ruleSays({ conversationId, text, agent }) {
      const by = agent === undefined ? SYSTEM : rep(agent)
      return said(desk.post(conversationId, { by, parts: [{ text: { content: text } }], source: 'web' }))
    },
    repResolves: ({ agent, conversationId }) => change(conversationId, { status: 'resolved' }, rep(agent)),
    repReopens({ agent, conversationId }) {
      const by = rep(agent)
      const conversation = conversationOf(conversationId)
      if (conversation.status !== 'resolved') return conversation
      return change(conversationId, { status: 'new', agentId: null, groupId: null }, by)
    },
    autoResolves: ({ conversationId }) => change(conversationId, { status: 'resolved' }, SYSTEM),
  }
  return actors
}

export function agentNamed(state: State, name: string): Agent {
  const wanted = name.toLowerCase()
  const agent = state.agents
    .all()
    .filter((each) => !each.is_deleted)
    .find((each) =>
      [each.id, each.email, each.first_name, `${each.first_name} ${each.last_name}`].some(
        (key) => key.toLowerCase() === wanted,
      ),
    )
  if (agent === undefined) throw answerError(404, 'AGENT_NOT_FOUND', `There is no agent ${name}`)
  return agent
}

function groupNamed(state: State, name: string): string {
  const group = state.groups
    .all()
    .find((each) => each.id === name || each.name.toLowerCase() === name.toLowerCase())
  if (group === undefined) throw answerError(404, 'GROUP_NOT_FOUND', `There is no group ${name}`)
  return group.id
}

function channelNamed(state: State, name: string): Channel {
  const wanted = name.toLowerCase()
  const channel = state.channels
    .all()
    .find(
      (each) =>
        each.id === name || each.name.toLowerCase() === wanted || each.source.toLowerCase() === wanted,
    )
  if (channel === undefined) throw answerError(404, 'CHANNEL_NOT_FOUND', `There is no channel ${name}`)
  return channel
}

export function findCustomer(state: State, name: string): User | undefined {
  const byId = state.users.get(name)
  if (byId !== undefined) return byId
  const wanted = name.toLowerCase()
  return state.users
    .all()
    .find((each) =>
      [each.email, each.reference_id, each.first_name].some((key) => key?.toLowerCase() === wanted),
    )
}

function customerNamed(state: State, desk: Desk, name: string): User {
  const known = findCustomer(state, name)
  if (known !== undefined) return known
  const first_name = name.trim()
  if (first_name === '') throw answerError(400, 'INVALID_VALUE', 'A customer needs a name')
  return desk.addUser({ first_name, email: first_name.includes('@') ? first_name : null })
}
