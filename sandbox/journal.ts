import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'

/** A named set of records by id, in the order they were first put. Records are replaced, never changed in place. */
export interface Table<T> {
  get(id: string): T | undefined
  all(): T[]
  put(id: string, record: T): void
  delete(id: string): void
  size(): number
}

/**
 * Tables that survive `kill -9`: everything put since the last commit is written as ONE line, synchronously, before
 * an answer leaves. A torn last line is therefore an act that nobody was told of, and is left out on the next start.
 */
export interface Journal {
  table<T>(name: string): Table<T>
  commit(): void
  /** What a late timer commits after this is lost, as with any stopped process. */
  close(): void
}

type Change = [table: string, id: string, record: unknown] | [table: string, id: string]

export function openJournal(folder: string | null): Journal {
  const tables = new Map<string, Map<string, unknown>>()
  let batch: Change[] = []
  let isClosed = false
  const file = folder === null ? null : openFile(folder, tables)

  const rowsOf = (name: string): Map<string, unknown> => {
    const rows = tables.get(name) ?? new Map<string, unknown>()
    tables.set(name, rows)
    return rows
  }

  return {
    table<T>(name: string): Table<T> {
      // The only writer of these rows is this same typed table, in this process or in the one that wrote the file.
      const rows = rowsOf(name) as Map<string, T>
      return {
        get: (id) => rows.get(id),
        all: () => [...rows.values()],
        put(id, record) {
          rows.set(id, record)
          if (file !== null) batch.push([name, id, record])
        },
        delete(id) {
          if (rows.delete(id) && file !== null) batch.push([name, id])
        },
        size: () => rows.size,
      }
    },
    commit() {
      if (file === null || batch.length === 0 || isClosed) return
      writeSync(file, `${JSON.stringify(batch)}\n`)
      batch = []
    },
    close() {
      if (file !== null && !isClosed) closeSync(file)
      isClosed = true
    },
  }
}

/** Replays the journal into `tables`, rewrites it to what is left of it, and returns it open for appending. */
function openFile(folder: string, tables: Map<string, Map<string, unknown>>): number {
  mkdirSync(folder, { recursive: true })
  const path = join(folder, 'journal.jsonl')
  if (existsSync(path)) for (const line of readFileSync(path, 'utf8').split('\n')) replay(line, tables)

  // The token is inside: nobody but the owner may read it.
  const compacted = openSync(`${path}.new`, 'w', 0o600)
  for (const [name, rows] of tables)
    for (const [id, record] of rows) writeSync(compacted, `${JSON.stringify([[name, id, record]])}\n`)
  fsyncSync(compacted)
  closeSync(compacted)
  renameSync(`${path}.new`, path)
  chmodSync(path, 0o600)
  return openSync(path, 'a', 0o600)
}

function replay(line: string, tables: Map<string, Map<string, unknown>>): void {
  let batch: Change[]
  try {
    batch = JSON.parse(line) as Change[]
  } catch {
    return // the empty line at the end, or one torn by a killed process
  }
  for (const [name, id, ...record] of batch) {
    const rows = tables.get(name) ?? new Map<string, unknown>()
    tables.set(name, rows)
    if (record.length === 0) rows.delete(id)
    else rows.set(id, record[0])
  }
}
