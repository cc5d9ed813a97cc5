import type { Config } from '../config.ts'
import { DataLocked, lockData } from '../data-lock.ts'
import { type Database, openPostgres } from '../store/database.ts'
import { EngineMismatch, openEmbedded } from '../store/embedded.ts'
import { CommandFault } from './ask-server.ts'

/** The install's database, for a command that works on it itself. Throws CommandFault where a server has the embedded one. */
export async function withDatabase<T>(config: Config, work: (database: Database) => Promise<T>): Promise<T> {
  if (config.databaseUrl !== null) {
    const { database, close } = openPostgres(config.databaseUrl, 2)
    return work(database).finally(close)
  }
  try {
    const unlock = await lockData(config.dataDir)
    try {
      const { database, close } = await openEmbedded(config.dataDir)
      return await work(database).finally(close)
    } finally {
      await unlock()
    }
  } catch (fault) {
    if (fault instanceof DataLocked)
      throw new CommandFault(fault.message, 'The embedded database belongs to one process at a time.')
    if (fault instanceof EngineMismatch) throw new CommandFault(fault.message, '')
    throw fault
  }
}
