import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { scopes } from '../src/http/caller.ts'
import { createHttpWorld, type HttpWorld } from './http-world.ts'
import { engines } from './setup/engines.ts'
import { answers } from './setup/models.ts'
import { suggestsPhrasing } from './setup/phrasings.ts'
import { createWorld, signIn, type World } from './setup/world.ts'

/** Who may do what, for every route of the document. A new route fails here until it stands in the list. */

type Least = 'viewer' | 'agent' | 'admin' | 'owner'
interface Rule {
  /** null: anybody, signed in or not. */
  least: Least | null
  /** What an API key must hold; null: a key without scopes will do; 'never': no key. */
  scope: string | null | 'never'
}

const reads = (name: string, least: Least = 'viewer'): Rule => ({ least, scope: `${name}:read` })
const writes = (name: string, least: Least): Rule => ({ least, scope: `${name}:write` })
const ANYBODY: Rule = { least: null, scope: null }
const MEMBERS: Rule = { least: 'viewer', scope: 'never' }

const RULES: Record<string, Rule> = {
  'get /healthz': ANYBODY,
  'get /readyz': ANYBODY,
  'get /metrics': ANYBODY,
  'get /api/v1/first-run': ANYBODY,
  'post /api/v1/first-run': ANYBODY,
  'post /api/auth/sign-in/email': ANYBODY,
  'post /api/auth/sign-out': ANYBODY,
  'post /api/auth/change-password': MEMBERS,
  'post /api/auth/forgot-password': ANYBODY,
  'post /api/auth/reset-password': ANYBODY,
  'post /api/auth/invitation': ANYBODY,
  'post /api/auth/accept-invitation': ANYBODY,
  'get /api/v1/me/two-factor': MEMBERS,
  'post /api/v1/me/two-factor': MEMBERS,
  'post /api/v1/me/two-factor/confirm': MEMBERS,
  'post /api/v1/me/two-factor/stop': MEMBERS,
  'get /api/v1/me/sign-ins': MEMBERS,
  'delete /api/v1/me/sign-ins/{id}': MEMBERS,
  'get /api/v1/me': { least: 'viewer', scope: null },
  'post /api/v1/organizations': MEMBERS,
  'post /api/v1/me/organization': MEMBERS,
  'get /api/v1/members': reads('members', 'admin'),
  'patch /api/v1/members/{id}': writes('members', 'admin'),
  'delete /api/v1/members/{id}': writes('members', 'admin'),
  'post /api/v1/members/{id}/reset-link': writes('members', 'admin'),
  'delete /api/v1/members/{id}/sign-ins': writes('members', 'admin'),
  'get /api/v1/invitations': reads('members', 'admin'),
  'post /api/v1/invitations': writes('members', 'admin'),
  'delete /api/v1/invitations/{id}': writes('members', 'admin'),
  'get /api/v1/api-keys': reads('members', 'admin'),
  'post /api/v1/api-keys': writes('members', 'admin'),
  'delete /api/v1/api-keys/{id}': writes('members', 'admin'),
  'get /api/v1/audit': reads('members', 'admin'),
  'get /api/v1/contacts': reads('privacy', 'admin'),
  'get /api/v1/contacts/{id}/export': reads('privacy', 'admin'),
  'delete /api/v1/contacts/{id}': writes('privacy', 'admin'),
  'get /api/v1/integrations/freshchat': reads('connection', 'admin'),
  'put /api/v1/integrations/freshchat': writes('connection', 'admin'),
  'patch /api/v1/integrations/freshchat': writes('connection', 'admin'),
  'post /api/v1/integrations/freshchat/test': writes('connection', 'admin'),
  'get /api/v1/integrations/freshchat/account': reads('connection', 'admin'),
  'post /api/v1/integrations/freshchat/sandbox': writes('connection', 'admin'),
  'delete /api/v1/integrations/freshchat': writes('connection', 'admin'),
  // a key needs one of two scopes, which the stories of watching live look at
  'get /api/v1/events': reads('sessions'),
  'get /api/v1/overview': reads('sessions'),
  'get /api/v1/analytics': reads('sessions'),
  'get /api/v1/analytics/sessions.csv': reads('sessions'),
  'get /api/v1/analytics/calls.csv': reads('sessions'),
  'get /api/v1/sessions': reads('sessions'),
  'get /api/v1/sessions/values': reads('sessions'),
  'get /api/v1/sessions/{id}/customer': reads('sessions'),
  'get /api/v1/sessions/{id}/support-bundle': reads('privacy', 'admin'),
  'get /api/v1/flags': reads('sessions'),
  'put /api/v1/messages/{id}/flag': writes('sessions', 'agent'),
  'delete /api/v1/messages/{id}/flag': writes('sessions', 'agent'),
  'get /api/v1/sessions/{id}': reads('sessions'),
  'get /api/v1/sessions/{id}/messages': reads('sessions'),
  'get /api/v1/sessions/{id}/turns': reads('sessions'),
  'get /api/v1/messages/{id}/attachments/{index}': reads('sessions'),
  'post /api/v1/sessions/{id}/take-over': writes('sessions', 'agent'),
  'post /api/v1/sessions/{id}/hand-back': writes('sessions', 'agent'),
  'post /api/v1/sessions/{id}/resolve': writes('sessions', 'agent'),
  'post /api/v1/sessions/{id}/messages': writes('sessions', 'agent'),
  'get /api/v1/knowledge/articles': reads('knowledge'),
  'post /api/v1/knowledge/articles': writes('knowledge', 'agent'),
  'delete /api/v1/knowledge/articles': writes('knowledge', 'agent'),
  'delete /api/v1/knowledge/samples': writes('knowledge', 'agent'),
  'get /api/v1/knowledge/articles/{id}': reads('knowledge'),
  'patch /api/v1/knowledge/articles/{id}': writes('knowledge', 'agent'),
  'delete /api/v1/knowledge/articles/{id}': writes('knowledge', 'agent'),
  'post /api/v1/knowledge/import': writes('knowledge', 'agent'),
  'post /api/v1/knowledge/search': reads('knowledge'),
  'get /api/v1/knowledge/sources': reads('knowledge'),
  'post /api/v1/knowledge/sources': writes('knowledge', 'agent'),
  'get /api/v1/knowledge/sources/{id}': reads('knowledge'),
  'patch /api/v1/knowledge/sources/{id}': writes('knowledge', 'agent'),
  'delete /api/v1/knowledge/sources/{id}': writes('knowledge', 'agent'),
  'post /api/v1/knowledge/sources/{id}/crawl': writes('knowledge', 'agent'),
  'post /api/v1/knowledge/sources/{id}/cancel': writes('knowledge', 'agent'),
  'get /api/v1/knowledge/sources/{id}/pages': reads('knowledge'),
  'get /api/v1/knowledge/suggested-phrasings': reads('knowledge'),
  'post /api/v1/knowledge/suggested-phrasings/{id}/accept': writes('knowledge', 'agent'),
  'post /api/v1/knowledge/suggested-phrasings/{id}/dismiss': writes('knowledge', 'agent'),
  'post /api/v1/ask': writes('ask', 'agent'),
  'get /api/v1/settings': reads('settings'),
  'patch /api/v1/settings': writes('settings', 'admin'),
  'get /api/v1/settings/confidence-curve': reads('settings'),
  'post /api/v1/settings/topics/match': reads('settings'),
  'post /api/v1/settings/template-preview': reads('settings'),
  'get /api/v1/settings/retention': reads('settings'),
  'post /api/v1/settings/model-test': writes('settings', 'admin'),
  'get /api/v1/alerts': reads('settings'),
  'post /api/v1/alerts/test': writes('settings', 'admin'),
  'get /api/v1/alerts/signing-secret': writes('settings', 'admin'),
}

