import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { inOrganization, json, openPostgres, type Tx } from '../src/store/database.ts'
import { appendMessage } from '../src/store/messages.ts'
import { organizationsOwingWords, writeWords } from '../src/store/session-words.ts'
import { changeSession, createSession } from '../src/store/sessions.ts'
import { listSessions, type SessionFilter } from '../src/store/sessions-list.ts'
import { type Engine, engines } from './setup/engines.ts'
import { writeAllWords } from './setup/words.ts'
import { createWorld, type World } from './setup/world.ts'

/** What the Inbox finds, before the words of a session are written in the background and afterwards, and what that costs. */

const DAY = 24 * 60 * 60_000
const at = (day: number) => new Date(Date.UTC(2026, 0, 1) + day * DAY)

interface Seed {
  texts: string[]
  topic?: string
  status?: 'open' | 'resolved'
  owner?: 'ai' | 'human' | 'none'
  language?: string
  channel?: string
  contact?: { name: string; email: string | null; phone: string | null }
}

interface Searched extends AsyncDisposable {
  world: World
  organizationId: string
  /** As the organization. */
  within<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** The n-th began on the n-th day; its id. */
  begins(seed: Seed): Promise<string>
  says(sessionId: string, text: string): Promise<void>
  /** Which were found, newest first, as their days. */
  finds(filter: SessionFilter | string, limit?: number): Promise<number[]>
  writes(): Promise<void>
}

async function searched(engine: Engine): Promise<Searched> {
  const world = await createWorld({ engine })
  const { database } = world.database.opened
  const { organization } = await world.api<{ organization: { id: string } }>('GET', '/api/v1/me')
  const organizationId = organization.id
  const within: Searched['within'] = (work) => inOrganization(database, organizationId, work)
  const ids: string[] = []
  const conversations = new Map<string, string>()
  const say = (tx: Tx, sessionId: string, text: string) =>
    appendMessage(
      tx,
      {
        organizationId,
        conversationId: conversations.get(sessionId) ?? '',
        sessionId,
        freshchatId: randomUUID(),
        author: { kind: 'customer', id: null, name: null },
        private: false,
        visibilityKnown: true,
        text,
        parts: [],
        stepId: null,
        handled: true,
        createdAt: at(ids.length),
      },
      at(ids.length),
    )
  return {
    world,
    organizationId,
    within,
    begins: ({ texts, topic, status, owner, language, channel, contact }) =>
      within(async (tx) => {
        const { id: connectionId } = await tx.selectFrom('connections').select('id').executeTakeFirstOrThrow()
        const own = { organization_id: organizationId }
        const conversationId = randomUUID()
        await tx
          .insertInto('conversations')
          .values({
            ...own,
            id: conversationId,
            connection_id: connectionId,
            freshchat_id: conversationId,
            created_at: at(0),
          })
          .execute()
        const contactId = contact === undefined ? null : randomUUID()
        if (contact !== undefined && contactId !== null)
          await tx
            .insertInto('contacts')
            .values({ ...own, ...contact, id: contactId, freshchat_id: contactId, properties: json([]) })
            .execute()
        const { id } = await createSession(tx, {
          organizationId,
          conversationId,
          owner: owner ?? 'ai',
          channel: channel ?? 'web',
          autoHandle: true,
          contactId,
          previousSessionId: null,
          at: at(ids.length),
        })
        ids.push(id)
        conversations.set(id, conversationId)
        await changeSession(
          tx,
          id,
          { topic: topic ?? null, status: status ?? 'open', language: language ?? null },
          at(0),
        )
        for (const text of texts) await say(tx, id, text)
        return id
      }),
    says: (sessionId, text) => within((tx) => say(tx, sessionId, text)).then(() => {}),
    async finds(filter, limit = 100) {
      const asked = typeof filter === 'string' ? { q: filter } : filter
      const found: string[] = []
      for (let after: { at: Date; id: string } | null = null; ; ) {
        const page = await within((tx) => listSessions(tx, asked, { after, limit }))
        found.push(...page.map(({ id }) => id))
        const last = page.at(-1)
        if (last === undefined || page.length < limit) return found.map((id) => ids.indexOf(id))
        after = { at: last.created_at, id: last.id }
      }
    },
    writes: () => writeAllWords(world),
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  }
}

const ANA = { name: 'Ána Müller', email: 'ana.m@customer.example', phone: '+49 151 2345-6789' }
const MANY = Array.from({ length: 90 }, (_, n) => `wide${n}`).join(' ')

