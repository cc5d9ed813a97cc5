import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { openKnowledge } from '../src/knowledge/search.ts'
import { keepVectors } from '../src/knowledge/vectors.ts'
import { inOrganization } from '../src/store/database.ts'
import { addSpending, spendingOf } from '../src/store/spending.ts'
import { engines } from './setup/engines.ts'
import { type Meanings, openMeanings } from './setup/meanings.ts'
import { whileThinking } from './setup/models.ts'
import { columnsWith } from './setup/rows.ts'
import { createWorld, until, type World, type WorldOptions } from './setup/world.ts'

/** With a model for embeddings, articles are found that share no word with the question; without one, or without its answer, as before. */

const REFUND = { id: 'refund', title: 'Refunds', body: 'A refund reaches your bank within five days.' }
const PARCEL = { id: 'parcel', title: 'Shipping', body: 'Each delivery leaves our warehouse on Monday.' }
const HOURS = { id: 'hours', title: 'Opening hours', body: 'Somebody is there from nine to five.' }
const ARTICLES = [REFUND, PARCEL, HOURS]
/** Not one word of the article, nor three letters in a row that would lead there. */
const IN_OTHER_WORDS = 'Any news of its whereabouts?'

interface Overview {
  embeddings: {
    passages: number
    embedded: number
    failing: { since: string; detail: string; fix: string } | null
    isOverCeiling: boolean
  } | null
}

async function worldWith(meanings: Meanings, options: Partial<WorldOptions> & Pick<WorldOptions, 'engine'>) {
  const world = await createWorld({
    articles: ARTICLES,
    watching: true,
    modelHosts: [meanings.host],
    ...options,
  })
  return world
}

const choice = (meanings: Meanings, name = 'meanings') => ({
  provider: 'openai-compatible',
  name,
  baseUrl: meanings.url,
  apiKey: meanings.key,
})

const turnOn = (world: World, meanings: Meanings, name?: string) =>
  world.api('PATCH', '/api/v1/settings', { model: { embeddings: choice(meanings, name) } })

const overviewOf = (world: World) => world.api<Overview>('GET', '/api/v1/overview')

async function embedded(world: World): Promise<void> {
  await until('every passage is embedded', async () => {
    world.clock.skip(1_000)
    const { embeddings } = await overviewOf(world)
    return embeddings !== null && embeddings.embedded === embeddings.passages && embeddings.failing === null
  })
}

async function found(world: World, query: string): Promise<string[]> {
  const { items } = await world.api<{ items: { externalId: string }[] }>('POST', '/api/v1/knowledge/search', {
    query,
  })
  return items.map(({ externalId }) => externalId)
}

interface Answer {
  decision: string
  reason?: string
  confidence: number
  citations: { externalId: string }[]
  passages: { title: string }[]
  checks: { name: string; verdict: string; detail: string }[]
  timings: Record<string, number>
  usage: { inputTokens: number } | null
}

const ask = (world: World, text: string) =>
  world.api<Answer>('POST', '/api/v1/ask', { messages: [{ author: 'customer', text }] })

async function organizationOf(world: World): Promise<string> {
  return (await world.api<{ organization: { id: string } }>('GET', '/api/v1/me')).organization.id
}

async function articleId(world: World, externalId: string): Promise<string> {
  const { items } = await world.api<{ items: { id: string; externalId: string }[] }>(
    'GET',
    '/api/v1/knowledge/articles',
  )
  return items.find((each) => each.externalId === externalId)?.id ?? ''
}

