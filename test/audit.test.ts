import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { inOrganization } from '../src/store/database.ts'
import { browserOf, codeOf } from './setup/browser.ts'
import { engines } from './setup/engines.ts'
import { answers } from './setup/models.ts'
import { suggestsPhrasing } from './setup/phrasings.ts'
import { createWorld, OWNER, signIn, type World } from './setup/world.ts'

interface Entry {
  action: string
  subjectId: string | null
  actor: { kind: string; memberId: string; email: string; keyName: string | null }
  before: unknown
  after: unknown
}

interface Answered {
  id: string
  member: { id: string }
  items: Entry[]
}

const entries = async (world: World, query = ''): Promise<Entry[]> =>
  (await world.api<{ items: Entry[] }>('GET', `/api/v1/audit${query}`)).items

const newest = async (world: World): Promise<Entry | undefined> => (await entries(world, '?limit=1'))[0]

/** Every route that changes something, and what it writes down; or why nothing. */
const WRITES: Record<string, string | { nothing: string }> = {
  'post /api/v1/first-run': { nothing: 'nobody was there before; the owner’s own making' },
  'post /api/auth/sign-in/email': { nothing: 'changes nothing of the organization’s' },
  'post /api/auth/sign-out': { nothing: 'changes nothing of the organization’s' },
  'post /api/auth/change-password': 'password.changed',
  'post /api/auth/forgot-password': { nothing: 'changes nothing: what its link does is written down' },
  'post /api/auth/reset-password': 'password.reset',
  'post /api/auth/invitation': { nothing: 'looks, and changes nothing' },
  'post /api/auth/accept-invitation': 'member.joined',
  'post /api/v1/me/two-factor': { nothing: 'is asked for only once it is confirmed' },
  'post /api/v1/me/two-factor/confirm': 'second_factor.turned_on',
  'post /api/v1/me/two-factor/stop': 'second_factor.turned_off',
  'delete /api/v1/me/sign-ins/{id}': { nothing: 'ends a sign-in of the caller’s own' },
  'patch /api/v1/members/{id}': 'member.role_changed',
  'delete /api/v1/members/{id}': 'member.removed',
  'post /api/v1/members/{id}/reset-link': 'member.reset_link_made',
  'delete /api/v1/members/{id}/sign-ins': 'member.signed_out',
  'post /api/v1/invitations': 'member.invited',
  'delete /api/v1/invitations/{id}': 'invitation.withdrawn',
  'post /api/v1/organizations': 'organization.made',
  'post /api/v1/me/organization': { nothing: 'which organization the caller looks at' },
  'post /api/v1/api-keys': 'api_key.made',
  'delete /api/v1/api-keys/{id}': 'api_key.removed',
  'put /api/v1/integrations/freshchat': 'connection.saved',
  'patch /api/v1/integrations/freshchat': 'connection.changed',
  'post /api/v1/integrations/freshchat/test': { nothing: 'looks, and changes nothing' },
  'post /api/v1/integrations/freshchat/sandbox': 'connection.saved',
  'delete /api/v1/integrations/freshchat': 'connection.disconnected',
  'post /api/v1/sessions/{id}/take-over': 'session.taken_over',
  'post /api/v1/sessions/{id}/hand-back': 'session.handed_back',
  'post /api/v1/sessions/{id}/resolve': 'session.resolved',
  'post /api/v1/sessions/{id}/messages': 'session.written_in',
  'put /api/v1/messages/{id}/flag': 'answer.flagged',
  'delete /api/v1/messages/{id}/flag': 'answer.flagged',
  'delete /api/v1/contacts/{id}': 'customer.erased',
  'post /api/v1/knowledge/articles': 'article.added',
  'patch /api/v1/knowledge/articles/{id}': 'article.changed',
  'delete /api/v1/knowledge/articles/{id}': 'article.removed',
  'delete /api/v1/knowledge/articles': 'knowledge.emptied',
  'delete /api/v1/knowledge/samples': 'article.removed',
  'post /api/v1/knowledge/import': 'knowledge.imported',
  'post /api/v1/knowledge/search': { nothing: 'looks, and changes nothing' },
  'post /api/v1/knowledge/sources': 'website.added',
  'patch /api/v1/knowledge/sources/{id}': 'website.changed',
  'delete /api/v1/knowledge/sources/{id}': 'website.removed',
  'post /api/v1/knowledge/sources/{id}/crawl': 'website.crawl_started',
  'post /api/v1/knowledge/sources/{id}/cancel': 'website.crawl_cancelled',
  'post /api/v1/knowledge/suggested-phrasings/{id}/accept': 'phrasing.accepted',
  'post /api/v1/knowledge/suggested-phrasings/{id}/dismiss': 'phrasing.dismissed',
  'post /api/v1/ask': { nothing: 'looks, and changes nothing' },
  'patch /api/v1/settings': 'settings.changed',
  'post /api/v1/settings/topics/match': { nothing: 'looks, and changes nothing' },
  'post /api/v1/settings/template-preview': { nothing: 'looks, and changes nothing' },
  'post /api/v1/settings/model-test': { nothing: 'asks, and changes nothing' },
  'post /api/v1/alerts/test': { nothing: 'changes nothing' },
}