const SEEDS: Seed[] = [
  { texts: ['Where is my refund?'], topic: 'Refunds', status: 'resolved', language: 'de' },
  { texts: ['The violin is broken', 'I want a refund'], owner: 'human' },
  { texts: ['Wo ist meine Bestellung ORD-2026-77?'], contact: ANA, language: 'de' },
  { texts: ['refunds take long', MANY], topic: 'Refunds', language: 'de' },
  { texts: ['商品を返品したいです'], owner: 'human', status: 'resolved' },
  { texts: ['Refund my violin, refund it', MANY.toUpperCase()], topic: 'Violins', status: 'resolved' },
  { texts: ['nothing'], topic: 'Refunds' },
]

const ASKED: [SessionFilter, number[]][] = [
  [{ q: 'refund' }, [6, 5, 3, 1, 0]],
  [{ q: 'refund.' }, [5, 1, 0]],
  [{ q: 'REF' }, [6, 5, 3, 1, 0]],
  [{ q: 'violin refund' }, [5, 1]],
  [{ q: 'refund violin' }, [5, 1]],
  [{ q: 'refund xylophone' }, []],
  [{ q: 'xylophone' }, []],
  [{ q: 'wide' }, [5, 3]],
  [{ q: 'refunds wide' }, [3]],
  [{ q: 'wide4' }, [5, 3]],
  [{ q: 'wide44' }, [5, 3]],
  [{ q: 'ana' }, [2]],
  [{ q: 'muller ana' }, [2]],
  [{ q: 'ana.m@customer.example' }, [2]],
  [{ q: 'ana.m@c' }, [2]],
  [{ q: '0151 23456789' }, [2]],
  [{ q: 'ord-2026-77' }, [2]],
  [{ q: '返品' }, [4]],
  [{ q: '%' }, []],
  [{ status: 'resolved' }, [5, 4, 0]],
  [{ status: 'resolved', owner: 'human' }, [4]],
  [{ topic: 'Refunds' }, [6, 3, 0]],
  [{ topic: 'Refunds', language: 'de' }, [3, 0]],
  [{ topic: 'refunds' }, []],
  [{ status: 'open', owner: 'ai', language: 'de' }, [3, 2]],
  [{ status: 'open', owner: 'ai', language: 'de', topic: 'Refunds' }, [3]],
  [{ status: 'open', owner: 'ai', topic: 'Violins' }, []],
  [{ q: 'refund', status: 'open', owner: 'ai' }, [6, 3]],
  [{ q: 'wide', status: 'resolved', owner: 'ai' }, [5]],
  [{ status: 'open', sentiment: 'negative' }, []],
  [{ owner: 'ai', language: 'de', to: at(3) }, [2, 0]],
  [{ q: 'refund', topic: 'Refunds' }, [6, 3, 0]],
  [{ q: 'refund', status: 'resolved' }, [5, 0]],
  [{ q: 'wide', status: 'open' }, [3]],
  [{ q: 'refund', from: at(1), to: at(5) }, [3, 1]],
  [{ q: 'refund', on: { day: '2026-01-06', timeZone: 'UTC' } }, [5]],
  [{ owner: 'human', from: at(2) }, [4]],
  [{ q: '=status:open' }, []],
]

