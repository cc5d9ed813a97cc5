import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { learnFrom } from '../src/knowledge/learn.ts'
import { OPINION_FORMAT } from '../src/knowledge/opinion-bytes.ts'
import { openKnowledge } from '../src/knowledge/search.ts'
import { inOrganization } from '../src/store/database.ts'
import { staleOpinions } from '../src/store/opinions.ts'
import { engines } from './setup/engines.ts'
import { createWorld, type World } from './setup/world.ts'

/** An article's phrasings teach a second opinion, in the background, and again whenever the knowledge changes. */

const REFUND = [
  'where is my cash',
  'I want my cash back',
  'cash not returned to my bank',
  'when do I see my cash again',
]
const PARCEL = ['where is my box', 'the box is not here', 'box has not come', 'when does my box come']
const ARTICLES = [
  { id: 'refund', title: 'Refunds', body: 'Money is paid back within five days.', phrasings: REFUND },
  { id: 'parcel', title: 'Shipping', body: 'We ship within a day.', phrasings: PARCEL },
  { id: 'plain', title: 'Opening hours', body: 'We are open from nine to five.' },
]

const calm = new AbortController().signal

async function within(world: World) {
  const { organization } = await world.api<{ organization: { id: string } }>('GET', '/api/v1/me')
  const { database } = world.database.opened
  const knowledge = openKnowledge(database)
  const found = async (query: string) =>
    (await knowledge.search(organization.id, query)).map(({ externalId, taught }) => ({ externalId, taught }))
  return { database, organizationId: organization.id, found }
}

describe.each(engines)('what phrasings teach, on %s', (engine) => {
  test('is learnt by itself once the knowledge is left alone, and again after a change', async () => {
    await using world = await createWorld({ engine, articles: ARTICLES, watching: true })
    const { found } = await within(world)
    const leftAlone = async () => {
      for (let second = 0; second < 3; second++) {
        world.clock.skip(1_000)
        await world.settle()
      }
    }
    await leftAlone()
    const [first] = await found('my cash never came')
    expect(first?.externalId).toBe('refund')
    expect(first?.taught).toBeGreaterThan(0.4)
    // where nobody says how customers ask, nothing was learnt
    expect((await found('opening hours')).find(({ externalId }) => externalId === 'plain')?.taught).toBeNull()

    const { items } = await world.api<{ items: { id: string; externalId: string }[] }>(
      'GET',
      '/api/v1/knowledge/articles',
    )
    const refund = items.find(({ externalId }) => externalId === 'refund')
    await world.api('DELETE', `/api/v1/knowledge/articles/${refund?.id}`)
    // before it is learnt anew nobody is sent to what is gone
    expect((await found('my cash never came')).map(({ externalId }) => externalId)).not.toContain('refund')
    await leftAlone()
    expect((await found('my cash never came'))[0]?.taught ?? 0).toBeLessThan(0.4)
  })

  test('is nothing while one article alone has any: it would be seen in every question', async () => {
    const articles = ARTICLES.map(({ id, title, body }) => ({
      id,
      title,
      body,
      ...(id === 'parcel' ? { phrasings: PARCEL } : {}),
    }))
    await using world = await createWorld({ engine, articles })
    const { database, organizationId, found } = await within(world)
    await learnFrom(database, organizationId, world.clock.now(), calm)
    expect((await found('Is money that we paid here paid back?'))[0]).toEqual({
      externalId: 'refund',
      taught: null,
    })
    expect((await found('where is my box'))[0]).toEqual({ externalId: 'parcel', taught: null })
    // and it is not tried again until the knowledge changes
    expect(await staleOpinions(database, OPINION_FORMAT, world.clock.now())).toEqual([])
  })

  test('does not bury what nobody taught: a few articles with phrasings leave the others where they were', async () => {
    const untaught = [
      { id: 'address', title: 'Change the address of a box that is on its way', body: 'Write to us.' },
      { id: 'voucher', title: 'Is my cash lost when a voucher ends?', body: 'A voucher lasts three years.' },
    ]
    await using world = await createWorld({ engine, articles: [...ARTICLES, ...untaught] })
    const { database, organizationId, found } = await within(world)
    await learnFrom(database, organizationId, world.clock.now(), calm)
    const first = async (query: string) => (await found(query))[0]?.externalId
    expect(await first('Can I change the address of my box when it is on its way?')).toBe('address')
    expect(await first('When my voucher ends, is my cash lost?')).toBe('voucher')
    expect(await first('my cash never came')).toBe('refund')
  })

  test('is another organization’s never', async () => {
    await using world = await createWorld({ engine, articles: ARTICLES })
    const { database, organizationId } = await within(world)
    await learnFrom(database, organizationId, world.clock.now(), calm)
    await sql`insert into organization (id, name, slug, "createdAt") values ('rival', 'Rival', 'rival', now())`.execute(
      database,
    )
    expect(await openKnowledge(database).search('rival', 'where is my cash')).toEqual([])
  })

  test('is learnt by one instance at a time, and by another when that one dies', async () => {
    await using world = await createWorld({ engine, articles: ARTICLES })
    const { database, organizationId, found } = await within(world)
    const stale = (at: Date) => staleOpinions(database, OPINION_FORMAT, at)
    const now = world.clock.now()
    expect((await stale(now)).map((each) => each.organizationId)).toEqual([organizationId])

    const dying = new AbortController()
    dying.abort(new Error('killed'))
    await expect(learnFrom(database, organizationId, now, dying.signal)).rejects.toThrow('killed')
    expect(await stale(now)).toEqual([])
    await learnFrom(database, organizationId, now, calm)
    expect((await found('my cash never came'))[0]?.taught).toBeNull()

    const later = new Date(now.getTime() + 10 * 60_000)
    expect(await stale(later)).toHaveLength(1)
    await learnFrom(database, organizationId, later, calm)
    expect((await found('my cash never came'))[0]?.taught).toBeGreaterThan(0.4)
    expect(await stale(later)).toEqual([])
  })

  test('is learnt again by a release that keeps it otherwise, and left alone by an older one', async () => {
    await using world = await createWorld({ engine, articles: ARTICLES })
    const { database, organizationId } = await within(world)
    await learnFrom(database, organizationId, world.clock.now(), calm)
    const now = world.clock.now()
    expect(await staleOpinions(database, OPINION_FORMAT + 1, now)).toHaveLength(1)
    expect(await staleOpinions(database, OPINION_FORMAT - 1, now)).toEqual([])
  })

  test('that is damaged is no opinion, and is learnt anew', async () => {
    await using world = await createWorld({ engine, articles: ARTICLES })
    const { database, organizationId, found } = await within(world)
    const now = world.clock.now()
    await learnFrom(database, organizationId, now, calm)
    await inOrganization(database, organizationId, (tx) =>
      sql`update opinions set model = 'nonsense'::bytea`.execute(tx),
    )
    expect((await found('where is my cash'))[0]?.taught).toBeNull()
    expect(await staleOpinions(database, OPINION_FORMAT, now)).toHaveLength(1)
    await learnFrom(database, organizationId, now, calm)
    expect((await found('where is my cash'))[0]?.taught).toBeGreaterThan(0.4)
  })
})
