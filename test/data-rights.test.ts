import { describe, expect, test } from 'vitest'
import { raiseAlert } from '../src/store/alerts.ts'
import { inOrganization } from '../src/store/database.ts'
import { addChangedCustomers } from '../src/store/missed.ts'
import { tidy } from '../src/watch/tidy.ts'
import { engines } from './setup/engines.ts'
import { answers } from './setup/models.ts'
import { watched } from './setup/moments.ts'
import { tablesWith } from './setup/rows.ts'
import { writeAllWords } from './setup/words.ts'
import { createWorld, type World } from './setup/world.ts'

const MINUTE = 60_000

interface Contact {
  id: string
  freshchatId: string
  name: string | null
}

async function contactOf(world: World, customer: string): Promise<Contact> {
  const { items } = await world.api<{ items: Contact[] }>('GET', `/api/v1/contacts?q=${customer}`)
  const [contact] = items
  if (contact === undefined || items.length !== 1)
    throw new Error(`${items.length} customers are called ${customer}`)
  return contact
}

/** A customer whom everything knows of: answered, handed over, read by a rep, in a filter, in an alert. */
async function livesHere(world: World, customer: string): Promise<void> {
  world.customer(customer).says('How long does delivery take? My number is MARK-4711.')
  await world.settle()
  world.customer(customer).says('I want to talk to a human, MARK-4711.')
  await world.settle()
  world.rep('Ben').notes(customer, '/baton why MARK-4711')
  world.rep('Ben').replies(customer, 'Hello MARK-4711')
  await world.settle()
}

/** What must not be anywhere once they are forgotten. */
const marksOf = (world: World, { freshchatId }: Contact, customer: string) => [
  'MARK-4711',
  customer,
  freshchatId,
  world.conversationOf(customer),
]

/** In the corners too: a refused delivery, an alert, the list of who changed, a filter. */
async function standsInEveryCorner(world: World, contact: Contact, sessionId: string): Promise<void> {
  const webhookPublicKey = world.sandbox.publicKey()
  // refused bodies are kept until the key has verified one
  await world.api('PATCH', '/api/v1/integrations/freshchat', { webhookPublicKey })
  await fetch(world.webhookUrl, { method: 'POST', body: JSON.stringify({ by: contact.freshchatId }) })
  const { database } = world.database.opened
  const { organization } = await world.api<{ organization: { id: string } }>('GET', '/api/v1/me')
  await inOrganization(database, organization.id, async (tx) => {
    const { id } = await tx.selectFrom('connections').select('id').executeTakeFirstOrThrow()
    const now = world.clock.now()
    await addChangedCustomers(tx, { id, organizationId: organization.id }, [contact.freshchatId], now)
    await raiseAlert(tx, organization.id, 'leak', { text: '', sessionId }, now)
    await raiseAlert(tx, organization.id, 'leak', { text: 'of somebody else', sessionId: null }, now)
    await raiseAlert(tx, organization.id, 'no_pickup', { text: '', sessionId }, now)
  })
  const toPeople = [contact.freshchatId.toUpperCase(), 'eva@else.test']
  await world.api('PATCH', '/api/v1/integrations/freshchat', { filters: { toPeople } })
}