describe.each(engines)('what the Inbox finds, on %s', (engine) => {
  test('is the same before the words are written, while some are, and afterwards, in pages of any size', async () => {
    await using search = await searched(engine)
    for (const seed of SEEDS) await search.begins(seed)
    const findsAll = async (limit: number) => {
      const found = []
      for (const [filter] of ASKED) found.push([filter, await search.finds(filter, limit)])
      return found
    }
    expect(await findsAll(100)).toEqual(ASKED)
    // the newest only
    await search.within((tx) => writeWords(tx, search.organizationId, 12))
    expect(await findsAll(2)).toEqual(ASKED)
    await search.writes()
    expect(await organizationsOwingWords(search.world.database.opened.database)).toEqual([])
    expect(await findsAll(100)).toEqual(ASKED)
    expect(await findsAll(1)).toEqual(ASKED)
  })

  test('is found by what it begins with, however many words begin so', async () => {
    await using search = await searched(engine)
    for (const seed of SEEDS) await search.begins(seed)
    await search.writes()
    // more than are counted, in the eldest session
    await search.within((tx) =>
      sql`insert into session_words (organization_id, word, created_at, session_id)
        select organization_id, 'wide-' || n, created_at, id
        from (select * from sessions order by created_at limit 1) as eldest, generate_series(1, 5200) as n`.execute(
        tx,
      ),
    )
    for (const limit of [1, 2, 100]) {
      expect(await search.finds('wide', limit)).toEqual([5, 3, 0])
      expect(await search.finds('refund wide', limit)).toEqual([5, 0])
      expect(await search.finds({ q: 'wide', status: 'resolved' }, limit)).toEqual([5, 0])
    }
  })

  test('follows what is written, changed, moved and learnt of a session, at once', async () => {
    await using search = await searched(engine)
    const first = await search.begins({
      texts: ['hello'],
      topic: 'Greetings',
      contact: { ...ANA, name: 'Yolanda' },
    })
    const second = await search.begins({ texts: ['bye'] })
    await search.writes()
    const follows = async (filter: SessionFilter | string, days: number[]) => {
      expect(await search.finds(filter)).toEqual(days)
      await search.writes()
      expect(await search.finds(filter)).toEqual(days)
    }
    await search.says(second, 'violins')
    await follows('violin', [1])
    await search.within((tx) => changeSession(tx, first, { topic: 'Hymns', status: 'resolved' }, at(1)))
    await follows({ topic: 'Hymns', status: 'resolved' }, [0])
    await follows({ topic: 'Greetings' }, [])
    await follows('greetings', [])
    await search.within((tx) => tx.updateTable('contacts').set({ name: 'Zora' }).execute())
    await follows('zora', [0])
    await follows('yolanda', [])
    await search.within((tx) =>
      tx.updateTable('messages').set({ session_id: first }).where('text', '=', 'violins').execute(),
    )
    await follows('violins', [0])
    await search.within((tx) => changeSession(tx, first, { createdAt: at(9) }, at(1)))
    await follows({ q: 'violins', from: at(8) }, [0])
  })

  test('words go with the text, in the same transaction', async () => {
    await using search = await searched(engine)
    const words = () =>
      search.within(async (tx) => {
        const rows = await tx.selectFrom('session_words').select('word').distinct().execute()
        return rows.map(({ word }) => word).filter((word) => /^(secret|plain|ana|topical)/.test(word))
      })
    const id = await search.begins({
      texts: ['plain', 'secret1'],
      topic: 'topical',
      contact: { ...ANA, name: 'Ana' },
    })
    await search.writes()
    expect((await words()).sort()).toEqual(['ana', 'ana.m@customer.example', 'plain', 'secret1', 'topical'])
    const goes = async (work: (tx: Tx) => Promise<unknown>, left: string[]) => {
      await search.within(work)
      expect(await words()).toEqual([])
      await search.writes()
      expect((await words()).sort()).toEqual(left)
    }
    const texts = (tx: Tx) => tx.updateTable('messages')
    await goes(
      (tx) => texts(tx).set({ text: 'x' }).where('text', '=', 'plain').execute(),
      ['ana', 'ana.m@customer.example', 'secret1', 'topical'],
    )
    await goes(
      (tx) => tx.deleteFrom('messages').where('text', '=', 'secret1').execute(),
      ['ana', 'ana.m@customer.example', 'topical'],
    )
    await goes((tx) => changeSession(tx, id, { topic: null }, at(1)), ['ana', 'ana.m@customer.example'])
    await goes((tx) => tx.updateTable('contacts').set({ name: null, email: null }).execute(), [])
    await search.within((tx) => tx.deleteFrom('sessions').execute())
    expect(await search.within((tx) => tx.selectFrom('session_words').selectAll().execute())).toEqual([])
    expect(await search.within((tx) => tx.selectFrom('session_words_owed').selectAll().execute())).toEqual([])
  })

  test('several filters read the sessions that meet them all, whatever is written of their words', async () => {
    await using search = await searched(engine)
    for (const seed of SEEDS) await search.begins(seed)
    await search.begins({ texts: ['a bar'], owner: 'human', language: 'x|y', channel: 'a|b' })
    await search.begins({ texts: ['long'], owner: 'human', language: 'en', channel: `${'é'.repeat(60)}1` })
    await search.writes()
    await search.within((tx) => tx.deleteFrom('session_words').execute())
    const finds = async (filter: SessionFilter, days: number[]) => {
      for (const limit of [1, 100]) expect(await search.finds(filter, limit)).toEqual(days)
    }
    await finds({ status: 'open', owner: 'human' }, [8, 7, 1])
    await finds({ status: 'resolved', owner: 'human', channel: 'web' }, [4])
    await finds({ owner: 'ai', language: 'de', from: at(1) }, [3, 2])
    await finds({ owner: 'human', language: 'x|y' }, [7])
    await finds({ owner: 'human', channel: 'a|b' }, [7])
    await finds({ owner: 'human', language: 'x|y', channel: 'a|b' }, [7])
    await finds({ owner: 'human', channel: `${'é'.repeat(60)}1` }, [8])
    await finds({ owner: 'human', channel: `${'é'.repeat(60)}2` }, [])
    await finds({ owner: 'none', status: 'open' }, [])
  })

  test('several filters that very many kinds of sessions meet find them all', async () => {
    await using search = await searched(engine)
    await search.begins({ texts: ['first'], owner: 'human', language: 'de', channel: 'channel0' })
    for (let n = 1; n < 140; n++) await search.begins({ texts: [], owner: 'human', channel: `channel${n}` })
    await search.writes()
    expect(await search.finds({ owner: 'human', status: 'open' }, 50)).toHaveLength(140)
    expect(await search.finds({ owner: 'human', language: 'de' })).toEqual([0])
    expect(await search.finds({ owner: 'ai', status: 'open' })).toEqual([])
  })

  test('an install that has many to catch up with is searched meanwhile as before', async () => {
    await using search = await searched(engine)
    for (const seed of SEEDS) await search.begins(seed)
    await search.within((tx) =>
      sql`insert into session_words_owed (organization_id, session_id)
        select organization_id, id from sessions, generate_series(1, 300)`.execute(tx),
    )
    expect(await search.finds('refund violin')).toEqual([5, 1])
    expect(await search.finds({ q: 'efun', status: 'resolved' })).toEqual([5, 0])
    await search.writes()
    expect(await search.finds('efun')).toEqual([])
    expect(await search.finds({ q: 'refund', status: 'resolved' })).toEqual([5, 0])
  })

  test('the background writes them by itself, and says so to nobody who watches', async () => {
    await using world = await createWorld({ engine, watching: true })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    const { organization } = await world.api<{ organization: { id: string } }>('GET', '/api/v1/me')
    const read = () =>
      inOrganization(world.database.opened.database, organization.id, async (tx) => ({
        owed: await tx.selectFrom('session_words_owed').select('id').execute(),
        words: (await tx.selectFrom('session_words').select('word').execute()).map(({ word }) => word),
        changes: (await tx.selectFrom('changes').select('id').execute()).length,
      }))
    for (let now = await read(); now.owed.length > 0; now = await read()) await world.clock.skip(1_000)
    const { words } = await read()
    expect(words).toEqual(expect.arrayContaining(['delivery', 'ana', 'working', '=owner:ai']))
    const before = (await read()).changes
    await inOrganization(world.database.opened.database, organization.id, (tx) =>
      sql`insert into session_words_owed (organization_id, session_id) select organization_id, id from sessions`.execute(
        tx,
      ),
    )
    await writeAllWords(world)
    expect((await read()).changes).toBe(before)
  })
})

