import { AsyncLocalStorage } from 'node:async_hooks'
import { setImmediate } from 'node:timers/promises'
import { Mutex } from 'async-mutex'
import { type Dialect, type Driver, PGliteAdapter } from 'kysely'

/**
 * The embedded engine has one connection, and whoever wants it waits in line. Deliveries go to the front: Freshchat waits three seconds,
 * then sends again, and gives up on a webhook that often fails, while a turn can wait. Behind them goes a turn's last step before a send:
 * what a delivery tells may be that a rep has it. On a PostgreSQL nothing here applies.
 */

const USUAL = 0
const SECOND = 1
const FIRST = 2

const place = new AsyncLocalStorage<number>()

/** What `work` asks of the database goes before all others that wait. */
export function first<T>(work: () => Promise<T>): Promise<T> {
  return place.run(FIRST, work)
}

/** The same, but behind those that go first. */
export function second<T>(work: () => Promise<T>): Promise<T> {
  return place.run(SECOND, work)
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
      await line.acquire(place.getStore() ?? USUAL)
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