describe.each(engines)('one customer, on %s', (engine) => {
  test('erased, is nowhere any more, and everybody else is still there', async () => {
    await using world = await createWorld({ engine, model: answers() })
    await livesHere(world, 'Zora')
    world.customer('Ana').says('How do I return an item?')
    await world.settle()
    const zora = await contactOf(world, 'Zora')
    const { id: sessionId } = await world.session('Zora')
    await standsInEveryCorner(world, zora, sessionId)
    await writeAllWords(world)
    world.rep('Ben').notes('Zora', 'Zora again')
    await world.settle()
    const marks = [...marksOf(world, zora, 'Zora'), sessionId]
    expect(await tablesWith(world, marks)).toEqual([
      'alerts',
      'changed_customers',
      'changes',
      'connections',
      'contacts',
      'conversations',
      'deliveries',
      'errands',
      'messages',
      'refused_deliveries',
      'session_words',
      'session_words_owed',
      'sessions',
      'steps',
      'turns',
    ])

    expect(await world.api('DELETE', `/api/v1/contacts/${zora.id}`)).toMatchObject({ sessions: 1 })

    expect(await tablesWith(world, marks)).toEqual([])
    // an article's title, too
    expect(
      await tablesWith(world, ['How do I return an item?', 'of somebody else', 'eva@else.test']),
    ).toEqual(['alerts', 'articles', 'connections', 'deliveries', 'messages', 'turns'])
    // all that is left is who did it
    const { items } = await world.api<{
      items: { action: string; subjectId: string; actor: { email: string } }[]
    }>('GET', `/api/v1/audit?action=customer.erased`)
    expect(items).toMatchObject([
      { subjectId: zora.id, actor: { email: 'olga@acme.test', keyName: 'story' } },
    ])
    await world.api('DELETE', `/api/v1/contacts/${zora.id}`, undefined, 404)
  })

  test('erased, does not come back because Freshchat still shows it, and is answered when they write again', async () => {
    await using world = await createWorld({ engine, model: answers(), watching: true })
    await livesHere(world, 'Zora')
    world.rep('Ben').resolves('Zora')
    await world.settle()
    const zora = await contactOf(world, 'Zora')
    const conversationId = world.conversationOf('Zora')
    world.sandbox.calls().reset()
    await world.api('DELETE', `/api/v1/contacts/${zora.id}`)

    // they are listed as changed, and their conversation is compared
    const calls = world.sandbox.calls()
    await watched(world, 15 * MINUTE)
    await world.settle()
    expect(calls.list().some(({ path }) => path.includes(conversationId))).toBe(true)
    await tidy(world.baton.app)
    expect(await tablesWith(world, [conversationId, zora.freshchatId])).toEqual([])
    world.customer('Zora').says('How do I return an item?')
    await world.settle()
    expect(world.chat('Zora').at(-1)).toMatch(/^AI: /)
    const session = await world.session('Zora')
    const { items } = await world.api<{ items: { text: string }[] }>(
      'GET',
      `/api/v1/sessions/${session.id}/messages`,
    )
    expect(items[0]?.text).toBe('How do I return an item?')
    expect(session.previousSessionId).toBeNull()
    expect(await tablesWith(world, ['MARK-4711'])).toEqual([])
  })

  test('an old webhook that comes after the erasure leaves nothing behind', async () => {
    await using world = await createWorld({ engine, model: answers() })
    await livesHere(world, 'Zora')
    const zora = await contactOf(world, 'Zora')
    const marks = marksOf(world, zora, 'Zora')
    await world.api('DELETE', `/api/v1/contacts/${zora.id}`)
    expect(world.sandbox.redeliver('all')).toBeGreaterThan(5)
    await world.settle()
    expect(await tablesWith(world, marks)).toEqual([])
  })

  test('is not erased while the AI is talking with them', async () => {
    await using world = await createWorld({ engine, model: answers() })
    world.customer('Zora').says('How long does delivery take?')
    await world.settle()
    const zora = await contactOf(world, 'Zora')
    const refused = await world.api('DELETE', `/api/v1/contacts/${zora.id}`, undefined, 409)
    expect(refused).toMatchObject({ error: { code: 'session_open' } })
    const { id } = await world.session('Zora')
    await world.api('POST', `/api/v1/sessions/${id}/take-over`)
    // the assignment in Freshchat is still to be made
    expect(await world.api('DELETE', `/api/v1/contacts/${zora.id}`, undefined, 409)).toMatchObject({
      error: { code: 'busy' },
    })
    await world.settle()
    await world.api('DELETE', `/api/v1/contacts/${zora.id}`)
  })

  test('is handed out whole: who they are, what was said, how each answer came about, and what came in', async () => {
    await using world = await createWorld({ engine, model: answers() })
    await livesHere(world, 'Zora')
    world.customer('Ana').says('A question of another customer')
    await world.settle()
    const zora = await contactOf(world, 'Zora')
    const exported = await world.api<{
      contact: Contact
      sessions: { messages: { text: string }[]; turns: object[] }[]
      deliveries: { body: string }[]
    }>('GET', `/api/v1/contacts/${zora.id}/export`)
    expect(exported.contact).toMatchObject({ name: 'Zora', freshchatId: zora.freshchatId })
    const [session] = exported.sessions
    expect(session?.messages.map(({ text }) => text)).toEqual(
      expect.arrayContaining(['How long does delivery take? My number is MARK-4711.', 'Hello MARK-4711']),
    )
    expect(session?.turns.length).toBeGreaterThan(1)
    expect(exported.deliveries.some(({ body }) => body.includes('Hello MARK-4711'))).toBe(true)
    expect(JSON.stringify(exported)).not.toContain('another customer')
    const { items } = await world.api<{ items: object[] }>('GET', '/api/v1/audit?action=customer.exported')
    expect(items).toMatchObject([{ subjectId: zora.id }])
  })
})