/** Somebody is invited, joins, gets another role and a new password, and is removed; somebody else’s invitation is taken back. */
async function membersComeAndGo(world: World): Promise<void> {
  const invite = (email: string) =>
    world.api<{ id: string; url: string }>('POST', '/api/v1/invitations', { email, role: 'agent' })
  const eve = await invite('eve@acme.test')
  await world.api('DELETE', `/api/v1/invitations/${eve.id}`)
  const tokenIn = ({ url }: { url: string }) => url.split('#')[1] ?? ''
  const ben = browserOf(world)
  const token = tokenIn(await invite('ben@acme.test'))
  await ben.ask('POST', '/api/auth/accept-invitation', { token, password: 'a horse of his own' })
  const { json } = await ben.ask('POST', '/api/v1/me/two-factor', { password: 'a horse of his own' })
  const confirmed = await ben.ask('POST', '/api/v1/me/two-factor/confirm', {
    code: await codeOf(world, json.secret),
  })
  const [code] = confirmed.json.recoveryCodes
  await ben.ask('POST', '/api/v1/me/two-factor/stop', { password: 'a horse of his own', code })
  await ben.ask('POST', '/api/auth/change-password', {
    currentPassword: 'a horse of his own',
    newPassword: 'another horse battery',
  })
  const { items } = await world.api<{ items: { id: string; email: string }[] }>('GET', '/api/v1/members')
  const of = `/api/v1/members/${items.find(({ email }) => email === 'ben@acme.test')?.id}`
  await world.api('PATCH', of, { role: 'viewer' })
  const reset = await world.api<{ url: string }>('POST', `${of}/reset-link`, {})
  await ben.ask('POST', '/api/auth/reset-password', { token: tokenIn(reset), password: 'yet another one' })
  await world.api('DELETE', `${of}/sign-ins`)
  await world.api('DELETE', of)
}

