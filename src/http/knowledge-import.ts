import { stream } from 'hono/streaming'
import { z } from 'zod'
import { type ImportForm, readImport, type Skipped } from '../knowledge/import-file.ts'
import { type ImportEntry, type Importing, importArticles } from '../knowledge/ingest.ts'
import { UnreadableFile } from '../knowledge/unreadable-file.ts'
import { faultFields } from '../log.ts'
import { auditAlone } from './audited.ts'
import { ApiError, errorBody } from './error.ts'
import { type HttpContext, type HttpDeps, operation } from './operation.ts'
import { given } from './page.ts'
import { importedSchema } from './present-knowledge.ts'

const MIB = 1024 * 1024
/** What a preview shows of a body. */
const EXCERPT = 240

type Imported = z.infer<typeof importedSchema>

const STREAMED = 'application/x-ndjson'

export const importKnowledge = operation(
  {
    method: 'post',
    path: '/api/v1/knowledge/import',
    summary: `Import articles; an id that was imported before updates its article. With dryRun nothing is saved. Who accepts ${STREAMED} is told how far it is, {"done","of"} line by line, and the answer on the last`,
    tag: 'Knowledge',
    query: z.object({ dryRun: given(z.enum(['true', 'false'])) }),
    rawBody: {
      'application/x-ndjson': { schema: z.string() },
      'text/csv': { schema: z.string() },
      'application/json': { schema: z.array(z.looseObject({})) },
    },
    maxBytes: 20 * MIB,
    answer: importedSchema,
    rawAnswer: { 'application/json': { schema: importedSchema }, [STREAMED]: { schema: z.string() } },
  },
  async ({ deps, caller, query, c }) => {
    const text = await c.req.text()
    const { entries, skipped } = await readable(readImport(formOf(c, text), text))
    const isDryRun = query.dryRun === 'true'
    const after = { entries: entries.length }
    // before, since it is many transactions, any of which may be the last
    if (!isDryRun) await auditAlone(deps, caller, { action: 'knowledge.imported', before: null, after })
    const run = (importing: Importing) =>
      takenOver(deps, caller.organizationId, { entries, skipped }, { isDryRun, ...importing })
    return (c.req.header('accept') ?? '').includes(STREAMED) ? toldLineByLine(deps, c, run) : run({})
  },
)

async function takenOver(
  { database, clock }: HttpDeps,
  organizationId: string,
  { entries, skipped }: { entries: ImportEntry[]; skipped: Skipped[] },
  importing: Importing,
): Promise<Imported> {
  const done = await importArticles(database, organizationId, entries, clock.now(), importing)
  const { imported, updated, first } = done
  if (!importing.isDryRun) return { imported, updated, skipped }
  return {
    imported,
    updated,
    skipped,
    first: first.map(({ title, body, phrasings, url, language, isUpdate }) => ({
      title,
      excerpt: body.slice(0, EXCERPT),
      phrasings: phrasings.length,
      url,
      language,
      isUpdate,
    })),
  }
}

/** Whoever goes away meanwhile stops nothing: it is imported to its end. */
function toldLineByLine(deps: HttpDeps, c: HttpContext, run: (importing: Importing) => Promise<Imported>) {
  c.header('content-type', STREAMED)
  // proxies would hold back what is small
  c.header('x-accel-buffering', 'no')
  return stream(c, async (out) => {
    const tell = (line: object) => void out.write(`${JSON.stringify(line)}\n`)
    try {
      tell(await run({ onProgress: (done, of) => tell({ done, of }) }))
    } catch (error) {
      const { requestId } = c.var
      deps.log.error({ requestId, route: c.req.routePath, ...faultFields(error) }, 'a request failed')
      const message = `Something went wrong on our side. The log has more under request ${requestId}.`
      tell(errorBody({ code: 'internal', message, field: null }))
    }
  })
}

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
