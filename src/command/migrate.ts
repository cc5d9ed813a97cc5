import type { Config } from '../config.ts'
import { lastMigration, migrate } from '../store/migrate.ts'
import { withDatabase } from './open-install.ts'

/** `baton migrate`: brings the schema up to date, as a start does, and ends: for who does it apart from starting. */
export async function bringUpToDate(config: Config): Promise<{ lines: string[]; isDone: boolean }> {
  return withDatabase(config, async (database) => {
    const before = await lastMigration(database)
    await migrate(database)
    const after = await lastMigration(database)
    return {
      lines: [before === after ? `The schema is up to date: ${after}.` : `The schema is at ${after} now.`],
      isDone: true,
    }
  })
}
