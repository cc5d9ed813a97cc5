import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { wayOfAsking } from '../src/answer/phrasing.ts'
import { openKnowledge } from '../src/knowledge/search.ts'
import { inOrganization } from '../src/store/database.ts'
import { dropLeastAsked, takeEnded } from '../src/store/phrasing-sources.ts'
import { findIn, type ReadAsked } from '../src/watch/finder.ts'
import { tidy } from '../src/watch/tidy.ts'
import { engines } from './setup/engines.ts'
import { answers, handsOff, whileThinking } from './setup/models.ts'
import { idle, later, nextWake } from './setup/moments.ts'
import { isHelped as helped, seekPhrasings } from './setup/phrasings.ts'
import { tablesWith } from './setup/rows.ts'
import { createWorld, type World } from './setup/world.ts'

/** Sessions that ended well suggest how an article is asked for, and a member decides about it. */

const DAY = 24 * 60 * 60_000
const PATH = '/api/v1/knowledge/suggested-phrasings'
const OWN_WORDS = 'When does my money come home again?'
const REFUND = ['I want my money back', 'refund my money please', 'give the money back']
const PARCEL = ['where is my box', 'the box is not here', 'track a box', 'box not delivered']
const ARTICLES = [
  { id: 'refund', title: 'Refunds', body: 'Money is paid back within five days.', phrasings: REFUND },
  { id: 'parcel', title: 'Shipping', body: 'We ship every box within a day.', phrasings: PARCEL },
]

/** The same again would be a loop. */
const inOtherWords = (call: number) => ({
  text: `It takes three to five working days${', as always'.repeat(call)}.`,
})

interface Suggested {
  id: string
  articleId: string
  articleTitle: string
  text: string
  count: number
  sessionIds: string[]
}

interface Article {
  id: string
  externalId: string
  phrasings: string[]
}

const calm = new AbortController().signal

const organizationOf = async (world: World) =>
  (await world.api<{ organization: { id: string } }>('GET', '/api/v1/me')).organization.id

const suggested = async (world: World, query = ''): Promise<Suggested[]> =>
  (await world.api<{ items: Suggested[] }>('GET', `${PATH}${query}`)).items

const texts = async (world: World) => (await suggested(world)).map(({ text }) => text)

async function only(world: World): Promise<Suggested> {
  const all = await suggested(world)
  const [first] = all
  if (first === undefined || all.length > 1) throw new Error(`${all.length} phrasings are suggested`)
  return first
}

const article = async (world: World, externalId = 'refund'): Promise<Article> => {
  const { items } = await world.api<{ items: Article[] }>('GET', '/api/v1/knowledge/articles')
  const found = items.find((each) => each.externalId === externalId)
  if (found === undefined) throw new Error(`There is no article ${externalId}`)
  return found
}

async function asks(world: World, customer: string, text: string): Promise<void> {
  world.customer(customer).says(text)
  await world.settle()
}

const isHelped = (world: World, customer: string, text = OWN_WORDS) => helped(world, customer, text)

async function flags(world: World, customer: string, method: 'PUT' | 'DELETE'): Promise<void> {
  const { id } = await world.session(customer)
  const { items } = await world.api<{ items: { id: string; author: { kind: string } }[] }>(
    'GET',
    `/api/v1/sessions/${id}/messages`,
  )
  const answer = items.find(({ author }) => author.kind === 'ai')
  await world.api(method, `/api/v1/messages/${answer?.id}/flag`, method === 'PUT' ? {} : undefined)
}

const worldOf = (engine: (typeof engines)[number], rest: Partial<Parameters<typeof createWorld>[0]> = {}) =>
  createWorld({ engine, model: answers(), articles: ARTICLES, ...rest })

/** Days pass at once, with what they bring. */
async function daysPass(world: World, days: number): Promise<void> {
  world.clock.skip(days * DAY)
  await idle(world, nextWake)
}

