import type { ImportEntry } from './ingest.ts'

/** An import in pieces, each of which is one transaction. */

/** Some 100 ms on PGlite, which serves nobody else meanwhile. Long articles make it fewer. */
const BATCH_ENTRIES = 100
const BATCH_CHARACTERS = 60_000

/** Those that no later one with the same external id takes the place of. */
export function lastOfEach(entries: ImportEntry[]): ImportEntry[] {
  const last = new Map(entries.map((entry, index) => [entry.externalId, index]))
  return entries.filter(({ externalId }, index) => externalId === null || last.get(externalId) === index)
}

export function* batchesOf(entries: ImportEntry[]): Generator<ImportEntry[]> {
  let batch: ImportEntry[] = []
  let characters = 0
  for (const entry of entries) {
    batch.push(entry)
    characters +=
      entry.fields.body.length + entry.fields.phrasings.reduce((sum, each) => sum + each.length, 0)
    if (batch.length >= BATCH_ENTRIES || characters >= BATCH_CHARACTERS) {
      yield batch
      batch = []
      characters = 0
    }
  }
  if (batch.length > 0) yield batch
}
