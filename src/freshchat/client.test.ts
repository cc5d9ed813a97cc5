import { describe, expect, test } from 'vitest'
import {
  failure,
  freshchat,
  NOW,
  READ,
  type Reply,
  SEND,
  type Seen,
  said,
  state,
} from './throwaway.test-kit.ts'

describe('lists', () => {
  const people = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, at) => ({
      id: `a${from + at}`,
      email: `P${from + at}@Acme.example`,
    }))

  test('an agent is found by e-mail although the server ignores it and clamps the page', async () => {
    await using server = await freshchat(({ query }) => {
      const page = Number(query.get('page'))
      return {
        json: {
          agents: people(page * 20 - 20, page * 20),
          pagination: { total_pages: 3, current_page: page },
        },
      }
    })
    expect(await server.client.agentByEmail(' p45@ACME.example', READ)).toMatchObject({ id: 'a45' })
    expect(server.seen.map((seen) => seen.query.get('page'))).toEqual(['1', '2', '3'])
    expect(server.seen[0]?.query.get('email')).toBe('p45@ACME.example')
    expect(await server.client.agentByEmail('nobody@acme.example', READ)).toBeNull()
    expect(server.seen).toHaveLength(6)
  })

  test('one that still works comes before one that was deleted under the same address', async () => {
    const agents = [
      { id: 'old', email: 'ai@acme.example', is_deleted: true },
      { id: 'off', email: 'ai@acme.example', is_deactivated: true },
      { id: 'new', email: 'ai@acme.example' },
    ]
    await using server = await freshchat(({ query }) => ({
      json: { agents: query.get('page') === '1' ? agents.slice(0, 2) : agents, links: { next_page: {} } },
    }))
    expect(await server.client.agentByEmail('ai@acme.example', READ)).toMatchObject({ id: 'new' })
    await using without = await freshchat(() => ({ json: { agents: agents.slice(0, 2), links: {} } }))
    expect(await without.client.agentByEmail('ai@acme.example', READ)).toMatchObject({
      id: 'off',
      isDeactivated: true,
    })
  })

  test.each([
    ['the page that is always the same', () => ({ json: { agents: people(0, 5) } }), 2],
    [
      'an empty page',
      (seen: Seen) => ({ json: { agents: seen.query.get('page') === '1' ? people(0, 5) : [] } }),
      2,
    ],
    [
      'a page past the end',
      (seen: Seen) =>
        seen.query.get('page') === '1'
          ? { json: { agents: people(0, 5) } }
          : { status: 404, json: { status: 'WRONG_PAGE' } },
      2,
    ],
    [
      'no next page',
      () => ({ json: { agents: people(0, 5), links: { first_page: { href: '/v2/agents' } } } }),
      1,
    ],
    ['the last page', () => ({ json: { agents: people(0, 5), pagination: { total_pages: 1 } } }), 1],
  ] as [string, (seen: Seen) => Reply, number][])('ends at %s', async (_, answer, calls) => {
    await using server = await freshchat(answer)
    expect(await server.client.agents(READ)).toHaveLength(5)
    expect(server.seen).toHaveLength(calls)
  })

  test('customers changed since are asked for by date, and each one’s conversations by id', async () => {
    await using server = await freshchat(({ path }) => ({
      json: path.endsWith('/conversations')
        ? { conversations: [{ id: 'c1' }, { id: ' ' }, { id: 'c2' }] }
        : { users: [{ id: 'u1' }], links: {} },
    }))
    expect(await server.client.contactsChanged('updated', new Date(0), NOW, READ)).toMatchObject([
      { id: 'u1' },
    ])
    expect(Object.fromEntries(server.seen[0]?.query ?? [])).toMatchObject({
      updated_from: '1970-01-01T00:00:00.000Z',
      updated_to: NOW.toISOString(),
    })
    expect(await server.client.conversationIdsOf('u1', READ)).toEqual(['c1', 'c2'])
  })
})

