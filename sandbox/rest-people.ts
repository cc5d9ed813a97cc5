import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { type Answer, type ApiCall, answerError, envelope, jsonObject, listPage, ok } from './answer.ts'
import type { Desk } from './desk.ts'
import type { Agent, User } from './records.ts'
import type { Routes } from './rest.ts'
import type { State } from './state.ts'
import type { Wire } from './wire.ts'

const text = z.string().trim()
const agentBody = z.looseObject({
  email: text.min(3).optional(),
  first_name: text.optional(),
  last_name: text.optional(),
  groups: z.array(z.string()).optional(),
  role_id: text.optional(),
  is_deactivated: z.boolean().optional(),
  availability_status: z.enum(['AVAILABLE', 'UNAVAILABLE']).optional(),
  agent_status: z.object({ id: z.string() }).optional(),
})
const userBody = z.looseObject({
  email: text.nullish(),
  first_name: text.nullish(),
  last_name: text.nullish(),
  phone: text.nullish(),
  reference_id: text.nullish(),
  properties: z.array(z.object({ name: z.string(), value: z.coerce.string() })).nullish(),
})

const AGENT_STATUSES = [
  { id: '8e75c1a2-0001-4c1e-9a55-0a1b2c3d4e01', name: 'Active' },
  { id: '8e75c1a2-0001-4c1e-9a55-0a1b2c3d4e02', name: 'Tea break' },
]

function parse<T>(schema: z.ZodType<T>, call: ApiCall): T {
  const result = schema.safeParse(jsonObject(call))
  if (result.success) return result.data
  throw answerError(
    400,
    'INVALID_VALUE',
    `${result.error.issues[0]?.path.join('.')}: ${result.error.issues[0]?.message}`,
  )
}

