import type { z } from 'zod'
import type { importedSchema } from '../../../src/http/present-knowledge.ts'
import { hear, send } from '../api.ts'

/** A file of articles on its way to the server. */

export type Imported = z.infer<typeof importedSchema>

/** The server takes no more. */
export const LARGEST = 20 * 1024 * 1024

const PATH = '/api/v1/knowledge/import'
const TYPES: Record<string, string> = {
  csv: 'text/csv',
  ndjson: 'application/x-ndjson',
  jsonl: 'application/x-ndjson',
  json: 'application/json',
}

/** What would come of it; nothing is saved. */
export const lookInto = (file: File): Promise<Imported> =>
  send<Imported>(`${PATH}?dryRun=true`, file, typeOf(file))

export function importFile(
  file: File,
  tell: (progress: { done: number; of: number }) => void,
): Promise<Imported> {
  return hear<{ done: number; of: number }, Imported>(PATH, file, typeOf(file), tell)
}

/** By how its name ends; the server finds out about others. */
function typeOf({ name }: File): string {
  return TYPES[name.toLowerCase().split('.').at(-1) ?? ''] ?? 'text/plain'
}