describe.each(engines)('looking up by meaning, on %s', (engine) => {
  test('finds the article that shares no word with the question, with a model and not without', async () => {
    await using meanings = await openMeanings()
    await using world = await worldWith(meanings, { engine })
    expect(await found(world, IN_OTHER_WORDS)).not.toContain('parcel')
    await turnOn(world, meanings)
    await embedded(world)
    expect((await found(world, IN_OTHER_WORDS))[0]).toBe('parcel')
    // what the words say clearly stays first, whatever is nearest
    expect((await found(world, 'Are the opening hours the whereabouts?'))[0]).toBe('hours')
    await world.api('PATCH', '/api/v1/settings', { model: { embeddings: null } })
    expect(await found(world, IN_OTHER_WORDS)).not.toContain('parcel')
    const { database } = world.database.opened
    const left = await inOrganization(database, await organizationOf(world), (tx) =>
      tx.selectFrom('passage_vectors').select('passage_id').execute(),
    )
    expect(left).toEqual([])
  })

  test('the built-in answerer does not answer from likeness alone, a model that checks may', async () => {
    await using meanings = await openMeanings()
    const model = whileThinking(() => ({ text: 'Each delivery leaves our warehouse on Monday.' }))
    const told: { meanings: Meanings; model: typeof model | null }[] = [
      { meanings, model: null },
      { meanings, model },
    ]
    for (const { model: answerer } of told) {
      await using world = await worldWith(meanings, { engine, model: answerer })
      await turnOn(world, meanings)
      await embedded(world)
      const answer = await ask(world, IN_OTHER_WORDS)
      expect(answer.passages[0]?.title).toBe('Shipping')
      expect(answer.timings.embedding).toBeGreaterThan(0)
      if (answerer === null) {
        expect(answer).toMatchObject({ decision: 'hand_off', reason: 'not_in_knowledge' })
        expect(answer.confidence).toBeLessThan(0.2)
        expect(answer.citations[0]?.externalId).toBe('parcel')
        // at every level: who never hands over asks back rather than quote what is only alike
        await world.api('PATCH', '/api/v1/settings', { handoff: { level: 0 } })
        expect((await ask(world, IN_OTHER_WORDS)).decision).toBe('clarify')
      } else expect(answer.decision).toBe('reply')
    }
  })

  test('is exact after an edit and a deletion, and an import of the same embeds nothing', async () => {
    await using meanings = await openMeanings()
    await using world = await worldWith(meanings, { engine })
    await turnOn(world, meanings)
    await embedded(world)
    const asked = meanings.texts.length
    await world.api('POST', '/api/v1/knowledge/import', ARTICLES)
    await embedded(world)
    expect(meanings.texts.length).toBe(asked)
    expect((await found(world, IN_OTHER_WORDS))[0]).toBe('parcel')

    const parcel = await articleId(world, 'parcel')
    await world.api('PATCH', `/api/v1/knowledge/articles/${await articleId(world, 'refund')}`, {
      title: 'Accounts',
      body: 'Choose a new password on the first page.',
    })
    // at once, before anything is embedded anew
    const closest = async (query: string) => {
      const { passages } = await ask(world, query)
      return passages[0]?.title
    }
    expect(await closest('I was locked out')).not.toBe('Refunds')
    await embedded(world)
    expect(await closest('I was locked out')).toBe('Accounts')

    await world.api('DELETE', `/api/v1/knowledge/articles/${parcel}`)
    expect(await found(world, IN_OTHER_WORDS)).not.toContain('parcel')
    // nothing that was made of it is left
    const { database } = world.database.opened
    const left = await inOrganization(database, await organizationOf(world), (tx) =>
      tx.selectFrom('passage_vectors').select('text_hash').execute(),
    )
    expect(left).toHaveLength(2)
  })

  test('a provider that is down leaves the words, and everybody is told', async () => {
    await using meanings = await openMeanings()
    const lines: string[] = []
    await using world = await worldWith(meanings, { engine, log: (line) => void lines.push(line) })
    await turnOn(world, meanings)
    await embedded(world)
    meanings.does = 'fail'
    const answer = await ask(world, 'When are your opening hours?')
    expect([answer.decision, answer.citations[0]?.externalId]).toEqual(['reply', 'hours'])
    const check = answer.checks.find(({ name }) => name === 'embeddings')
    expect(check).toMatchObject({ verdict: 'warn', detail: expect.stringContaining('answered 500') })
    expect((await overviewOf(world)).embeddings?.failing?.detail).toContain('answered 500')

    const before = world.clock.now().getTime()
    // what comes meanwhile is embedded once it is back, asked for more and more seldom
    await world.api('POST', '/api/v1/knowledge/import', [
      { id: 'new', title: 'Sign in', body: 'A password has ten letters.' },
    ])
    const { database } = world.database.opened
    const organizationId = await organizationOf(world)
    const failing = async () => {
      const { rows } = await inOrganization(database, organizationId, (tx) =>
        sql<{ retryAt: Date | null; failures: number }>`
          select retry_at as "retryAt", failures from embeddings`.execute(tx),
      )
      return { retryAt: rows[0]?.retryAt?.getTime() ?? 0, failures: rows[0]?.failures ?? 0 }
    }
    await until('it has failed a batch', async () => (await failing()).failures >= 1)
    const first = (await failing()).retryAt
    expect(first - before).toBeGreaterThanOrEqual(5_000)
    world.clock.skip(first - world.clock.now().getTime())
    await until('it has failed again', async () => (await failing()).failures >= 2)
    expect((await failing()).retryAt - first).toBeGreaterThanOrEqual(10_000)
    expect(lines.join('\n')).toContain('the provider of embeddings failed')
    meanings.does = 'embed'
    await embedded(world)
    expect((await overviewOf(world)).embeddings).toMatchObject({ passages: 4, embedded: 4, failing: null })
    expect(lines.join('\n')).not.toContain('Somebody is there')
  })

  test('a slow one is given up for real, and not tried again for the same question', async () => {
    await using meanings = await openMeanings()
    await using world = await worldWith(meanings, { engine })
    await turnOn(world, meanings)
    await embedded(world)
    const { embedderFor } = world.baton.app
    const knowledge = openKnowledge(world.database.opened.database, {
      embedderFor,
      now: world.clock.now,
      patienceMs: 500,
    })
    meanings.does = 'hang'
    const organizationId = await organizationOf(world)
    const one = knowledge.of(organizationId)
    const asked = meanings.texts.length
    expect((await one.search('opening hours', []))[0]?.externalId).toBe('hours')
    expect((await one.search('opening hours on Sunday', []))[0]?.externalId).toBe('hours')
    expect(meanings.texts.length - asked).toBe(1)
    expect(one.meant()?.failure).toContain('did not answer within 0.5 s')
    await until('the call is given up', () => meanings.cancelled === 1)

    // who turns away is waited for no longer
    const leaving = new AbortController()
    const patient = openKnowledge(world.database.opened.database, { embedderFor, now: world.clock.now })
    const search = patient.of(organizationId, leaving.signal).search('opening hours', [])
    await until('it asks', () => meanings.texts.length - asked === 2)
    leaving.abort(new Error('gone'))
    await expect(search).rejects.toThrow('gone')
    await until('that call is given up, too', () => meanings.cancelled === 2)
  })

  test('what is no vector for each text is a failure', async () => {
    await using meanings = await openMeanings()
    await using world = await worldWith(meanings, { engine })
    await turnOn(world, meanings)
    await embedded(world)
    meanings.does = 'talk nonsense'
    const { checks } = await ask(world, IN_OTHER_WORDS)
    expect(checks.find(({ name }) => name === 'embeddings')?.detail).toContain('one vector for each text')
  })

  test('another model embeds everything anew, and compares with nothing of the old one', async () => {
    await using meanings = await openMeanings()
    await using world = await worldWith(meanings, { engine })
    await turnOn(world, meanings)
    await embedded(world)
    const before = meanings.texts.length
    await turnOn(world, meanings, 'other')
    await embedded(world)
    // one to try it, then each passage
    expect(meanings.texts.length - before).toBe(1 + ARTICLES.length)
    expect((await found(world, IN_OTHER_WORDS))[0]).toBe('parcel')
  })

  test('of two instances one embeds, each passage once', async () => {
    await using meanings = await openMeanings()
    const many = Array.from({ length: 150 }, (_, at) => ({
      id: `a${at}`,
      title: `Article ${at}`,
      body: `What number ${at} says.`,
    }))
    await using world = await worldWith(meanings, { engine, articles: many })
    await world.another()
    await turnOn(world, meanings)
    const tried = meanings.texts.length
    await embedded(world)
    expect(meanings.texts.length - tried).toBe(many.length)
    expect(new Set(meanings.texts).size).toBe(many.length + tried)
  })

  test('another organization’s vectors are never read', async () => {
    await using meanings = await openMeanings()
    await using world = await worldWith(meanings, { engine })
    await turnOn(world, meanings)
    await embedded(world)
    const { database } = world.database.opened
    await sql`insert into organization (id, name, slug, "createdAt") values ('rival', 'Rival', 'rival', now())`.execute(
      database,
    )
    // even one that names the same model
    await inOrganization(database, 'rival', async (tx) => {
      await tx.insertInto('knowledge_totals').values({ organization_id: 'rival' }).execute()
      await tx
        .insertInto('embeddings')
        .values({ organization_id: 'rival', model: `openai-compatible:meanings ${meanings.url}` })
        .execute()
    })
    const { embedderFor } = world.baton.app
    const own = await organizationOf(world)
    const knowledge = openKnowledge(database, {
      embedderFor: () => embedderFor(own),
      now: world.clock.now,
    })
    expect((await knowledge.search(own, IN_OTHER_WORDS))[0]?.externalId).toBe('parcel')
    expect(await knowledge.search('rival', IN_OTHER_WORDS)).toEqual([])
    const stolen = await inOrganization(database, 'rival', (tx) =>
      tx.selectFrom('passage_vectors').selectAll().execute(),
    )
    expect(stolen).toEqual([])
  })

  test('the month’s ceiling holds for it, and the trace says so', async () => {
    await using meanings = await openMeanings()
    await using world = await worldWith(meanings, { engine })
    await turnOn(world, meanings)
    await embedded(world)
    const { database } = world.database.opened
    const organizationId = await organizationOf(world)
    const now = world.clock.now()
    const spent = () => inOrganization(database, organizationId, (tx) => spendingOf(tx, organizationId, now))
    // one to try it, one batch; nobody knows what this endpoint takes
    expect(await spent()).toEqual({ calls: 2, unpricedCalls: 2, costUsd: 0 })
    await world.api('PATCH', '/api/v1/settings', { model: { monthlyCeilingUsd: 1 } })
    await inOrganization(database, organizationId, (tx) => addSpending(tx, organizationId, 1, now))
    const asked = meanings.texts.length
    const { checks } = await ask(world, IN_OTHER_WORDS)
    expect(checks.find(({ name }) => name === 'embeddings')?.detail).toContain('ceiling')
    await world.api('POST', '/api/v1/knowledge/import', [{ id: 'more', title: 'More', body: 'And more.' }])
    world.clock.skip(5_000)
    await world.settle()
    expect(meanings.texts.length).toBe(asked)
    expect((await overviewOf(world)).embeddings).toMatchObject({
      passages: 4,
      embedded: 3,
      isOverCeiling: true,
    })
    await world.api('PATCH', '/api/v1/settings', { model: { monthlyCeilingUsd: null } })
    await embedded(world)
  })

  test('what is too large to be kept in memory is read through, with the same result', async () => {
    await using meanings = await openMeanings()
    await using world = await worldWith(meanings, { engine })
    await turnOn(world, meanings)
    await embedded(world)
    const { database } = world.database.opened
    const organizationId = await organizationOf(world)
    const of = { model: `openai-compatible:meanings ${meanings.url}`, stamp: 'one' }
    const parcels = Float32Array.of(0, 1, 0, 0, 0)
    const kept = await keepVectors(database).nearest(organizationId, of, parcels, 2)
    const through = await keepVectors(database, 1).nearest(organizationId, of, parcels, 2)
    expect(through).toEqual(kept)
    expect(kept).toHaveLength(2)
    expect(kept[0]?.likeness).toBeGreaterThan(0.9)
    // an endpoint that serves another model under the same name compares with nothing
    expect(await keepVectors(database).nearest(organizationId, of, Float32Array.of(1, 0), 2)).toEqual([])
  })

  test('where the settings mask, nothing leaves unmasked', async () => {
    await using meanings = await openMeanings()
    await using world = await worldWith(meanings, {
      engine,
      articles: [...ARTICLES, { id: 'mail', title: 'Contact', body: 'Write to help@acme.example.' }],
    })
    await world.api('PATCH', '/api/v1/settings', {
      privacy: { mask: true },
      model: { embeddings: choice(meanings) },
    })
    await embedded(world)
    await found(world, 'I am ana@private.example, hello')
    expect(meanings.texts.join('\n')).toContain('[e-mail address]')
    expect(meanings.texts.join('\n')).not.toMatch(/@acme|@private/)
  })
})

