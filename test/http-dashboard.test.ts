import { describe, expect, test } from 'vitest'
import { builtInSandbox } from '../src/demo.ts'
import { engines } from './setup/engines.ts'
import { answers } from './setup/models.ts'
import { createWorld, type World } from './setup/world.ts'

interface Overview {
  connection: { status: string; faults: { name: string; fix: string | null }[]; isSandbox: boolean }
  paused: boolean
  sandboxUrl: string | null
  steps: Record<string, boolean>
}

const overview = (world: World) => world.api<Overview>('GET', '/api/v1/overview')

interface Message {
  id: string
  author: { kind: string }
  flag: { by: string; note: string | null } | null
}

const messages = async (world: World): Promise<Message[]> => {
  const { id } = await world.session('Ana')
  return (await world.api<{ items: Message[] }>('GET', `/api/v1/sessions/${id}/messages`)).items
}

/** What the dashboard asks for beside what everybody else does. */
describe.each(engines)('what the dashboard asks for, on %s', (engine) => {
  test('the first steps tick themselves, each when it has happened', async () => {
    await using world = await createWorld({ engine, model: answers() })
    const steps = async () => (await overview(world)).steps
    expect(await steps()).toEqual({
      connected: true,
      heard: false,
      hasKnowledge: true,
      hasAsked: false,
      hasAnswered: false,
    })
    await world.api('POST', '/api/v1/ask', {
      messages: [{ author: 'customer', text: 'How long does delivery take?' }],
    })
    expect(await steps()).toMatchObject({ hasAsked: true, hasAnswered: false })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    expect(await steps()).toMatchObject({ heard: true, hasAnswered: true })
    await world.api('DELETE', '/api/v1/knowledge/articles?all=true')
    await world.api('DELETE', '/api/v1/integrations/freshchat')
    expect(await steps()).toMatchObject({ connected: false, heard: false, hasKnowledge: false })
  })

  test('a broken connection and a pause are told to every role, with what to do', async () => {
    await using world = await createWorld({ engine, model: answers() })
    expect(await overview(world)).toMatchObject({
      connection: { status: 'connected', faults: [], isSandbox: false },
      paused: false,
      sandboxUrl: null,
    })
    world.sandbox.faults.set('revokedToken', {})
    await world.api('POST', '/api/v1/integrations/freshchat/test')
    await world.api('PATCH', '/api/v1/settings', { paused: true })
    const { connection, paused } = await overview(world)
    expect(connection.status).toBe('broken')
    expect(connection.faults.map(({ name, fix }) => [name, typeof fix])).toContainEqual(['token', 'string'])
    expect(paused).toBe(true)
  })

  test('an answer of the AI’s is flagged with a note and unflagged; what a customer wrote is not', async () => {
    await using world = await createWorld({ engine, model: answers() })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    const [question, answer] = await messages(world)
    const at = (message?: Message) => `/api/v1/messages/${message?.id}/flag`
    await world.api('PUT', at(answer), { note: 'It takes a week by now.' })
    expect((await messages(world))[1]?.flag).toMatchObject({ by: 'olga', note: 'It takes a week by now.' })
    await world.api('PUT', at(question), {}, 404)
    await world.api('PUT', at(answer), { note: 7 }, 422)
    await world.api('DELETE', at(answer), undefined, 204)
    expect((await messages(world))[1]?.flag).toBeNull()
    const { items } = await world.api<{ items: { action: string; before: unknown; after: unknown }[] }>(
      'GET',
      '/api/v1/audit?limit=1',
    )
    // and no word of what was said about a customer
    expect(items[0]).toMatchObject({
      action: 'answer.flagged',
      before: { isFlagged: true },
      after: { isFlagged: false },
    })
  })

  test('the sandbox of this process is connected in one call, and never takes another account’s place', async () => {
    await using world = await createWorld({ engine, model: answers() })
    const path = '/api/v1/integrations/freshchat/sandbox'
    await world.api('POST', path, undefined, 404)
    const { app, url } = world.baton
    app.builtIn.sandbox = builtInSandbox(app.vault, world.sandbox, url)
    await world.api('DELETE', '/api/v1/integrations/freshchat')
    const saved = await world.api<{ status: string; hasPublicKey: boolean }>('POST', path)
    expect(saved).toMatchObject({ status: 'connected', hasPublicKey: true })
    expect((await overview(world)).connection.isSandbox).toBe(true)
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    expect(world.chat('Ana')).toHaveLength(2)
    app.builtIn.sandbox = { ...app.builtIn.sandbox, isTo: () => false }
    const refused = await world.api<{ error: { code: string } }>('POST', path, undefined, 409)
    expect(refused.error.code).toBe('connected_already')
  })

  test('groups, channels and agents come from Freshchat; where it does not answer, that is said', async () => {
    await using world = await createWorld({ engine, model: answers() })
    const path = '/api/v1/integrations/freshchat/account'
    const account = await world.api<Record<'groups' | 'channels' | 'agents', { name: string }[]>>('GET', path)
    expect(account.groups.map(({ name }) => name)).toContain('Billing')
    expect(account.channels.length).toBeGreaterThan(0)
    expect(account.agents.map(({ name }) => name)).toContain('Baton AI')
    world.sandbox.faults.set('revokedToken', {})
    await world.api('GET', path, undefined, 502)
    await world.api('DELETE', '/api/v1/integrations/freshchat')
    expect(await world.api('GET', path)).toEqual({ groups: [], channels: [], agents: [] })
  })

  test('the customer’s card: what Freshchat knows of them, and their last sessions', async () => {
    await using world = await createWorld({ engine, model: answers() })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    world.rep('Ben').resolves('Ana')
    await world.settle()
    world.clock.skip(60_000)
    world.customer('Ana').says('And express?')
    await world.settle()
    const [latest, first] = await world.sessions('Ana')
    const card = await world.api<{ name: string; sessions: { id: string; status: string }[] }>(
      'GET',
      `/api/v1/sessions/${latest?.id}/customer`,
    )
    expect(card.name).toBe('Ana')
    expect(card.sessions.map(({ id, status }) => [id, status])).toEqual([
      [latest?.id, 'open'],
      [first?.id, 'resolved'],
    ])
  })

  test('sessions are narrowed by language, sentiment and topic, and the list says what there is', async () => {
    await using world = await createWorld({ engine, model: answers() })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    const found = async (query: string) =>
      (await world.api<{ items: object[] }>('GET', `/api/v1/sessions?${query}`)).items.length
    const { language, sentiment } = await world.api<{ language: string; sentiment: string }>(
      'GET',
      `/api/v1/sessions/${(await world.session('Ana')).id}`,
    )
    expect([language, sentiment]).toEqual(['en', 'neutral'])
    expect(await found('language=en&sentiment=neutral&channel=web')).toBe(1)
    expect(await found('language=de')).toBe(0)
    expect(await found('sentiment=negative')).toBe(0)
    expect(await found('topic=Refunds')).toBe(0)
    await world.api('GET', '/api/v1/sessions?sentiment=sad', undefined, 422)
    expect(await world.api('GET', '/api/v1/sessions/values')).toEqual({
      channels: ['web'],
      languages: ['en'],
      topics: [],
    })
  })
})