describe.each(engines)('how customers ask, learnt with a member’s approval, on %s', (engine) => {
  test('what helped a customer is suggested by itself, accepted, and the next one with such words is understood', async () => {
    await using world = await worldOf(engine, { watching: true })
    const { database } = world.database.opened
    const organizationId = await organizationOf(world)
    const taught = async () => {
      const found = await openKnowledge(database).search(organizationId, 'does it come home again?')
      return found.find(({ externalId }) => externalId === 'refund')?.taught ?? 0
    }
    const secondsPass = async (seconds: number) => {
      for (let second = 0; second < seconds; second++) {
        world.clock.skip(1_000)
        await world.settle()
      }
    }
    await secondsPass(4)
    await isHelped(world, 'Ana', `Hello, ${OWN_WORDS}`)
    await secondsPass(12)
    const { id: sessionId } = await world.session('Ana')
    const refund = await article(world)
    const suggestion = await only(world)
    expect(suggestion).toMatchObject({
      articleId: refund.id,
      articleTitle: 'Refunds',
      text: OWN_WORDS,
      count: 1,
      sessionIds: [sessionId],
    })
    const before = await taught()

    const accepted = await world.api<Article>('POST', `${PATH}/${suggestion.id}/accept`, {})
    expect(accepted).toMatchObject({ id: refund.id, phrasings: [...REFUND, OWN_WORDS] })
    expect(await article(world)).toEqual(accepted)
    expect(await suggested(world)).toEqual([])
    await secondsPass(4)
    expect(await taught()).toBeGreaterThan(Math.max(0.5, before))
    const { items } = await world.api<{ items: object[] }>('GET', '/api/v1/audit?action=phrasing.accepted')
    expect(items).toMatchObject([
      {
        subjectId: refund.id,
        before: { phrasings: 3 },
        after: { phrasings: 4 },
        actor: { keyName: 'story' },
      },
    ])
    // the log is for ever, and these began as a customer's words
    expect(await tablesWith(world, ['come home again'])).not.toContain('audit_entries')
  })

  test('a member may put it in words of their own; the customer’s do not come back', async () => {
    await using world = await worldOf(engine)
    await isHelped(world, 'Ana')
    await seekPhrasings(world)
    const { id } = await only(world)
    const accepted = await world.api<Article>('POST', `${PATH}/${id}/accept`, {
      text: ' when is my refund here ',
    })
    expect(accepted.phrasings).toEqual([...REFUND, 'when is my refund here'])
    await isHelped(world, 'Eva')
    await seekPhrasings(world)
    expect(await suggested(world)).toEqual([])
    const refused = await world.api('POST', `${PATH}/${id}/accept`, {}, 409)
    expect(refused).toMatchObject({ error: { code: 'already_decided' } })
    await world.api('POST', `${PATH}/${id}/accept`, { text: ' ' }, 422)
  })

  test('what is dismissed does not come back, however often it is asked', async () => {
    await using world = await worldOf(engine)
    await isHelped(world, 'Ana')
    await seekPhrasings(world)
    const { id } = await only(world)
    await world.api('POST', `${PATH}/${id}/dismiss`)
    expect(await tablesWith(world, ['come home again'])).not.toContain('phrasing_sources')
    await isHelped(world, 'Eva', 'when does my MONEY come home again')
    await seekPhrasings(world)
    expect(await suggested(world)).toEqual([])
    expect(await tablesWith(world, ['come home again'])).not.toContain('phrasing_sources')
    expect((await article(world)).phrasings).toEqual(REFUND)
    await world.api('POST', `${PATH}/${id}/dismiss`, undefined, 409)
    await world.api('POST', `${PATH}/${id}/accept`, {}, 409)
  })

  test('who ask alike are counted together, and what the article has already is not suggested', async () => {
    await using world = await worldOf(engine)
    await isHelped(world, 'Ana')
    await isHelped(world, 'Eva', 'when does my money come home again')
    await isHelped(world, 'Ida', 'How is money paid back to me?')
    await isHelped(world, 'Uwe', 'Refunds?!')
    await isHelped(world, 'Udo', 'Where is my box?')
    await seekPhrasings(world)
    const [newest, oldest] = (await suggested(world)).toSorted((a, b) => a.count - b.count)
    expect(await suggested(world)).toHaveLength(2)
    expect(newest).toMatchObject({ text: 'How is money paid back to me?', count: 1 })
    // as the first of them put it
    expect(oldest).toMatchObject({ text: OWN_WORDS, count: 2 })
    expect(oldest?.sessionIds).toEqual([(await world.session('Eva')).id, (await world.session('Ana')).id])

    const first = await world.api<{ items: Suggested[]; next: string }>('GET', `${PATH}?limit=1`)
    const second = await world.api<{ items: Suggested[]; next: null }>('GET', `${PATH}?cursor=${first.next}`)
    expect([...first.items, ...second.items]).toEqual(await suggested(world))
    expect(second.next).toBeNull()
    expect(await suggested(world, `?articleId=${(await article(world)).id}`)).toHaveLength(2)
    expect(await suggested(world, `?articleId=${(await article(world, 'parcel')).id}`)).toEqual([])
  })

  test('silence suggests only after a week, and not where the customer came back meanwhile', async () => {
    await using world = await worldOf(engine)
    await asks(world, 'Ana', OWN_WORDS)
    await asks(world, 'Eva', 'How is money paid back to me?')
    await later(world, 40 * 60_000)
    expect(await world.session('Ana')).toMatchObject({ closure: 'assumed' })
    await daysPass(world, 2)
    await asks(world, 'Eva', 'It is still not here, my money!')
    await later(world, 40 * 60_000)
    await daysPass(world, 4)
    await seekPhrasings(world)
    expect(await suggested(world)).toEqual([])
    await daysPass(world, 1)
    await seekPhrasings(world)
    expect(await texts(world)).toEqual([OWN_WORDS])
  })

  test('what was flagged, handed over, answered by a rep too, or opened again suggests nothing', async () => {
    let isHandedOver = false
    const model = whileThinking((call, _signal, { messages }) => {
      if (isHandedOver || !JSON.stringify(messages).includes('violins')) return inOtherWords(call)
      isHandedOver = true
      return { decision: 'hand_off', reason: 'not_in_knowledge', text: '' }
    })
    await using world = await worldOf(engine, { model })
    const isGivenBack = async (customer: string) => {
      for (const agent of ['Ben', 'ai@acme.test']) {
        world.rep('Ben').assigns(customer, { agent })
        await world.settle()
      }
      await asks(world, customer, 'Thanks, that solved it!')
      expect(await world.session(customer)).toMatchObject({ closure: 'confirmed' })
    }
    await isHelped(world, 'Flo')
    await flags(world, 'Flo', 'PUT')

    await asks(world, 'Ida', OWN_WORDS)
    await asks(world, 'Ida', 'Do you sell violins?')
    await isGivenBack('Ida')
    expect(await world.session('Ida')).toMatchObject({ handoff: { reason: 'not_in_knowledge' } })

    await asks(world, 'Eva', OWN_WORDS)
    world.rep('Ben').replies('Eva', 'It takes a week.')
    await world.settle()
    await isGivenBack('Eva')
    expect(await world.session('Eva')).toMatchObject({ handoff: null })

    await isHelped(world, 'Uwe')
    world.rep('Ben').reopens('Uwe')
    await world.settle()
    await isGivenBack('Uwe')
    expect(await world.sessions('Uwe')).toHaveLength(1)

    await seekPhrasings(world)
    expect(await tablesWith(world, ['come home again'])).not.toContain('phrasing_sources')
    await isHelped(world, 'Ana')
    await seekPhrasings(world)
    expect(await only(world)).toMatchObject({ text: OWN_WORDS, count: 1 })
  })

  test('a flag takes back what was suggested before it, and a flag that is taken back brings it again', async () => {
    await using world = await worldOf(engine)
    await isHelped(world, 'Ana')
    await seekPhrasings(world)
    const { id } = await only(world)
    await flags(world, 'Ana', 'PUT')
    expect(await suggested(world)).toEqual([])
    await world.api('POST', `${PATH}/${id}/accept`, { text: 'my own words' }, 404)
    await world.api('POST', `${PATH}/${id}/dismiss`, undefined, 404)
    await flags(world, 'Ana', 'DELETE')
    expect(await texts(world)).toEqual([OWN_WORDS])
    world.rep('Ben').reopens('Ana')
    await world.settle()
    expect(await suggested(world)).toEqual([])
  })

  test('of a session the last answer counts, and an answer to a question of ours is no way to ask', async () => {
    const model = whileThinking((call) =>
      call === 1 ? { decision: 'clarify', text: 'Which money do you mean?' } : inOtherWords(call),
    )
    await using world = await worldOf(engine, { model })
    await asks(world, 'Eva', 'Is money ever paid back?')
    await isHelped(world, 'Eva', 'The money for my last order, please')
    await seekPhrasings(world)
    expect(await suggested(world)).toEqual([])
    await asks(world, 'Uwe', 'Why is all my money gone?')
    await isHelped(world, 'Uwe')
    await seekPhrasings(world)
    expect(await texts(world)).toEqual([OWN_WORDS])
  })

  test('personal data is masked, also where the settings leave it, and the customer’s name', async () => {
    await using world = await worldOf(engine, { settings: { privacy: { mask: false } } })
    await isHelped(world, 'Zora', 'ZORA here (zora@else.test): when is money paid to 4111 1111 1111 1111?')
    await seekPhrasings(world)
    expect(await texts(world)).toEqual([
      '[name] here ([e-mail address]): when is money paid to [card number]?',
    ])
  })

  test('an article that is full says so at its field, and the suggestion waits', async () => {
    await using world = await worldOf(engine)
    await isHelped(world, 'Ana')
    await seekPhrasings(world)
    const { id, articleId } = await only(world)
    const phrasings = Array.from({ length: 1_000 }, (_, at) => `way ${at}`)
    await world.api('PATCH', `/api/v1/knowledge/articles/${articleId}`, { phrasings })
    const refused = await world.api('POST', `${PATH}/${id}/accept`, {}, 422)
    expect(refused).toMatchObject({ error: { code: 'invalid', field: 'phrasings' } })
    await world.api('PATCH', `/api/v1/knowledge/articles/${articleId}`, { phrasings: phrasings.slice(1) })
    const accepted = await world.api<Article>('POST', `${PATH}/${id}/accept`, {})
    expect(accepted.phrasings.at(-1)).toBe(OWN_WORDS)
  })

  test('goes with its article', async () => {
    await using world = await worldOf(engine)
    await isHelped(world, 'Ana')
    await seekPhrasings(world)
    const { id, articleId } = await only(world)
    await isHelped(world, 'Eva', 'How is money paid back to me?')
    await world.api('DELETE', `/api/v1/knowledge/articles/${articleId}`)
    await seekPhrasings(world)
    expect(await suggested(world)).toEqual([])
    await world.api('POST', `${PATH}/${id}/accept`, {}, 404)
    await world.api('POST', `${PATH}/${id}/dismiss`, undefined, 404)
    expect(await tablesWith(world, ['come home again', 'paid back to me'])).not.toContain('phrasing_sources')
  })

  test('each session is looked through once, by whichever instance, and that is no news of it', async () => {
    await using world = await worldOf(engine)
    const organizationId = await organizationOf(world)
    const { database } = world.database.opened
    for (const customer of ['Ana', 'Eva', 'Ida', 'Uwe']) await isHelped(world, customer)
    const changes = async () =>
      (
        await inOrganization(database, organizationId, (tx) =>
          tx.selectFrom('changes').select('id').execute(),
        )
      ).length
    const before = await changes()
    let looks = 0
    const counting: ReadAsked = (asked) => {
      looks++
      return wayOfAsking(asked)
    }
    await Promise.all([
      seekPhrasings(world, counting),
      seekPhrasings(world, counting),
      seekPhrasings(world, counting),
    ])
    await seekPhrasings(world, counting)
    expect(looks).toBe(4)
    expect(await suggested(world)).toMatchObject([{ text: OWN_WORDS, count: 4 }])
    expect(await changes()).toBe(before)
  })

  test.runIf(engine === 'postgres')(
    'what another instance looks through just now nobody waits for',
    async () => {
      await using world = await worldOf(engine)
      await isHelped(world, 'Ana')
      const looks: string[][] = []
      await inOrganization(world.database.opened.database, await organizationOf(world), async (tx) => {
        expect(await takeEnded(tx, world.clock.now())).not.toBeNull()
        await seekPhrasings(world, ({ texts }) => {
          looks.push(texts)
          return null
        })
      })
      expect(looks).toEqual([])
    },
  )

  test('beyond what anybody reads, what was asked most stays', async () => {
    await using world = await worldOf(engine)
    await isHelped(world, 'Ana')
    await isHelped(world, 'Eva')
    await isHelped(world, 'Ida', 'How is money paid back to me?')
    await seekPhrasings(world)
    expect(await suggested(world)).toHaveLength(2)
    await inOrganization(world.database.opened.database, await organizationOf(world), (tx) =>
      dropLeastAsked(tx, 1),
    )
    expect(await texts(world)).toEqual([OWN_WORDS])
  })

  test('a customer who is erased takes along what came from them alone', async () => {
    await using world = await worldOf(engine)
    await isHelped(world, 'Zora', 'When does my unicorn money come home?')
    await isHelped(world, 'Ana', 'when does my UNICORN money come home')
    await isHelped(world, 'Zora', 'Is griffin money paid back?')
    await seekPhrasings(world)
    expect(await texts(world)).toEqual(
      expect.arrayContaining(['When does my unicorn money come home?', 'Is griffin money paid back?']),
    )
    const erase = async (customer: string) => {
      const { items } = await world.api<{ items: { id: string }[] }>('GET', `/api/v1/contacts?q=${customer}`)
      await world.api('DELETE', `/api/v1/contacts/${items[0]?.id}`)
    }
    const zora = world.conversationOf('Zora')
    await erase('Zora')
    expect(await tablesWith(world, ['griffin', zora])).toEqual([])
    expect(await texts(world)).not.toContain('When does my unicorn money come home?')
    // as the other one put it
    expect(await suggested(world)).toMatchObject([{ text: 'when does my UNICORN money come home', count: 1 }])
    await erase('Ana')
    expect(await tablesWith(world, ['griffin', 'unicorn'])).toEqual([])
    const left = await inOrganization(world.database.opened.database, await organizationOf(world), (tx) =>
      tx.selectFrom('suggested_phrasings').selectAll().execute(),
    )
    expect(left).toEqual([])
  })

  test('what was dismissed of a customer who is erased is known as a fingerprint only', async () => {
    await using world = await worldOf(engine)
    await isHelped(world, 'Zora', 'Is griffin money paid back?')
    await seekPhrasings(world)
    await world.api('POST', `${PATH}/${(await only(world)).id}/dismiss`)
    const { items } = await world.api<{ items: { id: string }[] }>('GET', '/api/v1/contacts?q=Zora')
    await world.api('DELETE', `/api/v1/contacts/${items[0]?.id}`)
    expect(await tablesWith(world, ['griffin'])).toEqual([])
    await isHelped(world, 'Ana', 'Is griffin money paid back?')
    await seekPhrasings(world)
    expect(await suggested(world)).toEqual([])
  })

  test('what is older than is kept goes too, with its session or before it, and is not found anew', async () => {
    const settings = { privacy: { retentionDays: 30 }, resolution: { quietMinutes: 43_200 } }
    await using world = await worldOf(engine, { settings })
    await isHelped(world, 'Zora', 'Is griffin money paid back?')
    await asks(world, 'Ana', OWN_WORDS)
    await daysPass(world, 20)
    await asks(world, 'Ana', 'Thanks, that solved it!')
    await isHelped(world, 'Eva', 'Is phoenix money paid back?')
    await seekPhrasings(world)
    expect(await suggested(world)).toHaveLength(3)
    await daysPass(world, 11)
    await tidy(world.baton.app)
    // Ana's session is kept, her question is not
    expect(await world.session('Ana')).toMatchObject({ closure: 'confirmed' })
    expect(await texts(world)).toEqual(['Is phoenix money paid back?'])
    expect(await tablesWith(world, ['griffin', 'come home again'])).toEqual([])
  })

  test('what is older than is kept is not suggested, though it has not been tidied up yet', async () => {
    const settings = { privacy: { retentionDays: 30 }, resolution: { quietMinutes: 43_200 } }
    await using world = await worldOf(engine, { settings })
    await asks(world, 'Ana', OWN_WORDS)
    await daysPass(world, 20)
    await asks(world, 'Ana', 'Thanks, that solved it!')
    await daysPass(world, 11)
    await seekPhrasings(world)
    expect(await suggested(world)).toEqual([])
  })

  test('is another organization’s never', async () => {
    await using world = await worldOf(engine)
    await isHelped(world, 'Ana')
    const { database } = world.database.opened
    await sql`insert into organization (id, name, slug, "createdAt") values ('rival', 'Rival', 'rival', now())`.execute(
      database,
    )
    await findIn(world.baton.app, 'rival', wayOfAsking, calm)
    const rows = await inOrganization(database, 'rival', (tx) =>
      tx.selectFrom('phrasing_sources').selectAll().execute(),
    )
    expect(rows).toEqual([])
    // nor was it looked through for them
    await seekPhrasings(world)
    expect(await texts(world)).toEqual([OWN_WORDS])
  })

  test('an answer that put several articles together, or a handoff, teaches nothing', async () => {
    const both = whileThinking(() => ({ citedPassages: [1, 2] }))
    await using world = await worldOf(engine, { model: both })
    await isHelped(world, 'Ana', 'Is money for my box paid back?')
    await seekPhrasings(world)
    expect(await suggested(world)).toEqual([])
    await using other = await worldOf(engine, { model: handsOff() })
    await asks(other, 'Ana', OWN_WORDS)
    other.rep('Ben').resolves('Ana')
    await other.settle()
    await seekPhrasings(other)
    expect(await suggested(other)).toEqual([])
  })
})
