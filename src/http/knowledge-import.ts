import { z } from 'zod'
import { type ImportForm, readImport, UnreadableFile } from '../knowledge/import-file.ts'
import { importArticles } from '../knowledge/ingest.ts'
import { auditAlone } from './audited.ts'
import { ApiError } from './error.ts'
import { type HttpContext, operation } from './operation.ts'

const MIB = 1024 * 1024

export const importKnowledge = operation(
  {
    method: 'post',
    path: '/api/v1/knowledge/import',
    summary: 'Import articles; an id that was imported before updates its article',
    tag: 'Knowledge',
    rawBody: {
      'application/x-ndjson': { schema: z.string() },
      'text/csv': { schema: z.string() },
      'application/json': { schema: z.array(z.looseObject({})) },
    },
    maxBytes: 20 * MIB,
    answer: z.object({
      imported: z.number(),
      updated: z.number(),
      skipped: z.array(z.object({ line: z.number(), reason: z.string() })),
    }),
  },
  async ({ deps, caller, c }) => {
    const text = await c.req.text()
    const { entries, skipped } = await readable(readImport(formOf(c, text), text))
    // before, since it is many transactions, any of which may be the last
    const after = { entries: entries.length }
    await auditAlone(deps, caller, { action: 'knowledge.imported', before: null, after })
    const { imported, updated } = await importArticles(
      deps.database,
      caller.organizationId,
      entries,
      deps.clock.now(),
    )
    return { imported, updated, skipped }
  },
)

/** By its content type; where that says nothing (a bare curl), by how it begins. */
function formOf(c: HttpContext, text: string): ImportForm {
  const type = (c.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  if (/csv/.test(type)) return 'csv'
  if (/ndjson|jsonl|json-?lines/.test(type)) return 'ndjson'
  const start = /^[\s\ufeff]*(\S)/.exec(text)?.[1]
  if (start === '{') return 'ndjson'
  if (/json/.test(type) || start === '[') return 'json'
  const takes = 'application/x-ndjson, text/csv or application/json'
  throw new ApiError(415, 'unsupported_media_type', `Say in Content-Type what this is: ${takes}.`)
}

async function readable<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading
  } catch (error) {
    if (error instanceof UnreadableFile) throw new ApiError(400, 'unreadable_file', error.message)
    throw error
  }
}
