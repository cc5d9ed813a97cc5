import {
  type Compilable,
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresDialect,
  type QueryId,
  type QueryResult,
  type RawBuilder,
  Transaction,
} from 'kysely'
import type { Tx } from './database.ts'
import type { Schema } from './schema.ts'

/**
 * Fewer waits for PostgreSQL. It carries out what one connection sends in its order, so a statement need not wait for the answer to
 * the one before it (pg's pipelining).
 */

/** What a transaction is made of beside its executor. Nothing that may be asked of a transaction uses it. */
const unused = new PostgresDialect({
  pool: () => Promise.reject(new Error('A transaction has its connection')),
})
const parts = { config: { dialect: unused }, dialect: unused, driver: unused.createDriver() }

/** Kysely lets a transaction's statements wait for each other. Here `Promise.all` of several is one round trip, in the order written. */
export async function overlapping(tx: Tx): Promise<Tx> {
  const executor = tx.getExecutor()
  const connection = await executor.provideConnection(async (given) => given)
  const provider: Parameters<typeof executor.withConnectionProvider>[0] = {
    provideConnection: (use) => use(connection),
  }
  return new Transaction<Schema>({ ...parts, executor: executor.withConnectionProvider(provider) })
}

const unwaited = new WeakSet<QueryId>()

/**
 * A statement whose answer nobody waits for; a transaction's beginning, its role and its first statement so cost one round trip. If it
 * fails, so does the next statement that is waited for, or the commit: nothing after it is carried out, and no row that was read behind
 * it is given to anybody. On an engine without a wire, the same as executing it.
 */
export async function sendAhead(tx: Tx, query: Compilable | RawBuilder<unknown>): Promise<void> {
  const compiled = 'isRawBuilder' in query ? query.compile(tx) : query.compile()
  unwaited.add(compiled.queryId)
  await tx.executeQuery(compiled)
}

export function isSentAhead(query: QueryId): boolean {
  return unwaited.has(query)
}

interface Ahead {
  connection: DatabaseConnection
  /** Already on its way; whoever waits next waits for it too. */
  send(statement: Promise<unknown>): void
  /** Waits for what was sent ahead, then for this; the first fault of all counts. */
  behind<T>(statement: Promise<T>): Promise<T>
}

/** A dialect whose connections pipeline, with each transaction's beginning sent ahead. */
export function pipelined(dialect: Dialect): Dialect {
  return {
    createDriver: () => aheadDriver(dialect.createDriver()),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createAdapter: () => dialect.createAdapter(),
    createIntrospector: (db) => dialect.createIntrospector(db),
  }
}

function aheadDriver(driver: Driver): Driver {
  const taken = new WeakMap<
    DatabaseConnection,
    { inner: DatabaseConnection; ahead: Ahead; isReading: boolean }
  >()
  const of = (connection: DatabaseConnection) => {
    const found = taken.get(connection)
    if (found === undefined) throw new Error('A connection that this driver has not given out')
    return found
  }
  return {
    init: (options) => driver.init(options),
    async acquireConnection(options) {
      const inner = await driver.acquireConnection(options)
      const ahead = aheadOn(inner)
      taken.set(ahead.connection, { inner, ahead, isReading: false })
      return ahead.connection
    },
    async beginTransaction(connection, settings) {
      const found = of(connection)
      found.isReading = settings.accessMode === 'read only'
      found.ahead.send(driver.beginTransaction(found.inner, settings))
    },
    async commitTransaction(connection) {
      const { inner, ahead, isReading } = of(connection)
      const committed = driver.commitTransaction(inner)
      // PostgreSQL has let it write nothing: its end tells nobody anything, and what comes next on this connection stands behind it
      if (isReading) ahead.send(committed)
      else await ahead.behind(committed)
    },
    async rollbackTransaction(connection) {
      const { inner, ahead } = of(connection)
      const rolledBack = driver.rollbackTransaction(inner)
      // what is rolled back may have failed
      await ahead.behind(rolledBack).catch(() => {})
      await rolledBack
    },
    releaseConnection: (connection, options) => driver.releaseConnection(of(connection).inner, options),
    destroy: (options) => driver.destroy(options),
  }
}

function aheadOn(inner: DatabaseConnection): Ahead {
  let sent: Promise<unknown>[] = []
  const send = (statement: Promise<unknown>) => {
    // told to whoever waits next
    statement.catch(() => {})
    sent.push(statement)
  }
  const behind = async <T>(statement: Promise<T>): Promise<T> => {
    const before = sent
    sent = []
    statement.catch(() => {})
    for (const each of before) await each
    return statement
  }
  return {
    send,
    behind,
    connection: {
      async executeQuery<R>(
        query: CompiledQuery,
        options?: Parameters<typeof inner.executeQuery>[1],
      ): Promise<QueryResult<R>> {
        const statement = inner.executeQuery<R>(query, options)
        if (!isSentAhead(query.queryId)) return behind(statement)
        send(statement)
        return { rows: [] }
      },
      streamQuery: (query, chunkSize, options) => inner.streamQuery(query, chunkSize, options),
    },
  }
}