describe.runIf(engines.includes('postgres'))('several at once, on postgres', () => {
  test('who takes a message in waits for nobody who writes words, and nobody writes what another does', async () => {
    await using search = await searched('postgres')
    const id = await search.begins({ texts: ['hello'] })
    const { url } = search.world.database
    const other = openPostgres(url ?? '', 2)
    let written = -1
    await search.within(async (tx) => {
      expect(await writeWords(tx, search.organizationId, 25)).toBeGreaterThan(0)
      // all of this while the other transaction is open
      await inOrganization(other.database, search.organizationId, async (intake) => {
        await changeSession(intake, id, { lastMessageAt: at(3), owner: 'human' }, at(3))
      })
      await search.says(id, 'violin')
      written = await inOrganization(other.database, search.organizationId, (later) =>
        writeWords(later, search.organizationId, 25),
      )
    })
    expect(written).toBe(0)
    expect(await search.finds('violin')).toEqual([0])
    await search.writes()
    expect(await search.finds('violin')).toEqual([0])
    await other.close()
  })

  test('the words are looked up in their index, under the policy', async () => {
    await using search = await searched('postgres')
    await search.begins({ texts: ['hello'] })
    const planOf = (condition: string) =>
      search.within(async (tx) => {
        await sql`set local enable_seqscan = off`.execute(tx)
        const { rows } = await sql<
          Record<string, string>
        >`explain select created_at, session_id from session_words
          where ${sql.raw(condition)} order by created_at desc, session_id desc limit 50`.execute(tx)
        return rows.flatMap((row) => Object.values(row)).join('\n')
      })
    const equal = await planOf("word = 'hello' and (created_at, session_id) < (now(), gen_random_uuid())")
    expect(equal).toMatch(/Index Only Scan Backward using session_words_pkey/)
    expect(equal).toMatch(/Index Cond: .*organization_id = .*word = /)
    expect(equal).not.toContain('Sort')
    const ofKind = await search.within(async (tx) => {
      await sql`set local enable_seqscan = off`.execute(tx)
      const { rows } = await sql<Record<string, string>>`explain select created_at, id from sessions
        where kind = 'open|ai||||web' and created_at < now() order by created_at desc, id desc limit 50`.execute(
        tx,
      )
      return rows.flatMap((row) => Object.values(row)).join('\n')
    })
    expect(ofKind).toMatch(/Index Only Scan Backward using sessions_of_kind/)
    expect(ofKind).toMatch(/Index Cond: .*organization_id = .*kind = /)
    expect(ofKind).not.toContain('Sort')
    expect(await planOf("word >= 'he' and word < 'hf'")).toMatch(
      /Index Cond: .*organization_id = .*word >= .*word < /,
    )
  })
})