const ROLES: Least[] = ['viewer', 'agent', 'admin', 'owner']
const routes = Object.entries(RULES).map(([route, rule]) => {
  const [method = '', path = ''] = route.split(' ')
  return { route, method: method.toUpperCase(), path, ...rule }
})

const routesOf = ({ paths }: { paths: Record<string, object> }) =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  )

describe('who may call each route', () => {
  let world: HttpWorld
  const cookies: Partial<Record<Least, string>> = {}
  const keys: Record<string, string> = {}
  beforeAll(async () => {
    world = await createHttpWorld()
    const { cookie, organizationId } = await world.claim()
    cookies.owner = cookie
    for (const role of ROLES.slice(0, 3))
      cookies[role] = await world.join(`${role}@acme.example`, organizationId, role)
    for (const scope of scopes) {
      const made = await world.ask('POST', '/api/v1/api-keys', {
        cookie,
        body: { name: scope, scopes: [scope] },
      })
      keys[scope] = made.json.key
    }
  })
  afterAll(() => world[Symbol.asyncDispose]())

  /** With ids that nobody has, and nothing in the body: whoever may come in is told so, or what is wrong with it. */
  const call = (method: string, path: string, as: { cookie?: string; key?: string } = {}) =>
    [
      method,
      path.replace('{id}', randomUUID()).replace('{index}', '0'),
      { ...as, ...(['GET', 'DELETE'].includes(method) ? {} : { body: {} }) },
    ] as const
  const comesIn = async (...called: ReturnType<typeof call>) =>
    expect([200, 201, 204, 400, 404, 415, 422]).toContain(await world.statusOf(...called))
  const isRefused = async (called: ReturnType<typeof call>, status: number, code: string) =>
    expect(await world.ask(...called)).toMatchObject({ status, json: { error: { code } } })

  test('the list holds every route of the document, and no other', async () => {
    const document = (await world.ask('GET', '/api/v1/openapi.json')).json
    expect(routesOf(document).sort()).toEqual(Object.keys(RULES).sort())
  })

  test.each(routes)('$route, as nobody', async ({ method, path, least }) => {
    if (least === null) await comesIn(...call(method, path))
    else await isRefused(call(method, path), 401, 'unauthorized')
  })

  test.each(
    routes
      .filter(({ least }) => least !== null)
      .flatMap((route) => ROLES.map((role) => ({ ...route, role }))),
  )('$route, as $role', async ({ method, path, least, role }) => {
    const called = call(method, path, { cookie: cookies[role] ?? '' })
    const mayEnter = least !== null && ROLES.indexOf(role) >= ROLES.indexOf(least)
    if (mayEnter) await comesIn(...called)
    else await isRefused(called, 403, 'forbidden')
  })

  test.each(routes.filter(({ scope, least }) => scope !== null && least !== null))(
    '$route, with keys of each scope',
    async ({ method, path, scope }) => {
      for (const [held, key] of Object.entries(keys)) {
        const isEnough = held === scope || held === scope?.replace(':read', ':write')
        // whoever may read the connection hears of it live
        const isLive = path.endsWith('/events') && held.startsWith('connection:')
        const called = call(method, path, { key })
        if (isEnough || isLive) await comesIn(...called)
        else await isRefused(called, 403, scope === 'never' ? 'member_only' : 'forbidden')
      }
    },
  )
})

