import { stream } from 'hono/streaming'
import { z } from 'zod'
import type { Skipped } from '../knowledge/import-entry.ts'
import { type ImportEntry, type Importing, importArticles } from '../knowledge/ingest.ts'
import { UnreadableFile } from '../knowledge/unreadable-file.ts'
import { type Readable, readUpload } from '../knowledge/upload.ts'
import { formOf } from '../knowledge/upload-form.ts'
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

const FILE = z.string().meta({ format: 'binary' })
const STREAMED = 'application/x-ndjson'

export const importKnowledge = operation(
  {
    method: 'post',
    path: '/api/v1/knowledge/import',
    summary: `Import articles; an id that was imported before updates its article. With dryRun nothing is saved. Who accepts ${STREAMED} is told how far it is, {"done","of"} line by line, and the answer on the last`,
    tag: 'Knowledge',
    query: z.object({
      dryRun: given(z.enum(['true', 'false'])),
      name: given(
        z.string().max(500).describe('Of the file. A document that was imported under it before is updated'),
      ),
    }),
    rawBody: {
      'application/x-ndjson': { schema: z.string() },
      'text/csv': { schema: z.string() },
      'application/json': { schema: z.array(z.looseObject({})) },
      'text/markdown': { schema: z.string() },
      'text/html': { schema: z.string() },
      'application/pdf': { schema: FILE },
      'application/zip': { schema: FILE },
    },
    maxBytes: 20 * MIB,
    answer: importedSchema,
    rawAnswer: { 'application/json': { schema: importedSchema }, [STREAMED]: { schema: z.string() } },
  },
  async ({ deps, caller, query, c }) => {
    const { entries, skipped } = await received(c, query.name ?? null)
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

async function received(c: HttpContext, name: string | null): Promise<Readable> {
  const bytes = new Uint8Array(await c.req.arrayBuffer())
  const contentType = c.req.header('content-type') ?? ''
  const form = formOf(contentType, name, bytes)
  if (form === null)
    throw new ApiError(415, 'unsupported_media_type', `Say in Content-Type what this is: ${TAKEN}.`)
  try {
    return await readUpload({ form, bytes, name, contentType })
  } catch (error) {
    if (error instanceof UnreadableFile) throw new ApiError(400, 'unreadable_file', error.message)
    throw error
  }
}

const TAKEN =
  'application/x-ndjson, text/csv, application/json, text/markdown, text/html, application/pdf or application/zip'
