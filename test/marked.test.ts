import { describe, expect, test } from 'vitest'
import { openCollector } from './setup/collector.ts'
import { engines } from './setup/engines.ts'
import { whileThinking } from './setup/models.ts'
import { tablesWith } from './setup/rows.ts'
import { createWorld, OWNER, signIn, until, type World } from './setup/world.ts'

/** Secrets and personal data that can be told anywhere, and where they turn up. */

const TOKEN_OF_ALERTS = 'MARKED-ALERT-PATH'
const TOKEN_OF_FORWARDING = 'MARKED-FORWARD-PATH'
const MODEL_KEY = 'sk-MARKED-MODEL-KEY-7777'
const PERSONAL = ['MARKED-CUSTOMER', 'MARKED-WORDS', 'MARKED-REPLY', 'marked@customer.test', '+49-MARKED']

/** Everything fails once that can fail. */
async function everythingHappens(world: World): Promise<void> {
  const name = 'MARKED-CUSTOMER'
  const { faults, actors } = world.sandbox
  await world.api('PATCH', '/api/v1/settings', {
    model: { provider: 'openai', name: 'x', apiKey: MODEL_KEY },
    alerts: { webhookUrl: `https://hooks.example.test/${TOKEN_OF_ALERTS}`, emails: ['lead@acme.test'] },
  })
  await world.api('PATCH', '/api/v1/integrations/freshchat', {
    forwardUrl: `https://tool.example.test/hook?key=${TOKEN_OF_FORWARDING}`,
  })
  await world.api('GET', '/api/v1/alerts/signing-secret')
  await world.api('POST', '/api/v1/alerts/test', undefined, 422)
  faults.set('status', { match: 'POST messages', times: 1, code: 500 })
  actors.customerSays({ customer: name, text: 'How long does delivery take? MARKED-WORDS' })
  await world.settle()
  faults.set('dropAfterStore', { match: 'POST messages', times: 1 })
  actors.customerSays({ customer: name, text: 'MARKED-WORDS again' })
  await world.settle()
  actors.customerSays({ customer: name, text: 'I want to talk to a human MARKED-WORDS' })
  await world.settle()
  faults.set('answer400Stored', { match: 'POST messages', times: 1 })
  world.rep('Ben').replies(name, 'MARKED-REPLY')
  await world.settle()
  // what is no JSON, badly signed, too large, or at no address
  const post = (body: string, path = world.webhookUrl) => fetch(path, { method: 'POST', body })
  await post('{"MARKED-WORDS"')
  await post(JSON.stringify({ action: 'message_create', data: { message: 'MARKED-WORDS' } }))
  await post(`${world.webhookUrl.slice(0, -3)}xyz`)
  await world.api('PATCH', '/api/v1/settings', { persona: { name: 3, tone: 'MARKED-WORDS' } }, 422)
  await fetch(`${world.baton.url}/api/v1/settings`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${world.apiKey}` },
    body: 'MARKED-WORDS {',
  })
  await fetch(`${world.baton.url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'marked@customer.test', password: 'MARKED-PASSWORD' }),
  })
  const refused = {
    domain: world.sandbox.host,
    accessToken: 'MARKED-WRONG-TOKEN',
    defaultAgentEmail: 'ai@acme.test',
  }
  await world.api('PUT', '/api/v1/integrations/freshchat', refused, 422)
  faults.set('revokedToken', {})
  actors.customerSays({ customer: name, text: 'MARKED-WORDS once more' })
  await world.api('POST', '/api/v1/integrations/freshchat/test')
}