export function peopleRoutes(state: State, wire: Wire, desk: Desk, now: () => Date): Routes {
  const max = (): number => state.settings().maxItemsPerPage

  const agentOf = (call: ApiCall): Agent => {
    const agent = state.agents.get(call.params.id ?? '')
    if (agent === undefined || agent.is_deleted) throw answerError(404, 'AGENT_NOT_FOUND', 'agent not found')
    return agent
  }
  const userOf = (call: ApiCall): User => {
    const user = state.users.get(call.params.id ?? '')
    if (user === undefined) throw answerError(404, 'USER_NOT_FOUND', 'User does not exist')
    return user
  }

  const listAgents = (call: ApiCall): Answer => {
    const email = call.query.get('email')?.toLowerCase()
    const isWanted = (agent: Agent): boolean =>
      !agent.is_deleted &&
      (email === undefined || !state.settings().honourEmailFilter || agent.email.toLowerCase() === email)
    return listPage(call, 'agents', 'agent', state.agents.all().filter(isWanted).map(wire.agent), max())
  }

  const createAgent = (call: ApiCall): Answer => {
    const body = parse(agentBody, call)
    if (body.email === undefined) throw answerError(400, 'INVALID_VALUE', 'email is required')
    return {
      status: state.settings().createStatus,
      body: wire.agent(addAgent(state, { ...body, email: body.email }, now())),
    }
  }

  const updateAgent = (call: ApiCall): Answer => {
    const agent = agentOf(call)
    const { email, first_name, last_name, groups, role_id, is_deactivated } = parse(agentBody, call)
    const next = {
      ...agent,
      ...given({ email, first_name, last_name, groups, role_id, is_deactivated }),
      updated_time: now().toISOString(),
    }
    state.agents.put(agent.id, next)
    return ok(wire.agent(next))
  }

  /** Availability only; answers the same fields, and `agent_status` wins (6.2). */
  const patchAgent = (call: ApiCall): Answer => {
    const agent = agentOf(call)
    const body = parse(agentBody, call)
    const status = AGENT_STATUSES.find((each) => each.id === body.agent_status?.id) ?? agent.agent_status
    const availability_status = body.availability_status ?? agent.availability_status
    state.agents.put(agent.id, {
      ...agent,
      availability_status,
      agent_status: status,
      updated_time: now().toISOString(),
    })
    return ok({ availability_status, agent_status: status ?? undefined })
  }

  const deleteAgent = (call: ApiCall): Answer => {
    const agent = agentOf(call)
    state.agents.put(agent.id, { ...agent, is_deleted: true, is_deactivated: true })
    return envelope(202, 'ACCEPTED', 'Agent deletion request accepted')
  }

  const listUsers = (call: ApiCall): Answer => {
    const exact = ['email', 'reference_id', 'phone', 'first_name'] as const
    const times = ['created_from', 'created_to', 'updated_from', 'updated_to'] as const
    if (![...exact, ...times].some((key) => call.query.has(key)))
      throw answerError(400, 'INVALID_VALUE', 'At least one filter is required')
    const isWanted = (user: User): boolean =>
      exact.every(
        (key) =>
          !call.query.has(key) || (user[key] ?? '').toLowerCase() === call.query.get(key)?.toLowerCase(),
      ) &&
      times.every((key) => {
        const limit = Date.parse(call.query.get(key) ?? '')
        const time = Date.parse(key.startsWith('created') ? user.created_time : user.updated_time)
        return Number.isNaN(limit) || (key.endsWith('from') ? time >= limit : time <= limit)
      })
    return listPage(call, 'users', 'user', state.users.all().filter(isWanted).map(wire.user), max())
  }

  const createUser = (call: ApiCall): Answer => {
    const { properties, first_name, ...rest } = parse(userBody, call)
    const { email = null, last_name = null, phone = null, reference_id = null } = rest
    const fields = {
      email,
      last_name,
      phone,
      reference_id,
      properties: properties ?? [],
      first_name: first_name ?? '',
    }
    return { status: state.settings().createStatus, body: wire.user(desk.addUser(fields)) }
  }

  /** Answers nothing at all, as the official SDK has it (6.4); properties are merged by name. */
  const updateUser = (call: ApiCall): Answer => {
    const user = userOf(call)
    const { properties, email, first_name, last_name, phone, reference_id } = parse(userBody, call)
    const merged = new Map([...user.properties, ...(properties ?? [])].map((each) => [each.name, each]))
    state.users.put(user.id, {
      ...user,
      ...given({ email, first_name: first_name ?? undefined, last_name, phone, reference_id }),
      properties: [...merged.values()],
      updated_time: now().toISOString(),
    })
    return { status: 200, body: null }
  }

  const fetchUsers = (call: ApiCall): Answer => {
    const { ids } = parse(z.looseObject({ ids: z.array(z.string()).max(100) }), call)
    return ok({ users: ids.flatMap((id) => state.users.get(id) ?? []).map(wire.user) })
  }

  const listConversations = (call: ApiCall): Answer => {
    const ids = state.conversationsOf(userOf(call).id).map((each) => ({ id: each.id }))
    return ok({
      conversations: state.settings().userConversationOrder === 'oldestFirst' ? ids : ids.reverse(),
    })
  }

  return [
    ['GET', '/agents', listAgents],
    ['POST', '/agents', createAgent],
    ['GET', '/agents/status', () => ok({ states: AGENT_STATUSES })],
    ['GET', '/agents/:id', (call) => ok(wire.agent(agentOf(call)))],
    ['PUT', '/agents/:id', updateAgent],
    ['PATCH', '/agents/:id', patchAgent],
    ['DELETE', '/agents/:id', deleteAgent],
    ['GET', '/users', listUsers],
    ['POST', '/users', createUser],
    ['POST', '/users/fetch', fetchUsers],
    ['GET', '/users/:id', (call) => ok(wire.user(userOf(call)))],
    ['PUT', '/users/:id', updateUser],
    ['GET', '/users/:id/conversations', listConversations],
  ]
}

export interface NewAgent {
  email: string
  first_name?: string | undefined
  last_name?: string | undefined
  groups?: string[] | undefined
  role_id?: string | undefined
}

export function addAgent(state: State, fields: NewAgent, now: Date): Agent {
  const taken = state.agents
    .all()
    .some((each) => !each.is_deleted && each.email.toLowerCase() === fields.email.toLowerCase())
  if (taken) throw answerError(409, 'CONFLICT', 'An agent with this email exists')
  const agent: Agent = {
    id: randomUUID(),
    email: fields.email,
    first_name: fields.first_name ?? fields.email.split('@')[0] ?? '',
    last_name: fields.last_name ?? '',
    groups: fields.groups ?? [],
    role_id: fields.role_id ?? 'AGENT',
    org_agent_id: state.newOrgId(),
    is_deactivated: false,
    is_deleted: false,
    availability_status: 'AVAILABLE',
    agent_status: null,
    created_time: now.toISOString(),
    updated_time: now.toISOString(),
  }
  state.agents.put(agent.id, agent)
  return agent
}

/** Only the fields that were given. */
function given<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  // Object.entries loses the key types that this puts back.
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never
}
