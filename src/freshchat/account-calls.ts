import { FreshchatError } from './error.ts'
import { everyRow, rowsOf } from './pages.ts'
import type { Call, CallOptions, Request } from './request.ts'
import {
  type Account,
  type FreshchatAgent,
  type FreshchatChannel,
  type FreshchatContact,
  type FreshchatGroup,
  parseAccount,
  parseAgent,
  parseChannel,
  parseContact,
  parseConversation,
  parseGroup,
} from './resource.ts'

const NO_CONVERSATION = '00000000-0000-4000-8000-000000000000'

/** The calls that are about the account and its people. */
export function accountCalls(request: Request, defaultAgentId: string | null) {
  async function one<T>(
    call: Call,
    parse: (json: unknown) => T | null,
    what: string,
    callOptions: CallOptions,
  ): Promise<T> {
    const { json, status } = await request(call, callOptions)
    const thing = parse(json)
    if (thing !== null) return thing
    const message = `This address answers JSON, but not ${what}. Check the domain.`
    throw new FreshchatError({ kind: 'not_json', message, status })
  }

  const agents = (query: Record<string, string>, callOptions: CallOptions) =>
    everyRow(request, { template: '/agents', key: 'agents', parse: parseAgent, query }, callOptions)

  return {
    /** Proves host and token together. */
    account: (callOptions: CallOptions): Promise<Account> =>
      one(
        { method: 'GET', template: '/accounts/configuration' },
        parseAccount,
        'a Freshchat account',
        callOptions,
      ),

    agents: (callOptions: CallOptions): Promise<FreshchatAgent[]> => all(agents({}, callOptions)),

    /** An agent that still works before one that does not; null when there is none. Servers may ignore `email=`. */
    async agentByEmail(email: string, callOptions: CallOptions): Promise<FreshchatAgent | null> {
      const wanted = email.trim().toLowerCase()
      let retired: FreshchatAgent | null = null
      for await (const agent of agents({ email: email.trim() }, callOptions)) {
        if (agent.email?.toLowerCase() !== wanted) continue
        if (!agent.isDeleted && !agent.isDeactivated) return agent
        if (retired === null || retired.isDeleted) retired = agent
      }
      return retired
    },

    agent: (id: string, callOptions: CallOptions): Promise<FreshchatAgent> =>
      one({ method: 'GET', template: '/agents/{id}', ids: [id] }, parseAgent, 'an agent', callOptions),

    groups: (callOptions: CallOptions): Promise<FreshchatGroup[]> =>
      all(everyRow(request, { template: '/groups', key: 'groups', parse: parseGroup }, callOptions)),

    channels: (callOptions: CallOptions): Promise<FreshchatChannel[]> =>
      all(everyRow(request, { template: '/channels', key: 'channels', parse: parseChannel }, callOptions)),

    contact: (id: string, callOptions: CallOptions): Promise<FreshchatContact> =>
      one({ method: 'GET', template: '/users/{id}', ids: [id] }, parseContact, 'a customer', callOptions),

    /** Customers created or updated within a stretch of time: the only way to conversations that no webhook told of. */
    contactsChanged: (
      change: 'created' | 'updated',
      from: Date,
      to: Date,
      callOptions: CallOptions,
    ): Promise<FreshchatContact[]> => {
      const query = { [`${change}_from`]: from.toISOString(), [`${change}_to`]: to.toISOString() }
      return all(
        everyRow(request, { template: '/users', key: 'users', parse: parseContact, query }, callOptions),
      )
    },

    /** Ids only, in no stated order (reference 6.4). */
    async conversationIdsOf(contactId: string, callOptions: CallOptions): Promise<string[]> {
      const call: Call = { method: 'GET', template: '/users/{id}/conversations', ids: [contactId] }
      const { json } = await request(call, callOptions)
      return rowsOf(json, 'conversations').flatMap((row) => parseConversation(row)?.id ?? [])
    },

    /** Whether the token may post: asked with a conversation that cannot exist. Throws `unauthorized` and when no answer came. */
    async mayWrite(callOptions: CallOptions): Promise<boolean> {
      const actor =
        defaultAgentId === null ? { actor_type: 'bot' } : { actor_type: 'agent', actor_id: defaultAgentId }
      const body = { message_parts: [{ text: { content: '.' } }], message_type: 'private', ...actor }
      try {
        await request(
          { method: 'POST', template: '/conversations/{id}/messages', ids: [NO_CONVERSATION], body },
          callOptions,
        )
      } catch (fault) {
        if (!(fault instanceof FreshchatError) || fault.status === null || fault.kind === 'unauthorized')
          throw fault
        return fault.kind !== 'forbidden'
      }
      return true
    },
  }
}

async function all<Row>(rows: AsyncGenerator<Row>): Promise<Row[]> {
  const found: Row[] = []
  for await (const row of rows) found.push(row)
  return found
}