describe.each(engines)('who changed what, on %s', (engine) => {
  test('each route that changes something writes it down, or stands in the list with its reason', async () => {
    await using world = await createWorld({ engine, model: answers(), crawlHosts: ['127.0.0.1:9'] })
    const { paths } = await world.api<{ paths: Record<string, object> }>('GET', '/api/v1/openapi.json')
    const changing = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods)
        .filter((method) => method !== 'get')
        .map((method) => `${method} ${path}`),
    )
    expect(Object.keys(WRITES).sort()).toEqual(changing.sort())

    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    const session = await world.session('Ana')
    const article = await world.api<{ id: string }>('POST', '/api/v1/knowledge/articles', {
      title: 'Opening hours',
      body: 'From nine to five.',
    })
    await world.api('PATCH', `/api/v1/knowledge/articles/${article.id}`, { body: 'From ten to five.' })
    await world.api('DELETE', `/api/v1/knowledge/articles/${article.id}`)
    const suggestion = await suggestsPhrasing(world, 'Does the delivery reach islands, asks Ana?')
    await world.api('POST', `/api/v1/knowledge/suggested-phrasings/${suggestion}/accept`, {})
    const another = await suggestsPhrasing(world, 'Is Ana too far away for a delivery?')
    await world.api('POST', `/api/v1/knowledge/suggested-phrasings/${another}/dismiss`)
    await world.api('DELETE', '/api/v1/knowledge/articles?all=true')
    const url = 'http://127.0.0.1:9/help'
    const source = await world.api<{ id: string }>('POST', '/api/v1/knowledge/sources', { url })
    const website = `/api/v1/knowledge/sources/${source.id}`
    await world.api('PATCH', website, { exclude: ['/blog/'] })
    await world.api('POST', `${website}/crawl`)
    await world.api('POST', `${website}/cancel`)
    await world.api('DELETE', website)
    const of = `/api/v1/sessions/${session.id}`
    const { items } = await world.api<Answered & { items: { id: string }[] }>('GET', `${of}/messages`)
    await world.api('PUT', `/api/v1/messages/${items[1]?.id}/flag`, { note: 'Ana says it took a week.' })
    await world.api('POST', `${of}/take-over`)
    await world.api('POST', `${of}/hand-back`)
    await world.api('POST', `${of}/messages`, { text: 'A secret of Ana’s', private: true })
    await world.api('POST', `${of}/resolve`)
    await world.settle()
    await world.api('DELETE', `/api/v1/contacts/${session.contact?.id}`)
    await world.api('PATCH', '/api/v1/settings', { reply: { links: false } })
    await world.api('PATCH', '/api/v1/integrations/freshchat', { autoHandle: false })
    const made = await world.api<{ id: string }>('POST', '/api/v1/api-keys', {
      name: 'CI',
      scopes: ['ask:write'],
    })
    await world.api('DELETE', `/api/v1/api-keys/${made.id}`)
    await world.api('DELETE', '/api/v1/integrations/freshchat')
    await membersComeAndGo(world)

    const written = await entries(world, '?limit=200')
    const actions = new Set(written.map(({ action }) => action))
    const expected = Object.values(WRITES).filter((each) => typeof each === 'string')
    // the new organization's own log has that one
    expect([...actions].sort()).toEqual(
      [...new Set(expected)].filter((action) => action !== 'organization.made').sort(),
    )
    expect(JSON.stringify(written)).not.toContain('Ana')
  })

  test('with who, and only what differs, before and after', async () => {
    await using world = await createWorld({ engine, model: answers() })
    await world.api('PATCH', '/api/v1/settings', { reply: { mode: 'assist' }, persona: { name: 'Bo' } })
    await world.api('PATCH', '/api/v1/settings', { reply: { mode: 'autopilot', links: true } })
    expect(await newest(world)).toMatchObject({
      action: 'settings.changed',
      subjectId: null,
      actor: { kind: 'api-key', email: OWNER.email, keyName: 'story' },
      before: { reply: { mode: 'assist' } },
      after: { reply: { mode: 'autopilot' } },
    })
    expect((await newest(world))?.after).toEqual({ reply: { mode: 'autopilot' } })
    const count = (await entries(world, '?limit=200')).length
    await world.api('PATCH', '/api/v1/settings', { reply: { mode: 'autopilot' } })
    expect(await entries(world, '?limit=200')).toHaveLength(count)
  })

  test('a change that is refused is not written down', async () => {
    await using world = await createWorld({ engine })
    const before = await entries(world, '?limit=200')
    await world.api('PATCH', '/api/v1/settings', { reply: { mode: 'loud' } }, 422)
    await world.api('DELETE', `/api/v1/knowledge/articles/${crypto.randomUUID()}`, undefined, 404)
    const broken = { domain: world.sandbox.host, accessToken: 'wrong', defaultAgentEmail: 'ai@acme.test' }
    await world.api('PUT', '/api/v1/integrations/freshchat', broken, 422)
    expect(await entries(world, '?limit=200')).toEqual(before)
  })

  test('holds no secret: of keys and tokens the last four characters, of an alert’s address whether it changed', async () => {
    await using world = await createWorld({ engine })
    await world.api('PATCH', '/api/v1/settings', {
      model: { provider: 'openai', name: 'gpt', apiKey: 'sk-MARKED-SECRET-KEY' },
      alerts: { webhookUrl: 'https://hooks.slack.com/services/MARKED/ADDRESS' },
    })
    const first = await newest(world)
    expect(first?.after).toMatchObject({ model: { apiKeyEndsWith: '-KEY' } })
    await world.api('PATCH', '/api/v1/settings', {
      alerts: { webhookUrl: 'https://hooks.slack.com/services/MARKED/ANOTHER' },
    })
    expect(await newest(world)).not.toEqual(first)
    await world.api('PATCH', '/api/v1/integrations/freshchat', {
      filters: { toPeople: ['marked-customer@else.test'] },
    })
    expect((await newest(world))?.after).toEqual({ filters: { toPeople: 1 } })
    const forwardTo = (forwardUrl: string) =>
      world.api('PATCH', '/api/v1/integrations/freshchat', { forwardUrl })
    await forwardTo('https://tool.example.test/MARKED?key=MARKED')
    const forwarded = await newest(world)
    expect(forwarded).toMatchObject({
      action: 'connection.changed',
      before: { forwardUrl: null },
      after: { forwardUrl: expect.stringMatching(/^https:\/\/tool\.example\.test\/… \([0-9a-f]{8}\)$/) },
    })
    await forwardTo('https://tool.example.test/MARKED?key=MARKED-TOO')
    expect((await newest(world))?.after).not.toEqual(forwarded?.after)
    const text = JSON.stringify(await entries(world, '?limit=200'))
    for (const secret of ['MARKED', 'marked-customer', world.sandbox.token()])
      expect(text).not.toContain(secret)
  })

  test('a further organization’s log names its own member, not the one that its maker is elsewhere', async () => {
    await using world = await createWorld({ engine })
    const { url } = world.baton
    const headers = { cookie: await signIn(url), origin: url, 'content-type': 'application/json' }
    const ask = async (method: string, path: string, body?: object): Promise<Answered> => {
      const sent = body === undefined ? {} : { body: JSON.stringify(body) }
      const answer = await fetch(`${url}${path}`, { method, headers, ...sent })
      return (await answer.json()) as Answered // the contract's answers
    }
    const before = await ask('GET', '/api/v1/me')
    const { id } = await ask('POST', '/api/v1/organizations', { name: 'Other' })
    await ask('POST', '/api/v1/me/organization', { id })
    const after = await ask('GET', '/api/v1/me')
    const { items } = await ask('GET', '/api/v1/audit')
    expect(items).toMatchObject([{ action: 'organization.made', actor: { memberId: after.member.id } }])
    expect(JSON.stringify(items)).not.toContain(before.member.id)
  })

  test('nobody can change or delete an entry', async () => {
    await using world = await createWorld({ engine })
    const { organization } = await world.api<{ organization: { id: string } }>('GET', '/api/v1/me')
    const { database } = world.database.opened
    for (const deed of [sql`update audit_entries set action = 'x'`, sql`delete from audit_entries`])
      await expect(inOrganization(database, organization.id, (tx) => deed.execute(tx))).rejects.toThrow(
        /permission denied/,
      )
    expect(await entries(world)).not.toEqual([])
  })

  test('is read in pages, by what was changed and by who did it', async () => {
    await using world = await createWorld({ engine })
    for (const links of [true, false, true])
      await world.api('PATCH', '/api/v1/settings', { reply: { links } })
    const all = await entries(world, '?limit=200')
    const first = await world.api<{ items: Entry[]; next: string }>('GET', '/api/v1/audit?limit=2')
    const second = await entries(world, `?limit=200&cursor=${first.next}`)
    expect([...first.items, ...second]).toEqual(all)
    expect((await entries(world, '?action=connection.saved')).map(({ action }) => action)).toEqual([
      'connection.saved',
    ])
    await world.api('GET', '/api/v1/audit?action=nonsense', undefined, 422)
    expect(await entries(world, `?limit=200&actor=${OWNER.email.toUpperCase()}`)).toEqual(all)
    expect(await entries(world, '?actor=somebody.else@acme.test')).toEqual([])
  })
})