describe.each(engines)('what another organization has, on %s', (engine) => {
  test('no route answers to its ids, and no list shows any of it', async () => {
    await using world = await createWorld({ engine, model: answers(), crawlHosts: ['127.0.0.1:9'] })
    const parts = [
      { image: { url: 'http://127.0.0.1:9/receipt.png' } },
      { text: { content: 'How long does delivery take?' } },
    ]
    world.sandbox.actors.customerSays({ customer: 'Ana', parts })
    await world.settle()
    await world.api('POST', '/api/v1/invitations', { email: 'eve@acme.test', role: 'viewer' })
    await world.api('POST', '/api/v1/knowledge/sources', { url: 'http://127.0.0.1:9/help' })
    await suggestsPhrasing(world, 'Does the standard delivery reach islands?')
    const list = [{ name: 'Acme’s own', examples: ['How long does delivery take?'] }]
    await world.api('PATCH', '/api/v1/settings', { topics: { mode: 'all', list } })
    const { id: sessionId } = await world.session('Ana')
    const { items: said } = await world.api<{ items: { id: string; author: { kind: string } }[] }>(
      'GET',
      `/api/v1/sessions/${sessionId}/messages`,
    )
    const answer = said.find(({ author }) => author.kind === 'ai')
    await world.api('PUT', `/api/v1/messages/${answer?.id}/flag`, { note: 'Acme calls it wrong' })
    const { ids, before } = await whatAcmeHas(world)
    const other = await otherOrganization(world)
    const acme = calling(world.baton.url, { authorization: `Bearer ${world.apiKey}` })

    // what is a person's own no key reaches; that it is nobody else's, the stories of members tell
    const withIds = routes.filter(({ path, scope }) => path.includes('{id}') && scope !== 'never')
    expect(withIds.length).toBeGreaterThan(10)
    for (const { route, method, path } of withIds) {
      const [, family = ''] = /^\/api\/v1\/(?:knowledge\/)?([a-z-]+)\/\{id\}/.exec(path) ?? []
      const id = ids[family]
      if (id === undefined) throw new Error(`${route}: nothing of the kind has been made`)
      const address = path.replace('{id}', id).replace('{index}', '0')
      expect((await other(method, address, BODIES[route])).status, route).toBe(404)
      // to their owner they are known: it is whose id it is that is refused
      if (method === 'GET') expect((await acme(method, address)).status, route).not.toBe(404)
    }

    const lists = routes.filter(
      ({ route, path, scope }) => route.startsWith('get /api/v1') && !path.includes('{') && scope !== 'never',
    )
    const shown: string[] = []
    for (const { path } of lists.filter(({ path }) => !path.endsWith('/events'))) {
      const { status, text } = await other('GET', path)
      expect(status, path).toBe(200)
      shown.push(text)
    }
    for (const words of ['delivery', 'Ana'])
      shown.push((await other('GET', `/api/v1/sessions?q=${words}`)).text)
    expect((await acme('GET', '/api/v1/sessions?q=delivery')).text).toContain(ids.sessions)
    shown.push(
      (await other('POST', '/api/v1/knowledge/search', { query: 'How long does delivery take?' })).text,
    )
    shown.push(
      (
        await other('POST', '/api/v1/ask', {
          messages: [{ author: 'customer', text: 'How long does delivery take?' }],
        })
      ).text,
    )
    const matched = { text: 'How long does delivery take?' }
    shown.push((await other('POST', '/api/v1/settings/topics/match', matched)).text)
    expect((await acme('POST', '/api/v1/settings/topics/match', matched)).text).toContain('Acme’s own')
    const everything = shown.join('\n')
    // numbers tell nothing of whose they are
    const report = async (who: typeof other) => JSON.parse((await who('GET', '/api/v1/analytics')).text)
    expect(await report(acme)).toMatchObject({ sessions: 2, answered: 2 })
    expect((await report(acme)).calls.byKind.send).toBeGreaterThan(1)
    expect(await report(other)).toMatchObject({ sessions: 0, answered: 0, calls: { total: 0 }, days: [] })
    for (const file of ['sessions.csv', 'calls.csv']) {
      const lines = async (who: typeof other) =>
        (await who('GET', `/api/v1/analytics/${file}`)).text.trim().split('\n').length
      expect([file, await lines(other), (await lines(acme)) > 1]).toEqual([file, 1, true])
    }
    expect((await acme('GET', '/api/v1/flags')).text).toContain('Acme calls it wrong')
    const words = [
      'Acme calls it wrong',
      'Standard delivery takes',
      'reach islands',
      'Acme’s own',
      world.sandbox.host,
      'Ana',
    ]
    for (const mine of [...Object.values(ids), ...words]) expect(everything).not.toContain(mine)
    // and nothing was done to it
    expect((await whatAcmeHas(world)).before).toEqual(before)
  })
})

