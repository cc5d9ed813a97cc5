import type { Config } from '../config.ts'
import type { Database } from '../store/database.ts'
import { type Carrier, exportAll } from '../store/export.ts'
import { VERSION } from '../version.ts'
import { CommandFault } from './ask-server.ts'
import { FORMAT, type Header, rowSum, writeFileOf } from './carried-file.ts'
import { withDatabase } from './open-install.ts'

/** `baton export FILE`: all that an install holds, as it is at one moment. On PostgreSQL everything goes on meanwhile. */
export async function exportTo(
  config: Config,
  path: string | null,
  now: Date,
): Promise<{ lines: string[]; isDone: boolean }> {
  if (path === null) throw new CommandFault('Which file?', 'Name one: baton export baton.ndjson.gz')
  const { rows, tables } = await withDatabase(config, (database) => exportDatabase(database, path, now))
  const kept = config.secrets === null ? ` (it is in ${config.dataDir}/secret)` : ''
  return {
    lines: [
      `${rows} rows of ${tables} tables are in ${path}.`,
      `What is sealed in it opens with the same BATON_SECRET only${kept}: keep it too, in another place.`,
    ],
    isDone: true,
  }
}

/** Returns how much it was. */
export async function exportDatabase(
  database: Database,
  path: string,
  now: Date,
): Promise<{ tables: number; rows: number }> {
  const total = { tables: 0, rows: 0 }
  await writeFileOf(path, async (line) => {
    await exportAll(database, carrierInto(line, total, now))
    await line(JSON.stringify(total))
  })
  return total
}

function carrierInto(
  line: (text: string) => Promise<void>,
  total: { tables: number; rows: number },
  now: Date,
): Carrier {
  let rows = 0
  let sum = 0n
  return {
    begins: ({ migration, keys }) =>
      line(
        JSON.stringify({
          baton: 'export',
          format: FORMAT,
          version: VERSION,
          migration,
          exportedAt: now.toISOString(),
          keys,
        } satisfies Header),
      ),
    async table(table, columns) {
      rows = 0
      sum = 0n
      total.tables += 1
      await line(JSON.stringify({ table, columns }))
    },
    async rows(texts) {
      rows += texts.length
      sum += rowSum(texts)
      for (const text of texts) await line(text)
    },
    async tableEnds(end) {
      total.rows += rows
      await line(JSON.stringify({ end, rows, sum: sum.toString() }))
    },
    sequence: (sequence, value, isCalled) => line(JSON.stringify({ sequence, value, isCalled })),
  }
}