/** Every list and every page that the API answers to a GET, but those that are there to show customers' words. */
async function everythingShown(world: World): Promise<{ path: string; text: string }[]> {
  const session = await world.session('MARKED-CUSTOMER')
  const paths = [
    '/metrics',
    '/healthz',
    '/readyz',
    '/api/v1/openapi.json',
    '/api/v1/me',
    '/api/v1/api-keys',
    '/api/v1/audit?limit=200',
    '/api/v1/integrations/freshchat',
    '/api/v1/settings',
    '/api/v1/alerts',
    '/api/v1/knowledge/articles',
    `/api/v1/sessions/${session.id}`,
    `/api/v1/sessions/${session.id}/messages`,
    `/api/v1/sessions/${session.id}/turns`,
    '/api/v1/sessions',
    '/api/v1/contacts',
    `/api/v1/contacts/${session.contact?.id}/export`,
  ]
  return Promise.all(
    paths.map(async (path) => {
      const answer = await fetch(`${world.baton.url}${path}`, {
        headers: { authorization: `Bearer ${world.apiKey}` },
      })
      return { path, text: await answer.text() }
    }),
  )
}

/** Where customers' own words and names belong. */
const OF_CUSTOMERS = /^\/api\/v1\/(sessions|contacts)/
const TABLES_OF_CUSTOMERS = [
  'contacts',
  'deliveries',
  'errands',
  'messages',
  'refused_deliveries',
  'sessions',
  'steps',
  'turns',
]

describe.each(engines)('marked secrets and personal data, on %s', (engine) => {
  test('turn up where they belong, and nowhere else', async () => {
    const logged: string[] = []
    await using collector = await openCollector()
    const world = await createWorld({
      engine,
      watching: true,
      model: whileThinking((call) => {
        if (call === 2) throw new Error('The provider says: MARKED-WORDS and sk-MARKED-MODEL-KEY-7777')
        return { text: 'Three to five working days.' }
      }),
      log: (line) => logged.push(line),
      collector: collector.url,
    })
    await using _world = world
    const cookie = await signIn(world.baton.url)
    await everythingHappens(world)
    const shown = await everythingShown(world)

    const secrets = [
      world.sandbox.token(),
      world.secret,
      world.apiKey,
      MODEL_KEY,
      TOKEN_OF_ALERTS,
      TOKEN_OF_FORWARDING,
      'MARKED-WRONG-TOKEN',
      'MARKED-PASSWORD',
      OWNER.password,
      cookie.split('=')[1] ?? '',
      new URL(world.webhookUrl).pathname.split('/').at(-1) ?? '',
    ]
    await until('forwarding has failed', () => logged.join().includes('could not be forwarded'))
    const log = logged.join('\n')
    expect(log).toContain('a turn is tried again')
    for (const mark of [...secrets, ...PERSONAL]) expect(log).not.toContain(mark)

    for (const { path, text } of shown) {
      for (const secret of secrets) {
        // an admin reads these there
        const isItsPlace =
          (path.endsWith('/integrations/freshchat') && world.webhookUrl.endsWith(secret)) ||
          (path === '/api/v1/settings' && secret === TOKEN_OF_ALERTS) ||
          (path.endsWith('/integrations/freshchat') && secret === TOKEN_OF_FORWARDING)
        if (!isItsPlace) expect(text.includes(secret), `${path} shows ${secret}`).toBe(false)
      }
      if (!OF_CUSTOMERS.test(path))
        for (const mark of PERSONAL) expect(text.includes(mark), `${path} shows ${mark}`).toBe(false)
    }

    // at rest: secrets are sealed or hashed, and customers' words are in few tables
    const addresses = [TOKEN_OF_ALERTS, TOKEN_OF_FORWARDING]
    const atRest = secrets.filter((secret) => !addresses.includes(secret))
    expect(await tablesWith(world, atRest)).toEqual([])
    expect(await tablesWith(world, [TOKEN_OF_ALERTS])).toEqual(['settings'])
    expect(await tablesWith(world, [TOKEN_OF_FORWARDING])).toEqual(['connections'])
    for (const table of await tablesWith(world, PERSONAL)) expect(TABLES_OF_CUSTOMERS).toContain(table)

    // what is left of the traces goes out with the stop
    await world.baton.stop()
    const traces = collector.bodies.join('\n')
    expect(traces).toContain('error.type')
    // what libraries say in spans of their own, nobody here has looked at
    expect(collector.makers()).toEqual(['baton'])
    for (const mark of [...secrets, ...PERSONAL]) expect(traces).not.toContain(mark)
  })
})
