import { AsyncLocalStorage } from 'node:async_hooks'
import { setImmediate } from 'node:timers/promises'
import { Mutex } from 'async-mutex'
import { type Dialect, type Driver, PGliteAdapter } from 'kysely'

/**
 * The embedded engine has one connection, and whoever wants it waits in line. Deliveries go to the front: Freshchat waits three seconds,
 * then sends again, and gives up on a webhook that often fails, while a turn can wait, but for its last step before a send. On a PostgreSQL
 * nothing here applies.
 */

const USUAL = 0
const FIRST = 1

const goesFirst = new AsyncLocalStorage<true>()

/** What `work` asks of the database goes before all others that wait. */
export function beforeOthers<T>(work: () => Promise<T>): Promise<T> {
  return goesFirst.run(true, work)
}

/** A dialect of one connection, whose line is kept here. */
export function oneAtATime(dialect: Dialect): Dialect {
  return {
    createDriver: () => inLine(dialect.createDriver()),
    createAdapter: () => new LineIsKeptElsewhere(),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createIntrospector: (db) => dialect.createIntrospector(db),
  }
}

/** Kysely's own line knows no front. */
class LineIsKeptElsewhere extends PGliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true
  }
}

function inLine(driver: Driver): Driver {
  const line = new Mutex()
  return {
    init: (options) => driver.init(options),
    async acquireConnection(options) {
      await line.acquire(goesFirst.getStore() === true ? FIRST : USUAL)
      try {
        // this engine answers without ever letting the process look at its sockets: who waits there would wait for all of the line
        await setImmediate()
        return await driver.acquireConnection(options)
      } catch (fault) {
        line.release()
        throw fault
      }
    },
    beginTransaction: (connection, settings) => driver.beginTransaction(connection, settings),
    commitTransaction: (connection) => driver.commitTransaction(connection),
    rollbackTransaction: (connection) => driver.rollbackTransaction(connection),
    async releaseConnection(connection, options) {
      try {
        await driver.releaseConnection(connection, options)
      } finally {
        line.release()
      }
    },
    destroy: (options) => driver.destroy(options),
  }
}
