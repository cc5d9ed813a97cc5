import { z } from 'zod'
import { FreshchatError } from './error.ts'
import type { CallOptions, Request } from './request.ts'
import { loose } from './wire.ts'

const ITEMS_PER_PAGE = 100
const MOST_PAGES = 100

const pageSchema = loose({
  pagination: loose({ total_pages: z.unknown() }),
  links: z.unknown(),
})

/**
 * Lists of style 1 (reference 4.4), row by row. Servers clamp the page size, leave out `pagination` or `links`, answer
 * 404 or nothing past the end, or ignore `page`: each of these ends the list, none makes it run for ever.
 */
export async function* everyRow<Row extends { id: string }>(
  request: Request,
  wanted: {
    template: string
    key: string
    parse: (body: unknown) => Row | null
    query?: Record<string, string>
  },
  options: CallOptions,
): AsyncGenerator<Row> {
  const seen = new Set<string>()
  for (let page = 1; page <= MOST_PAGES; page++) {
    const body = await readPage(page)
    if (body === null) return
    let news = 0
    for (const raw of rowsOf(body, wanted.key)) {
      const row = wanted.parse(raw)
      if (row === null || seen.has(row.id)) continue
      seen.add(row.id)
      news++
      yield row
    }
    if (news === 0 || isLast(body, page)) return
  }

  async function readPage(page: number): Promise<unknown> {
    const query = { page: String(page), items_per_page: String(ITEMS_PER_PAGE), ...wanted.query }
    try {
      return (await request({ method: 'GET', template: wanted.template, query }, options)).json
    } catch (fault) {
      // WRONG_PAGE: past the end
      if (page > 1 && fault instanceof FreshchatError && fault.kind === 'not_found') return null
      throw fault
    }
  }
}

/** The rows under `key`; a JSON answer without that key is not what was asked for. */
export function rowsOf(body: unknown, key: string): unknown[] {
  const rows: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, key) : undefined
  if (Array.isArray(rows)) return rows
  throw new FreshchatError({
    kind: 'not_json',
    message: `This address answers JSON, but not Freshchat’s list of ${key}. Check the domain.`,
  })
}

function isLast(body: unknown, page: number): boolean {
  const { pagination, links } = pageSchema.parse(body)
  if (typeof pagination.total_pages === 'number') return page >= pagination.total_pages
  return typeof links === 'object' && links !== null && !Reflect.get(links, 'next_page')
}