describe.each(engines)('the model for embeddings, on %s', (engine) => {
  test('is tried before it is saved, and what fails is said at its field', async () => {
    await using meanings = await openMeanings()
    await using world = await worldWith(meanings, { engine, watching: false })
    const refused = async (embeddings: Record<string, unknown>) => {
      const { error } = await world.api<{ error: { field: string; message: string } }>(
        'PATCH',
        '/api/v1/settings',
        { model: { embeddings: { ...choice(meanings), ...embeddings } }, persona: { name: 'Half' } },
        422,
      )
      return error
    }
    const wrong = await refused({ apiKey: 'sk-wrong-and-never-shown' })
    expect(wrong.field).toBe('model.embeddings.apiKey')
    expect(wrong.message).not.toContain('sk-wrong')
    expect((await refused({ baseUrl: 'http://127.0.0.1:1/v1' })).field).toBe('model.embeddings.baseUrl')
    expect((await refused({ provider: 'anthropic' })).field).toBe('model.embeddings.provider')
    meanings.does = 'talk nonsense'
    expect((await refused({})).field).toBe('model.embeddings.name')
    const settings = await world.api<{ model: { embeddings: unknown }; persona: { name: string } }>(
      'GET',
      '/api/v1/settings',
    )
    expect([settings.model.embeddings, settings.persona.name]).toEqual([null, 'Baton'])
    expect(await world.api('GET', '/api/v1/audit?action=settings.changed')).toMatchObject({ items: [] })
  })

  test('has a key that is sealed and never shown, and does not follow another address', async () => {
    await using meanings = await openMeanings()
    await using other = await openMeanings()
    const lines: string[] = []
    await using world = await worldWith(meanings, {
      engine,
      modelHosts: [meanings.host, other.host],
      log: (line) => void lines.push(line),
    })
    await turnOn(world, meanings)
    await embedded(world)
    const shown = await world.api<{ model: { embeddings: unknown } }>('GET', '/api/v1/settings')
    expect(shown.model.embeddings).toEqual({
      provider: 'openai-compatible',
      name: 'meanings',
      baseUrl: meanings.url,
      apiKeyEndsWith: 'hown',
    })
    const audit = await world.api('GET', '/api/v1/audit')
    expect(JSON.stringify(audit)).toContain('meanings')
    for (const text of [JSON.stringify(shown), JSON.stringify(audit), lines.join('\n')])
      expect(text).not.toContain(meanings.key)
    expect(await columnsWith(world, new RegExp(meanings.key))).toEqual([])
    // sent back as it was read, it stays, and is not tried again
    const tried = meanings.texts.length
    await world.api('PATCH', '/api/v1/settings', shown)
    expect(meanings.texts.length).toBe(tried)
    await embedded(world)

    await world.api('PATCH', '/api/v1/settings', { model: { embeddings: { baseUrl: other.url } } }, 422)
    expect(other.texts).toHaveLength(1)
  })

  test('uses the main model’s key where that is of the same provider at the same address', async () => {
    await using meanings = await openMeanings()
    await using world = await worldWith(meanings, { engine, watching: false })
    const { apiKey, ...withoutKey } = choice(meanings)
    await world.api('PATCH', '/api/v1/settings', { model: { embeddings: withoutKey } }, 422)
    await world.api('PATCH', '/api/v1/settings', {
      model: {
        provider: 'openai-compatible',
        name: 'm',
        baseUrl: meanings.url,
        apiKey,
        embeddings: withoutKey,
      },
    })
    const { embedder } = await world.baton.app.embedderFor(await organizationOf(world))
    const { vectors } = await embedder!.embed(['cash'], new AbortController().signal)
    expect(vectors).toHaveLength(1)
  })
})
