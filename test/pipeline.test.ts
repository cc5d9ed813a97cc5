import { Socket } from 'node:net'
import { sql } from 'kysely'
import pg from 'pg'
import { describe, expect, test } from 'vitest'
import { asSystem, inOrganization, readInOrganization, type Tx } from '../src/store/database.ts'
import { sendAhead } from '../src/store/pipeline.ts'
import { type Engine, engines, freshDatabase } from './setup/engines.ts'

async function openDatabase(engine: Engine) {
  const database = await freshDatabase(engine)
  return { ...database, [Symbol.asyncDispose]: database.drop }
}

describe.each(engines)('statements that nobody waits for, on %s', (engine) => {
  test('are carried out in their order, before what is asked behind them', async () => {
    await using database = await openDatabase(engine)
    const said = await database.opened.database.transaction().execute(async (tx) => {
      await sendAhead(tx, sql`create temporary table said (word text) on commit drop`)
      for (const word of ['one', 'two', 'three']) await sendAhead(tx, sql`insert into said values (${word})`)
      return (await sql<{ word: string }>`select word from said`.execute(tx)).rows
    })
    expect(said).toEqual([{ word: 'one' }, { word: 'two' }, { word: 'three' }])
  })

  test('one that fails fails what is asked next: nobody reads a row behind it', async () => {
    await using database = await openDatabase(engine)
    let isRead = false
    const failing = database.opened.database.transaction().execute(async (tx) => {
      await sendAhead(tx, sql`select 1 / 0`)
      await sql`select 1`.execute(tx)
      isRead = true
    })
    await expect(failing).rejects.toThrow(/division by zero/)
    expect(isRead).toBe(false)
  })

  test('one that fails as the last fails the commit: nothing of its transaction stands', async () => {
    await using database = await openDatabase(engine)
    const { database: db } = database.opened
    const failing = db.transaction().execute(async (tx) => {
      await sql`create table said (word text)`.execute(tx)
      await sendAhead(tx, sql`select 1 / 0`)
    })
    await expect(failing).rejects.toThrow(/division by zero/)
    expect((await sql`select to_regclass('said') as name`.execute(db)).rows).toEqual([{ name: null }])
  })

  test('a role that cannot be taken: not one row is read as somebody else', async () => {
    await using database = await openDatabase(engine)
    const { database: db } = database.opened
    const failing = db.transaction().execute(async (tx) => {
      await sendAhead(tx, sql`select set_config('role', 'nobody_here', true)`)
      return tx.selectFrom('organization').selectAll().execute()
    })
    await expect(failing).rejects.toThrow(/nobody_here/)
    // and whoever has the connection next is not hindered
    expect(await asSystem(db, (tx) => sql`select current_user as role`.execute(tx))).toMatchObject({
      rows: [{ role: 'baton_system' }],
    })
  })
})

function noteCommits(onAnswer: () => void): () => void {
  const { query } = pg.Client.prototype
  pg.Client.prototype.query = function (this: pg.Client, ...given: Parameters<typeof query>) {
    const answer: unknown = query.apply(this, given)
    if ((given[0] as unknown) === 'commit' && answer instanceof Promise) void answer.then(onAnswer)
    return answer
  } as typeof query
  return () => {
    pg.Client.prototype.query = query
  }
}

/** How often a socket of this process writes while `work` runs. */
async function writesDuring(work: () => Promise<unknown>): Promise<number> {
  let writes = 0
  const { _write, _writev } = Socket.prototype
  Socket.prototype._write = function (...given) {
    writes++
    return _write.apply(this, given)
  }
  Socket.prototype._writev = function (...given) {
    writes++
    return _writev?.apply(this, given)
  }
  try {
    await work()
  } finally {
    Object.assign(Socket.prototype, { _write, _writev })
  }
  return writes
}

describe.runIf(engines.includes('postgres'))('what goes over the wire together', () => {
  test('a transaction’s beginning, its role and what is first asked are one write; its commit is another', async () => {
    await using database = await openDatabase('postgres')
    const ask = () => asSystem(database.opened.database, (tx) => sql`select 1`.execute(tx))
    await ask()
    expect(await writesDuring(ask)).toBe(2)
  })

  test('the end of a transaction that only reads is waited for by nobody, and PostgreSQL lets it write nothing', async () => {
    await using database = await openDatabase('postgres')
    const { database: db } = database.opened
    const order: string[] = []
    const stop = noteCommits(() => order.push('its end is answered'))
    await readInOrganization(db, 'acme', (tx) => sql`select 1`.execute(tx))
    order.push('its rows are given')
    await inOrganization(db, 'acme', (tx) => sql`select 1`.execute(tx))
    order.push('the rows of one that may write')
    stop()
    expect(order).toEqual([
      'its rows are given',
      'its end is answered',
      'its end is answered',
      'the rows of one that may write',
    ])
    const write = readInOrganization(db, 'acme', (tx) => sql`create temporary table said ()`.execute(tx))
    await expect(write).rejects.toThrow(/read-only transaction/)
    // the connection is as good as before
    expect(await inOrganization(db, 'acme', (tx) => sql`select 1 as one`.execute(tx))).toMatchObject({
      rows: [{ one: 1 }],
    })
  })

  test('so is what is asked side by side; one after the other each is a write', async () => {
    await using database = await openDatabase('postgres')
    const { database: db } = database.opened
    const ask = (tx: Tx, word: string) => sql<{ word: string }>`select ${word} as word`.execute(tx)
    const sideBySide = () =>
      asSystem(db, (tx) => Promise.all(['one', 'two', 'three'].map((word) => ask(tx, word))))
    const said = await sideBySide()
    expect(said.map(({ rows }) => rows[0]?.word)).toEqual(['one', 'two', 'three'])
    expect(await writesDuring(sideBySide)).toBe(2)
    const oneByOne = () =>
      asSystem(db, async (tx) => {
        for (const word of ['one', 'two', 'three']) await ask(tx, word)
      })
    expect(await writesDuring(oneByOne)).toBe(4)
  })
})
