import type { z } from 'zod'
import type { importedSchema } from '../../../src/http/present-knowledge.ts'
import { hear, send } from '../api.ts'

/** A file of articles on its way to the server. */

export type Imported = z.infer<typeof importedSchema>

const PATH = '/api/v1/knowledge/import'
/** The server finds out by the name, and by how the file begins. */
const TYPE = 'application/octet-stream'

/** What would come of it; nothing is saved. */
export const lookInto = (file: File): Promise<Imported> =>
  send<Imported>(`${PATH}?${named(file)}&dryRun=true`, file, TYPE)

export function importFile(
  file: File,
  tell: (progress: { done: number; of: number }) => void,
): Promise<Imported> {
  return hear<{ done: number; of: number }, Imported>(`${PATH}?${named(file)}`, file, TYPE, tell)
}

const named = ({ name }: File) => new URLSearchParams({ name })
