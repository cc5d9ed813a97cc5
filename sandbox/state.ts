import { randomBytes, randomInt, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { type Journal, openJournal, type Table } from './journal.ts'
import type {
  Account,
  Agent,
  Channel,
  Conversation,
  Delivery,
  Group,
  Message,
  Role,
  User,
} from './records.ts'
import { ACCOUNT, AGENTS, CHANNELS, GROUPS, ROLES } from './seed.ts'
import { DEFAULT_SETTINGS, type Settings, settingsSchema } from './settings.ts'

/** Everything this Freshchat knows. Lookups accept both id forms where Freshchat does. */
export interface State {
  account: Account
  agents: Table<Agent>
  groups: Table<Group>
  channels: Table<Channel>
  roles: Table<Role>
  users: Table<User>
  deliveries: Table<Delivery>
  conversation(idOrInternalId: string): Conversation | undefined
  conversations(): Conversation[]
  conversationsOf(userId: string): Conversation[]
  putConversation(conversation: Conversation): void
  messages(conversationId: string): Message[]
  putMessage(message: Message): void
  settings(): Settings
  setSettings(settings: Settings): void
  token(): string | null
  setToken(token: string | null): void
  webhookUrl(): string | null
  setWebhookUrl(url: string | null): void
  nextSeq(): number
  newInternalId(): number
  newOrgId(): string
  commit(): void
  close(): void
}

interface Single {
  token?: string | null
  webhookUrl?: string | null
  settings?: Settings
}

export function openState(dataDir: string | null): State {
  const journal = openJournal(dataDir === null ? null : join(dataDir, 'sandbox'))
  const conversations = journal.table<Conversation>('conversations')
  const messages = journal.table<Message>('messages')
  const deliveries = journal.table<Delivery>('deliveries')
  const single = journal.table<Single>('single')
  const byInternalId = new Map<string, string>()
  const byUser = new Map<string, string[]>()
  const thread = new Map<string, Message[]>()
  let seq = Math.max(0, ...[...messages.all(), ...deliveries.all()].map((row) => row.seq))

  const indexConversation = (conversation: Conversation): void => {
    byInternalId.set(String(conversation.internalId), conversation.id)
    byUser.set(conversation.userId, [...(byUser.get(conversation.userId) ?? []), conversation.id])
  }
  const indexMessage = (message: Message): void => {
    const known = thread.get(message.conversationId)
    if (known) known.push(message)
    else thread.set(message.conversationId, [message])
  }
  conversations.all().forEach(indexConversation)
  messages.all().forEach(indexMessage)

  const read = (): Single => single.get('single') ?? {}
  const write = (change: Single): void => single.put('single', { ...read(), ...change })
  const byId = (id: string): Conversation | undefined =>
    conversations.get(id) ?? conversations.get(byInternalId.get(id) ?? '')
  let settings =
    read().settings === undefined
      ? DEFAULT_SETTINGS
      : settingsSchema.catch(DEFAULT_SETTINGS).parse(read().settings)

  const state: State = {
    account: ACCOUNT,
    ...seeded(journal),
    users: journal.table<User>('users'),
    deliveries,
    conversation: byId,
    conversations: () => conversations.all(),
    conversationsOf: (userId) => (byUser.get(userId) ?? []).flatMap((id) => conversations.get(id) ?? []),
    putConversation(conversation) {
      if (conversations.get(conversation.id) === undefined) indexConversation(conversation)
      conversations.put(conversation.id, conversation)
    },
    messages: (conversationId) => thread.get(byId(conversationId)?.id ?? '') ?? [],
    putMessage(message) {
      messages.put(message.id, message)
      indexMessage(message)
    },
    settings: () => settings,
    setSettings(next) {
      settings = next
      write({ settings: next })
    },
    token: () => read().token ?? null,
    setToken: (token) => write({ token }),
    webhookUrl: () => read().webhookUrl ?? null,
    setWebhookUrl: (webhookUrl) => write({ webhookUrl }),
    nextSeq: () => ++seq,
    newInternalId() {
      // 16 digits, below 2^53, as in the 2025 capture (4.6)
      const id = 1_019_000_000_000_000 + randomInt(900_000_000_000)
      return byInternalId.has(String(id)) ? state.newInternalId() : id
    },
    newOrgId: () => `1940890${String(randomInt(1_000_000_000_000)).padStart(12, '0')}`,
    commit: () => journal.commit(),
    close: () => journal.close(),
  }
  if (read().token === undefined) state.setToken(newToken())
  state.commit()
  return state
}

/** About 1000 characters that look like a JWT, as administrators see it (3); opaque to everyone. */
export function newToken(): string {
  const header = Buffer.from('{"kid":"custom-oauth-keyid","alg":"RS256"}').toString('base64url')
  const claims = Buffer.from(JSON.stringify({ sub: randomUUID(), clientId: `fc-${randomUUID()}` })).toString(
    'base64url',
  )
  return `${header}.${claims}${randomBytes(360).toString('base64url')}.${randomBytes(256).toString('base64url')}`
}

function seeded(journal: Journal): Pick<State, 'agents' | 'groups' | 'channels' | 'roles'> {
  const agents = journal.table<Agent>('agents')
  const groups = journal.table<Group>('groups')
  const channels = journal.table<Channel>('channels')
  const roles = journal.table<Role>('roles')
  // Agents can be deleted for good, groups cannot: no group means a new account.
  if (groups.size() === 0) {
    for (const agent of AGENTS) agents.put(agent.id, agent)
    for (const group of GROUPS) groups.put(group.id, group)
    for (const channel of CHANNELS) channels.put(channel.id, channel)
    for (const role of ROLES) roles.put(role.id, role)
  }
  return { agents, groups, channels, roles }
}