/** So that it is the id that is refused. */
const BODIES: Record<string, object> = {
  'put /api/v1/messages/{id}/flag': {},
  'patch /api/v1/knowledge/articles/{id}': { title: 'Mine now' },
  'patch /api/v1/knowledge/sources/{id}': { pageLimit: 3 },
  'post /api/v1/knowledge/suggested-phrasings/{id}/accept': { text: 'Mine now' },
  'post /api/v1/sessions/{id}/messages': { text: 'Mine now', private: false },
  'patch /api/v1/members/{id}': { role: 'viewer' },
  'post /api/v1/members/{id}/reset-link': {},
}

async function whatAcmeHas(world: World): Promise<{ ids: Record<string, string>; before: object }> {
  const session = await world.session('Ana')
  const items = async (path: string) => (await world.api<{ items: { id: string }[] }>('GET', path)).items
  const messages = await items(`/api/v1/sessions/${session.id}/messages`)
  const articles = await items('/api/v1/knowledge/articles')
  const keys = await items('/api/v1/api-keys')
  const members = await items('/api/v1/members')
  const invitations = await items('/api/v1/invitations')
  const suggested = await items('/api/v1/knowledge/suggested-phrasings')
  const sources = await items('/api/v1/knowledge/sources')
  return {
    ids: {
      sessions: session.id,
      messages: messages[0]?.id ?? '',
      articles: articles[0]?.id ?? '',
      'api-keys': keys[0]?.id ?? '',
      members: members[0]?.id ?? '',
      invitations: invitations[0]?.id ?? '',
      'suggested-phrasings': suggested[0]?.id ?? '',
      sources: sources[0]?.id ?? '',
      contacts: session.contact?.id ?? '',
    },
    before: { session, messages, articles, keys, members, invitations, suggested, sources },
  }
}

/** The same person's second organization: what one may do is asked anew for each. */
async function otherOrganization({ baton: { url } }: World) {
  const asMember = calling(url, { cookie: await signIn(url), origin: url })
  const made = await asMember('POST', '/api/v1/organizations', { name: 'Other' })
  const { id } = JSON.parse(made.text) as { id: string } // the contract's answers, here and below
  await asMember('POST', '/api/v1/me/organization', { id })
  const { text } = await asMember('POST', '/api/v1/api-keys', { name: 'all', scopes: ['*'] })
  const { key } = JSON.parse(text) as { key: string }
  return calling(url, { authorization: `Bearer ${key}` })
}

function calling(url: string, headers: Record<string, string>) {
  return async (method: string, path: string, body?: object) => {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return { status: answer.status, text: await answer.text() }
  }
}
