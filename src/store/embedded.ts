import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Database, type OpenDatabase, openPglite } from './database.ts'

/** The engine that wrote the folder; another major version cannot read it. */
export const ENGINE = 'pglite 0.5 (PostgreSQL 18)'

export class EngineMismatch extends Error {
  override name = 'EngineMismatch'
}

/**
 * The embedded database under `dataDir/database`. It survives a killed process; PGlite does not fsync, so it does not survive a
 * power cut. The caller holds the lock of `dataDir`.
 */
export async function openEmbedded(dataDir: string): Promise<OpenDatabase> {
  const folder = join(dataDir, 'database')
  const mark = join(dataDir, 'engine')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const written = existsSync(mark) ? (await readFile(mark, 'utf8')).trim() : null
  // empty: a start was killed between opening the file and writing it, before this was written beside and moved
  if (written !== null && written !== '' && written !== ENGINE) {
    throw new EngineMismatch(
      `${folder} was written by ${written}; this Baton has ${ENGINE}. Export with the Baton that wrote it, and import here into a new folder.`,
    )
  }
  const opened = await openPglite(folder)
  if (written !== ENGINE) {
    // moved into place, so that a killed start leaves the whole mark or none
    await writeFile(`${mark}.new`, `${ENGINE}\n`, { mode: 0o600 })
    await rename(`${mark}.new`, mark)
  }
  return opened
}

/** One process has the folder, so what another one held when it died is free at once. */
export async function freeLeases(database: Database): Promise<void> {
  await database
    .updateTable('conversations')
    .set({ lease_until: null })
    .where('lease_until', 'is not', null)
    .execute()
  await database
    .updateTable('websites')
    .set({ lease_until: null })
    .where('lease_until', 'is not', null)
    .execute()
}