describe('messages', () => {
  const at = (id: string, minute: number) =>
    said(id, id, { created_time: `2026-11-26T09:${String(minute).padStart(2, '0')}:00Z` })

  test('a look costs one call and comes oldest first', async () => {
    await using server = await freshchat(() => ({
      json: {
        messages: [at('m4', 3), at('m3', 2), at('m2', 2), at('m1', 1), { junk: true }],
        link: { href: '/v2/x?page=1&from_time=x' },
      },
    }))
    expect((await server.client.messages('c1', READ)).map((one) => one.id)).toEqual(['m1', 'm2', 'm3', 'm4'])
    expect(server.seen).toHaveLength(1)
    expect(Object.fromEntries(server.seen[0]?.query ?? [])).toEqual({ page: '1', items_per_page: '50' })
  })

  test('with since, older pages are followed until it is passed, never to another host, never twice', async () => {
    await using thief = await freshchat(() => ({ json: { messages: [] } }))
    await using server = await freshchat(({ query }) => {
      const until = Number(query.get('from_time') ?? 30)
      const link = {
        href: `${thief.url}/v2/elsewhere/messages?page=1&items_per_page=50&from_time=${until - 9}`,
      }
      return {
        json: { messages: Array.from({ length: 10 }, (_, n) => at(`m${until - n}`, until - n)), link },
      }
    })
    const messages = await server.client.messages('c1', { ...READ, since: new Date('2026-11-26T09:15:00Z') })
    expect(messages.map((one) => one.id)).toEqual(Array.from({ length: 19 }, (_, n) => `m${n + 12}`))
    expect(server.seen).toHaveLength(2)
    expect(new Set(server.seen.map((seen) => seen.path))).toEqual(new Set(['/v2/conversations/c1/messages']))
    expect(thief.seen).toEqual([])
  })

  test('a cursor that does not move ends the list', async () => {
    await using server = await freshchat(() => ({
      json: { messages: [at('m1', 9)], link: { href: '/v2/c?page=1&from_time=z' } },
    }))
    expect(await server.client.messages('c1', { ...READ, since: new Date(0) })).toHaveLength(1)
    expect(server.seen).toHaveLength(2)
  })

  test('one message is read alone where that works, else found on the page', async () => {
    await using alone = await freshchat(() => ({ json: said('m1', 'Hi') }))
    expect(await alone.client.message('c1', 'm1', READ)).toMatchObject({ id: 'm1', text: 'Hi' })
    await using server = await freshchat(({ path }) =>
      path.endsWith('m1') ? { status: 404, json: {} } : { json: { messages: [said('m1', 'Hi')] } },
    )
    expect(await server.client.message('c1', 'm1', READ)).toMatchObject({ id: 'm1', text: 'Hi' })
    expect(await server.client.message('c1', 'm2', READ)).toBeNull()
  })

  test('a send is an agent’s text, a note is private, without an agent it is a bot’s', async () => {
    await using server = await freshchat(() => ({
      json: said('m1', 'Hello', { actor_type: 'agent', actor_id: 'ai' }),
    }))
    expect(await server.client.send('c1', SEND)).toMatchObject({
      id: 'm1',
      actor: { kind: 'agent', id: 'ai' },
    })
    await server.client.send('c1', { ...SEND, agentId: null, private: true })
    const parts = [{ text: { content: 'Hello' } }]
    expect(server.seen.map((seen) => seen.body)).toEqual([
      { message_parts: parts, message_type: 'normal', actor_type: 'agent', actor_id: 'ai' },
      { message_parts: parts, message_type: 'private', actor_type: 'bot' },
    ])
  })

  test('an accepted message that could not be delivered says so', async () => {
    await using server = await freshchat(() => ({
      json: said('m1', 'Hello', { status: 'Failed', error_code: 131047 }),
    }))
    expect((await server.client.send('c1', SEND)).failed).toEqual({ code: '131047', message: null })
  })
})

describe('a conversation', () => {
  test('is asked for by its number when its id is not known, and from then on by number first', async () => {
    await using server = await freshchat(({ path }) =>
      path.includes('1019') ? { json: { messages: [], ...state(null, null) } } : { status: 404, json: {} },
    )
    const options = { ...READ, internalId: '1019' }
    expect(await server.client.conversation('c1', options)).toMatchObject({ id: 'c1' })
    await server.client.messages('c1', options)
    expect(server.seen.map((seen) => seen.path)).toEqual([
      '/v2/conversations/c1',
      '/v2/conversations/1019',
      '/v2/conversations/1019/messages',
    ])
    expect((await failure(server.client.conversation('c9', READ))).kind).toBe('not_found')
  })

  test('is read where the answer to a change does not show it', async () => {
    await using server = await freshchat(({ method }) =>
      method === 'PUT' ? { raw: '' } : { json: state('ai', null, 'assigned') },
    )
    expect(await server.client.assign('c1', 'ai', READ)).toMatchObject({
      assignedAgentId: 'ai',
      status: 'open',
    })
    expect(server.seen.map((seen) => [seen.method, seen.body])).toEqual([
      ['PUT', { status: 'assigned', assigned_agent_id: 'ai' }],
      ['GET', {}],
    ])
  })

  test('is resolved, and is put into a group’s queue without ever being assigned to nobody', async () => {
    await using server = await freshchat(({ body }) => ({
      json: state(null, body.assigned_group_id ?? null, body.status),
    }))
    expect(await server.client.resolve('c1', READ)).toMatchObject({ status: 'resolved' })
    expect(await server.client.assignGroup('c1', 'g1', READ)).toMatchObject({
      assignedGroupId: 'g1',
      status: 'open',
    })
    expect(server.seen.map((seen) => seen.body)).toEqual([
      { status: 'resolved' },
      { status: 'new', assigned_group_id: 'g1' },
    ])
  })

  test('whose agent’s id cannot be read is not taken for nobody’s', async () => {
    await using server = await freshchat(() => ({
      json: { ...state(null, null), assigned_agent_id: { id: 'ben' } },
    }))
    expect((await failure(server.client.conversation('c1', READ))).kind).toBe('not_json')
  })
})

describe('may the token write?', () => {
  test.each([
    ['404', { status: 404, json: {} }, true],
    ['400', { status: 400, json: {} }, true],
    ['500', { status: 500, json: {} }, true],
    ['200', { json: {} }, true],
    ['a page', { raw: '<html>' }, true],
    ['403', { status: 403, json: {} }, false],
  ] as const)('%s to a conversation that cannot exist', async (_, answer, may) => {
    await using server = await freshchat(() => answer)
    expect(await server.client.mayWrite(READ)).toBe(may)
    expect(server.seen[0]?.path).toBe('/v2/conversations/00000000-0000-4000-8000-000000000000/messages')
  })

  test('401 and silence are their own failures', async () => {
    await using server = await freshchat((_, count) => (count === 1 ? { status: 401, json: {} } : 'hang'), {
      writeTimeoutMs: 500,
    })
    expect((await failure(server.client.mayWrite(READ))).kind).toBe('unauthorized')
    expect((await failure(server.client.mayWrite(READ))).kind).toBe('timeout')
  })
})
