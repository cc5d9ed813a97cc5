import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { type Spread, spread } from './figures.ts'
import { answerParent } from './remote.ts'

/** The reference of the embedded engine: single-row inserts and nothing else, in a process of their own. */

const folder = mkdtempSync(join(tmpdir(), 'baton-bench-inserts-'))
const pglite = await PGlite.create({ dataDir: folder })
await pglite.exec('create table reference_inserts (id uuid primary key, body jsonb not null)')

const handlers = {
  async insert(body: string, clients: number, seconds: number): Promise<{ perSecond: number; ms: Spread }> {
    const durations: number[] = []
    const from = performance.now()
    const end = from + seconds * 1_000
    const client = async () => {
      while (performance.now() < end) {
        const began = performance.now()
        await pglite.query('insert into reference_inserts (id, body) values ($1, $2)', [randomUUID(), body])
        durations.push(performance.now() - began)
      }
    }
    await Promise.all(Array.from({ length: clients }, client))
    return { perSecond: (durations.length * 1_000) / (performance.now() - from), ms: spread(durations) }
  },
}

export type InsertApi = typeof handlers

answerParent(handlers, async () => {
  await pglite.close()
  rmSync(folder, { recursive: true, force: true })
})
