import { request } from 'node:http'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts'
import { BILLING_GROUP_ID, DEFAULT_AGENT_ID, SUPPORT_GROUP_ID } from '../sandbox/seed.ts'

type Json = Record<string, unknown>
interface Answered {
  status: number
  body: Json
  headers: Headers
}

let sandbox: Sandbox
beforeEach(async () => {
  sandbox = await startSandbox({ port: 0, rate: null })
})
afterEach(() => sandbox.stop())

async function call(
  method: string,
  path: string,
  body?: unknown,
  token = sandbox.token(),
): Promise<Answered> {
  const response = await fetch(`${sandbox.url}/v2${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  return {
    status: response.status,
    body: text === '' ? {} : (JSON.parse(text) as Json),
    headers: response.headers,
  }
}
const list = (answer: Answered, name: string): Json[] => answer.body[name] as Json[]
const agentIdOf = (email: string): string =>
  sandbox.state.agents().find((agent) => agent.email === email)?.id ?? ''
const ben = (): string => agentIdOf('ben@acme.test')
const say = (customer: string, text: string): string =>
  sandbox.actors.customerSays({ customer, text }).conversation.id
const reply = (text: string, more: Json = {}): Json => ({
  message_parts: [{ text: { content: text } }],
  message_type: 'normal',
  actor_type: 'agent',
  actor_id: DEFAULT_AGENT_ID,
  ...more,
})

describe('the account', () => {
  test('the configuration proves host and token together', async () => {
    const { status, body } = await call('GET', '/accounts/configuration')
    expect(status).toBe(200)
    expect(body).toMatchObject({ organisation_id: expect.any(Number), app_id: expect.any(String) })
  })

  test('a wrong token is refused in the documented envelope, and a rotated one dies at once', async () => {
    expect(await call('GET', '/agents', undefined, 'wrong')).toMatchObject({
      status: 401,
      body: { code: 401 },
    })
    const old = sandbox.token()
    expect(old.length).toBeGreaterThan(800)
    sandbox.rotateToken()
    expect((await call('GET', '/agents', undefined, old)).status).toBe(401)
    expect((await call('GET', '/agents')).status).toBe(200)
    sandbox.revokeToken()
    expect((await call('GET', '/agents', undefined, '')).status).toBe(401)
  })

  test('what Freshchat does not have answers 404, so that code which leans on it fails early', async () => {
    for (const path of ['/conversations', '/users/lookup', '/groups/1', '/nothing'])
      expect((await call('GET', path)).status).toBe(404)
  })

  test('doubled and trailing slashes are tolerated, and a GET with a body does not fail', async () => {
    expect((await call('GET', '//agents/')).status).toBe(200)
    const status = await new Promise((resolve, reject) => {
      const headers = { authorization: `Bearer ${sandbox.token()}`, 'content-length': 21 }
      const sent = request(`${sandbox.url}/v2/agents`, { method: 'GET', headers }, (response) => {
        response.resume()
        resolve(response.statusCode)
      })
      sent.on('error', reject)
      sent.end('{"items_per_page": 5}')
    })
    expect(status).toBe(200)
  })

  test('groups, channels and roles are listed', async () => {
    expect(list(await call('GET', '/groups'), 'groups').map((each) => each.name)).toEqual([
      'Support',
      'Billing',
    ])
    const channels = list(await call('GET', '/channels'), 'channels')
    expect(channels.map((each) => each.source)).toEqual(['FRESHCHAT', 'WHATSAPP', 'EMAIL'])
    expect(channels[0]).toHaveProperty('welcome_message')
    expect(list(await call('GET', '/roles'), 'roles')[0]).toMatchObject({ id: 'OWNER' })
  })

  test('an upload is taken under either field name', async () => {
    for (const [path, field, key] of [
      ['images', 'image', 'url'],
      ['images', 'file', 'url'],
      ['files', 'file', 'file_hash'],
    ] as const) {
      const form = new FormData()
      form.set(field, new File(['abc'], 'a.png', { type: 'image/png' }))
      const headers = { authorization: `Bearer ${sandbox.token()}` }
      const response = await fetch(`${sandbox.url}/v2/${path}/upload`, {
        method: 'POST',
        headers,
        body: form,
      })
      expect(response.status).toBe(200)
      expect(await response.json()).toHaveProperty(key)
    }
  })
})

describe('agents and customers', () => {
  test('lists page with pagination and host-relative links, and clamp instead of refusing', async () => {
    const first = await call('GET', '/agents?page=1&items_per_page=3&sort_order=asc&sort_by=name')
    expect(list(first, 'agents')).toHaveLength(3)
    expect(first.body.pagination).toEqual({
      total_items: 4,
      total_pages: 2,
      current_page: 1,
      items_per_page: 3,
    })
    const links = first.body.links as Record<string, { href: string } | undefined>
    expect(links.previous_page).toBeUndefined()
    expect(links.next_page?.href).toBe('/v2/agents?page=2&items_per_page=3&sort_order=asc&sort_by=name')
    const second = await call('GET', links.next_page?.href.replace('/v2', '') ?? '')
    expect(list(second, 'agents')).toHaveLength(1)
    expect(second.body.links).not.toHaveProperty('next_page')
    const all = await call('GET', '/agents?items_per_page=9999')
    expect(all.body.pagination).toMatchObject({ items_per_page: 100 })
    expect(await call('GET', '/agents?page=9')).toMatchObject({ status: 404, body: { status: 'WRONG_PAGE' } })
  })

  test('agents are found by e-mail unless the account ignores the filter', async () => {
    expect(
      list(await call('GET', '/agents?email=Ben@acme.test'), 'agents').map((each) => each.first_name),
    ).toEqual(['Ben'])
    sandbox.patchSettings({ honourEmailFilter: false })
    expect(list(await call('GET', '/agents?email=ben@acme.test'), 'agents')).toHaveLength(4)
  })

  test('an agent is made, changed, set away and deleted', async () => {
    const made = await call('POST', '/agents', { email: 'new@acme.test', first_name: 'Ned' })
    const path = `/agents/${made.body.id}`
    expect((await call('PUT', path, { last_name: 'Ng' })).body).toMatchObject({
      first_name: 'Ned',
      last_name: 'Ng',
    })
    const status = list(await call('GET', '/agents/status'), 'states')[1]
    const away = await call('PATCH', path, {
      availability_status: 'UNAVAILABLE',
      agent_status: { id: status?.id },
    })
    expect(away.body).toEqual({ availability_status: 'UNAVAILABLE', agent_status: status })
    expect(await call('DELETE', path)).toMatchObject({ status: 202, body: { status: 'ACCEPTED' } })
    expect(await call('GET', path)).toMatchObject({ status: 404, body: { status: 'AGENT_NOT_FOUND' } })
  })

  test('customers are listed only with a filter, and a change answers nothing', async () => {
    expect((await call('GET', '/users')).status).toBe(400)
    const made = await call('POST', '/users', {
      first_name: 'Ada',
      email: 'ada@shop.test',
      reference_id: 'r-1',
    })
    const path = `/users/${made.body.id}`
    for (const filter of [
      'email=ada@shop.test',
      'reference_id=r-1',
      'first_name=Ada',
      'created_from=2020-01-01T00:00:00Z',
    ])
      expect(list(await call('GET', `/users?${filter}`), 'users').map((each) => each.id)).toEqual([
        made.body.id,
      ])
    expect(list(await call('GET', '/users?created_to=2020-01-01T00:00:00Z'), 'users')).toEqual([])

    const changed = await call('PUT', path, { properties: [{ name: 'plan', value: 'Pro' }] })
    expect(changed).toMatchObject({ status: 200, body: {} })
    expect((await call('GET', path)).body).toMatchObject({
      first_name: 'Ada',
      properties: [{ name: 'plan', value: 'Pro' }],
    })
    expect(list(await call('POST', '/users/fetch', { ids: [made.body.id, 'x'] }), 'users')).toHaveLength(1)
    expect(await call('GET', '/users/x')).toMatchObject({ status: 404, body: { status: 'USER_NOT_FOUND' } })
  })

  test("a customer's conversations come as bare ids, oldest first", async () => {
    const first = say('Ana', 'one')
    const second = sandbox.actors.newConversation({ customer: 'Ana', text: 'two' }).conversation.id
    const [ana] = sandbox.state.users()
    const answer = await call('GET', `/users/${ana?.id}/conversations`)
    expect(answer.body).toEqual({ conversations: [{ id: first }, { id: second }] })
  })
})

describe('conversations', () => {
  test('both ids lead to the conversation, and its url to the rep desk of the sandbox', async () => {
    const id = say('Ana', 'Hello')
    const byGuid = await call('GET', `/conversations/${id}`)
    const internal = byGuid.body.conversation_internal_id
    expect(String(internal)).toMatch(/^\d{16}$/)
    expect((await call('GET', `/conversations/${internal}`)).body).toEqual(byGuid.body)
    expect(byGuid.body.url).toBe(`${sandbox.url}/?conversation=${internal}`)
    expect(byGuid.body).not.toHaveProperty('assigned_agent_id')
  })

  test('a conversation is created together with its first message', async () => {
    const user = await call('POST', '/users', { first_name: 'Ada' })
    const channel = list(await call('GET', '/channels'), 'channels')[0]?.id
    const created = await call('POST', '/conversations', {
      status: 'new',
      channel_id: channel,
      users: [{ id: user.body.id }],
      messages: [{ ...reply('Hi'), actor_type: 'user', actor_id: user.body.id, channel_id: channel }],
      properties: { priority: 'High' },
    })
    expect(created).toMatchObject({ status: 200, body: { status: 'new', properties: { priority: 'High' } } })
    expect(list(created, 'messages')).toHaveLength(1)
    sandbox.patchSettings({ createStatus: 201 })
    expect((await call('POST', '/users', { first_name: 'Eve' })).status).toBe(201)
  })

  test('assigning, and unassigning with "", " " or null', async () => {
    const path = `/conversations/${say('Ana', 'Hello')}`
    for (const nobody of ['', ' ', null]) {
      const assigned = await call('PUT', path, { status: 'assigned', assigned_agent_id: ben() })
      expect(assigned.body).toMatchObject({ status: 'assigned', assigned_agent_id: ben() })
      const freed = await call('PUT', path, { status: 'new', assigned_agent_id: nobody })
      expect(freed.body.status).toBe('new')
      expect(freed.body).not.toHaveProperty('assigned_agent_id')
    }
    sandbox.patchSettings({ unassignNeedsSpace: true })
    await call('PUT', path, { status: 'assigned', assigned_agent_id: ben() })
    expect((await call('PUT', path, { status: 'new', assigned_agent_id: '' })).body.assigned_agent_id).toBe(
      ben(),
    )
    expect(
      (await call('PUT', path, { status: 'new', assigned_agent_id: ' ' })).body.assigned_agent_id,
    ).toBeUndefined()
  })

  test('unassigning loses the group, unless the same body or a second call names one', async () => {
    const path = `/conversations/${say('Ana', 'Hello')}`
    const withGroup = { status: 'assigned', assigned_agent_id: ben(), assigned_group_id: SUPPORT_GROUP_ID }
    await call('PUT', path, withGroup)
    expect(
      (await call('PUT', path, { status: 'new', assigned_agent_id: '' })).body.assigned_group_id,
    ).toBeUndefined()
    const queued = await call('PUT', path, { status: 'new', assigned_group_id: BILLING_GROUP_ID })
    expect(queued.body).toMatchObject({ status: 'new', assigned_group_id: BILLING_GROUP_ID })

    await call('PUT', path, withGroup)
    const both = { status: 'new', assigned_agent_id: '', assigned_group_id: SUPPORT_GROUP_ID }
    expect((await call('PUT', path, both)).body.assigned_group_id).toBe(SUPPORT_GROUP_ID)

    sandbox.patchSettings({ unassignClearsGroup: false })
    await call('PUT', path, withGroup)
    expect((await call('PUT', path, { status: 'new', assigned_agent_id: '' })).body.assigned_group_id).toBe(
      SUPPORT_GROUP_ID,
    )
  })

  test('"assigned" with a group alone leaves an orphan that nobody picks up', async () => {
    const path = `/conversations/${say('Ana', 'Hello')}`
    const orphan = await call('PUT', path, { status: 'assigned', assigned_group_id: SUPPORT_GROUP_ID })
    expect(orphan.body).toMatchObject({ status: 'assigned', assigned_group_id: SUPPORT_GROUP_ID })
    expect(orphan.body).not.toHaveProperty('assigned_agent_id')
  })

  test('resolving writes a status line that looks like an agent, and reopening clears agent and group', async () => {
    const path = `/conversations/${say('Ana', 'Hello')}`
    await call('PUT', path, {
      status: 'assigned',
      assigned_agent_id: ben(),
      assigned_group_id: SUPPORT_GROUP_ID,
    })
    expect((await call('PUT', path, { status: 'resolved' })).body).toMatchObject({
      status: 'resolved',
      assigned_agent_id: ben(),
    })
    const [line] = list(await call('GET', `${path}/messages`), 'messages')
    expect(line).toMatchObject({
      actor_type: 'agent',
      message_source: 'system',
      meta_data: { isResolved: true },
    })
    expect(line).not.toHaveProperty('message_type')
    const reopened = await call('PUT', path, { status: 'new' })
    expect(reopened.body.status).toBe('new')
    expect(reopened.body).not.toHaveProperty('assigned_agent_id')
    expect(reopened.body).not.toHaveProperty('assigned_group_id')
  })

  test('a customer who writes into a resolved conversation reopens it in a new interaction', async () => {
    const id = say('Ana', 'Hello')
    sandbox.actors.repAssigns({ agent: 'Ben', conversationId: id, toAgent: 'Ben' })
    sandbox.actors.repResolves({ agent: 'Ben', conversationId: id })
    const before = list(await call('GET', `/conversations/${id}/messages`), 'messages')[0]
    expect(say('Ana', 'One more thing')).toBe(id)
    const after = list(await call('GET', `/conversations/${id}/messages`), 'messages')[0]
    expect(after?.interaction_id).not.toBe(before?.interaction_id)
    const { body } = await call('GET', `/conversations/${id}`)
    expect(body.status).toBe('reopened')
    expect(body).not.toHaveProperty('assigned_agent_id')
  })

  test('properties are an object here and are merged; an array is refused', async () => {
    const path = `/conversations/${say('Ana', 'Hello')}`
    await call('PUT', path, { properties: { cf_order_id: 'A-1' } })
    expect((await call('GET', path)).body.properties).toEqual({ priority: 'Low', cf_order_id: 'A-1' })
    const refused = await call('PUT', path, { properties: [{ name: 'a', value: 'b' }] })
    expect(refused).toMatchObject({ status: 400, body: { message: 'Conversation payload not valid' } })
    expect(Array.isArray((await call('GET', '/conversations/fields')).body)).toBe(true)
  })

  test('an agent or group that does not exist, or an unknown status, is refused and changes nothing', async () => {
    const path = `/conversations/${say('Ana', 'Hello')}`
    const before = (await call('GET', path)).body
    for (const body of [{ assigned_agent_id: 'x' }, { assigned_group_id: 'x' }])
      expect((await call('PUT', path, body)).status).toBe(404)
    expect((await call('PUT', path, { status: 'asleep' })).status).toBe(400)
    expect((await call('GET', path)).body).toEqual(before)
    expect((await call('GET', '/conversations/x')).status).toBe(404)
  })
})

describe('messages', () => {
  test('come newest first, and link.href leads to all older ones by an upper bound in time', async () => {
    const at = { time: Date.parse('2026-03-01T10:00:00.000Z') }
    await sandbox.stop()
    sandbox = await startSandbox({ port: 0, rate: null, now: () => new Date(at.time) })
    let id = ''
    for (let n = 0; n < 130; n += 1) {
      if (n % 4 === 0) at.time += 1000 // four messages share each millisecond
      id = say('Ana', `m${n}`)
    }
    const seen = new Set<string>()
    let next: string | null = `/conversations/${id}/messages?page=1&items_per_page=50`
    let pages = 0
    while (next !== null && pages < 9) {
      const page = await call('GET', next)
      for (const message of list(page, 'messages')) seen.add(String(message.id))
      const link = page.body.link as { href: string } | undefined
      if (link !== undefined)
        expect(link.href).toMatch(/^\/v2\/conversations\/.*page=1&items_per_page=50&from_time=2026/)
      next = link === undefined ? null : link.href.replace('/v2', '')
      pages += 1
    }
    expect(seen.size).toBe(130)
    const newest = list(await call('GET', `/conversations/${id}/messages?items_per_page=9999`), 'messages')
    expect(newest).toHaveLength(50)
    expect(newest[0]).toMatchObject({ message_parts: [{ text: { content: 'm129' } }] })
    const bounded = await call('GET', `/conversations/${id}/messages?from_time=2026-03-01T10:00:01.000Z`)
    expect(list(bounded, 'messages')).toHaveLength(4)
    expect((await call('GET', `/conversations/${id}/messages?page=99`)).body).toEqual({ messages: [] })
  })

  test('paging ends even when more messages than a page holds share one millisecond', async () => {
    await sandbox.stop()
    sandbox = await startSandbox({ port: 0, rate: null, now: () => new Date('2026-03-01T10:00:00.000Z') })
    let id = ''
    for (let n = 0; n < 25; n += 1) id = say('Ana', `m${n}`)
    const seen = new Set<string>()
    let next: string | null = `/conversations/${id}/messages?items_per_page=10`
    for (let pages = 0; next !== null && pages < 9; pages += 1) {
      const page = await call('GET', next)
      for (const message of list(page, 'messages')) seen.add(String(message.id))
      next = (page.body.link as { href: string } | undefined)?.href.replace('/v2', '') ?? null
    }
    expect(next).toBeNull()
    expect(seen.size).toBe(25)
  })

  test('an agent that exists may write without being assigned; others may not', async () => {
    const path = `/conversations/${say('Ana', 'Hello')}/messages`
    const sent = await call('POST', path, reply('Hi Ana'))
    expect(sent).toMatchObject({ status: 200, body: { actor_id: DEFAULT_AGENT_ID, message_type: 'normal' } })
    expect((await call('GET', `${path}/${sent.body.id}`)).body).toEqual(sent.body)
    expect((await call('POST', path, reply('x', { actor_id: 'nobody' }))).status).toBe(404)
    await fetch(`${sandbox.url}/admin/api/agents/${ben()}`, {
      method: 'PATCH',
      body: '{"is_deactivated":true}',
    })
    expect((await call('POST', path, reply('x', { actor_id: ben() }))).status).toBe(400)
  })

  test('a bot needs no id, a system line neither, and a customer must be in the conversation', async () => {
    const id = say('Ana', 'Hello')
    say('Bob', 'Other')
    const [ana, bob] = sandbox.state.users()
    const path = `/conversations/${id}/messages`
    const { actor_id, ...nobody } = reply('Beep')
    expect((await call('POST', path, { ...nobody, actor_type: 'bot' })).body).toMatchObject({
      actor_type: 'bot',
      actor_id: expect.any(String),
    })
    expect((await call('POST', path, { ...nobody, actor_type: 'system' })).status).toBe(200)
    expect(
      (await call('POST', path, reply('x', { actor_type: 'user', actor_id: ana?.id, user_id: ana?.id })))
        .status,
    ).toBe(200)
    expect((await call('POST', path, reply('x', { actor_type: 'user', actor_id: bob?.id }))).status).toBe(400)
    expect((await call('POST', path, { ...nobody, actor_type: undefined })).status).toBe(400)
    sandbox.patchSettings({ botActorType: 'system' })
    expect((await call('POST', path, { ...nobody, actor_type: 'bot' })).body.actor_type).toBe('system')
  })

  test('a customer may post only into the newest conversation of a channel', async () => {
    const old = say('Ana', 'Hello')
    sandbox.actors.newConversation({ customer: 'Ana', text: 'Again' })
    const [ana] = sandbox.state.users()
    const refused = await call(
      'POST',
      `/conversations/${old}/messages`,
      reply('x', { actor_type: 'user', actor_id: ana?.id }),
    )
    expect(refused.status).toBe(400)
    expect(refused.body.message).toContain('not the latest conversation')
  })

  test('e-mail conversations refuse text and e-mail parts and take private notes', async () => {
    const { conversation } = sandbox.actors.customerSays({
      customer: 'Ana',
      text: 'By mail',
      channel: 'Email',
    })
    const path = `/conversations/${conversation.id}/messages`
    expect(await call('POST', path, reply('Hi'))).toMatchObject({
      status: 400,
      body: { status: 'INVALID_VALUE', message: 'Fragment not supported in conversation' },
    })
    const email = await call(
      'POST',
      path,
      reply('', { message_parts: [{ email: { subject: 's', content: 'c' } }] }),
    )
    expect(email).toMatchObject({ status: 400, body: { status: 'INVALID_VALUE' } })
    expect(email.body).not.toHaveProperty('message')
    expect((await call('POST', path, reply('For reps', { message_type: 'private' }))).body.message_type).toBe(
      'private',
    )
  })

  test('nonsense is refused: no parts, several kinds in a part, an image without url, too long a text', async () => {
    const path = `/conversations/${say('Ana', 'Hello')}/messages`
    for (const message_parts of [
      [],
      [{ text: { content: 'a' }, image: {} }],
      [{ text: { content: 'a'.repeat(10_001) } }],
    ])
      expect((await call('POST', path, reply('', { message_parts }))).status).toBe(400)
    const image = await call('POST', path, reply('', { message_parts: [{ image: { url: '' } }] }))
    expect(image.body.message).toBe('IMAGE_EMPTY_CONTENT')
  })

  test("an agent's note leaves a resolved conversation resolved, unless the switch says otherwise", async () => {
    const id = say('Ana', 'Hello')
    sandbox.actors.repResolves({ agent: 'Ben', conversationId: id })
    await call('POST', `/conversations/${id}/messages`, reply('note', { message_type: 'private' }))
    expect((await call('GET', `/conversations/${id}`)).body.status).toBe('resolved')
    sandbox.patchSettings({ noteReopens: true })
    await call('POST', `/conversations/${id}/messages`, reply('note', { message_type: 'private' }))
    expect((await call('GET', `/conversations/${id}`)).body.status).toBe('new')
  })

  test('the lean profile of 2019 leaves out all that was not there then', async () => {
    const id = say('Ana', 'Hello')
    sandbox.patchSettings({ leanProfile: true })
    const keys = Object.keys((await call('GET', `/conversations/${id}`)).body)
    expect(keys.sort()).toEqual(['app_id', 'channel_id', 'conversation_id', 'status'])
    expect(list(await call('GET', `/conversations/${id}/messages`), 'messages')[0]).not.toHaveProperty(
      'interaction_id',
    )
  })
})

describe('limits and faults', () => {
  test('the limit is told in headers, and over it comes 429 with Retry-After', async () => {
    sandbox.patchSettings({ rate: { limit: 2, windowSec: 60 } })
    const first = await call('GET', '/agents')
    expect(first.headers.get('x-ratelimit-limit')).toBe('2')
    expect(first.headers.get('x-ratelimit-remaining')).toBe('1')
    expect(Number(first.headers.get('x-ratelimit-reset'))).toBeGreaterThan(1e9)
    await call('GET', '/agents')
    const over = await call('GET', '/agents')
    expect(over.status).toBe(429)
    expect(Number(over.headers.get('retry-after'))).toBeGreaterThan(0)
    sandbox.patchSettings({ 'rate.headers': false, 'rate.limit': 100 })
    expect((await call('GET', '/agents')).headers.get('x-ratelimit-limit')).toBeNull()
  })

  test('a fault strikes so many of the calls it names and no others', async () => {
    const path = `/conversations/${say('Ana', 'Hello')}/messages`
    sandbox.faults.set('status', { match: 'POST messages', times: 1, skip: 1, code: 503 })
    expect((await call('GET', path)).status).toBe(200)
    expect((await call('POST', path, reply('spared'))).status).toBe(200)
    expect((await call('POST', path, reply('struck'))).status).toBe(503)
    expect((await call('POST', path, reply('after'))).status).toBe(200)
    sandbox.faults.set('rateLimit', { match: 'GET agents | PUT conversation', retryAfterSec: null })
    const limited = await call('GET', '/agents')
    expect(limited.status).toBe(429)
    expect(limited.headers.get('retry-after')).toBeNull()
    sandbox.faults.clear()
    sandbox.faults.set('html200', { times: 1 })
    const html = await fetch(`${sandbox.url}/v2/agents`, {
      headers: { authorization: `Bearer ${sandbox.token()}` },
    })
    expect([html.status, html.headers.get('content-type')]).toEqual([200, 'text/html'])
    sandbox.faults.set('revokedToken', { times: 1 })
    expect((await call('GET', '/agents')).status).toBe(401)
  })

  test('a message can be stored although the answer says 400, the connection is cut, or nothing comes back in time', async () => {
    const id = say('Ana', 'Hello')
    const path = `/conversations/${id}/messages`
    const texts = (): string[] => sandbox.state.transcript(id).map((each) => each.text)
    sandbox.faults.set('answer400Stored', { match: 'POST messages', times: 1 })
    const cast = await call('POST', path, reply('stored, 400'))
    expect(cast).toMatchObject({ status: 400, body: { message: expect.stringContaining('cannot be cast') } })
    sandbox.faults.set('dropAfterStore', { match: 'POST messages', times: 1 })
    await expect(call('POST', path, reply('stored, cut'))).rejects.toThrow()
    sandbox.faults.set('dropBefore', { match: 'POST messages', times: 1 })
    await expect(call('POST', path, reply('lost'))).rejects.toThrow()
    sandbox.faults.set('storeLate', { match: 'POST messages', times: 1, ms: 30 })
    await expect(call('POST', path, reply('stored late'))).rejects.toThrow()
    expect(texts()).not.toContain('stored late')
    expect(sandbox.pendingDeliveries()).toBe(1)
    await expect.poll(texts).toContain('stored late')
    expect(texts()).toEqual(['Hello', 'stored, 400', 'stored, cut', 'stored late'])
  })

  test('a hanging call goes on once the fault is cleared, and is never carried out if the client has left', async () => {
    const id = say('Ana', 'Hello')
    sandbox.faults.set('hang', { match: 'POST messages' })
    const struck = (): number =>
      sandbox
        .calls()
        .list()
        .filter((each) => each.method === 'POST').length
    const left = new AbortController()
    const headers = { authorization: `Bearer ${sandbox.token()}` }
    const url = `${sandbox.url}/v2/conversations/${id}/messages`
    const gone = fetch(url, {
      method: 'POST',
      headers,
      body: JSON.stringify(reply('gone')),
      signal: left.signal,
    }).catch(() => 'gone')
    await expect.poll(struck).toBe(1)
    left.abort()
    expect(await gone).toBe('gone')
    const waiting = call('POST', `/conversations/${id}/messages`, reply('patient'))
    await expect.poll(struck).toBe(2)
    sandbox.faults.clear('hang')
    expect((await waiting).status).toBe(200)
    expect(sandbox.state.transcript(id).map((each) => each.text)).toEqual(['Hello', 'patient'])
  })

  test('everything is within reach of another process over /admin/api, but not of a foreign web page', async () => {
    const admin = async (method: string, path: string, body?: unknown, headers = {}): Promise<Json> => {
      const init = body === undefined ? {} : { body: JSON.stringify(body) }
      return (await (
        await fetch(`${sandbox.url}/admin/api${path}`, { method, headers, ...init })
      ).json()) as Json
    }
    const { conversation } = (await admin('POST', '/customer/say', { customer: 'Ana', text: 'Hello' })) as {
      conversation: { id: string }
    }
    const conversationId = conversation.id
    await admin('POST', '/rep/assign', { agent: 'Ben', conversationId, toAgent: 'Ben', toGroup: 'Support' })
    await admin('POST', '/rep/say', { agent: 'Ben', conversationId, text: 'psst', private: true })
    await admin('POST', '/rep/resolve', { agent: 'ben@acme.test', conversationId })
    const { messages } = (await admin('GET', `/transcript?conversationId=${conversationId}`)) as {
      messages: Json[]
    }
    expect(messages.map((each) => [each.author, each.kind, each.isPrivate])).toEqual([
      ['Ana', 'customer', false],
      ['Ben Adler', 'rep', true],
      ['Ben Adler', 'status', false],
    ])
    expect(await admin('PATCH', '/faults', { rateLimit: { times: 2 }, hold: true })).toMatchObject({
      faults: { rateLimit: { times: 2 } },
      held: true,
    })
    expect(await admin('DELETE', '/faults')).toEqual({ faults: {}, held: false })
    expect(await admin('PATCH', '/settings', { 'rate.limit': 7 })).toMatchObject({ rate: { limit: 7 } })
    expect(await admin('PATCH', '/faults', { nonsense: true })).toHaveProperty('error')
    expect(await admin('GET', '/idle')).toEqual({ pendingDeliveries: 0 })
    expect(await admin('GET', '/token', undefined, { origin: 'http://evil.test' })).toEqual({
      error: 'Wrong origin',
    })
  })
})
