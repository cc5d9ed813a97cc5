import type { Json } from './wire.ts'

/** What an endpoint answers; `body: null` is an empty answer. */
export interface Answer {
  status: number
  body: unknown
}

export const ok = (body: unknown): Answer => ({ status: 200, body })

/** An answer in Freshchat's envelope `{code, status, message}`; the message may be absent (4.2). */
export class AnswerError extends Error {
  readonly answer: Answer
  constructor(answer: Answer, message: string) {
    super(message)
    this.name = 'AnswerError'
    this.answer = answer
  }
}

export function envelope(code: number, status: string, message?: string): Answer {
  return { status: code, body: { code, status, message } }
}

export function answerError(code: number, status: string, message?: string): AnswerError {
  return new AnswerError(envelope(code, status, message), message ?? status)
}

/** One call of the REST API, read whole before anything happens. */
export interface ApiCall {
  params: Record<string, string>
  query: URLSearchParams
  body: Uint8Array
  contentType: string
}

export type Handler = (call: ApiCall) => Answer | Promise<Answer>

export function jsonObject(call: ApiCall): Json {
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder().decode(call.body))
  } catch {
    throw answerError(400, 'INVALID_VALUE', 'Request body is not valid JSON')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw answerError(400, 'INVALID_VALUE', 'Request body is not a JSON object')
  return value as Json // just checked
}

/**
 * Paging style 1 (4.4): `page` and `items_per_page` are clamped, never refused; past the end is 404 WRONG_PAGE; links are
 * host-relative.
 */
export function listPage(call: ApiCall, name: string, rel: string, items: Json[], maxItems: number): Answer {
  const perPage = Math.min(maxItems, wholeNumber(call.query.get('items_per_page'), 20))
  const page = wholeNumber(call.query.get('page'), 1)
  const sortBy = call.query.get('sort_by')
  const isDescending = call.query.get('sort_order') === 'desc'
  const sorted = [...items]
  if (sortBy !== null) sorted.sort((a, b) => sortKey(a, sortBy).localeCompare(sortKey(b, sortBy)))
  if (isDescending) sorted.reverse()

  const total = Math.ceil(sorted.length / perPage)
  if (page > Math.max(1, total))
    throw answerError(404, 'WRONG_PAGE', 'The page does not exist in the search result')
  const link = (to: number): Json => {
    const query = new URLSearchParams(call.query)
    query.set('page', String(to))
    query.set('items_per_page', String(perPage))
    return { href: `/v2/${name}?${query}`, rel, type: 'GET' }
  }
  return ok({
    [name]: sorted.slice((page - 1) * perPage, page * perPage),
    pagination: {
      total_items: sorted.length,
      total_pages: total,
      current_page: page,
      items_per_page: perPage,
    },
    links: {
      first_page: link(1),
      previous_page: page > 1 ? link(page - 1) : undefined,
      next_page: page < total ? link(page + 1) : undefined,
      last_page: link(Math.max(1, total)),
    },
  })
}

function sortKey(item: Json, by: string): string {
  return String(item[by] ?? item.first_name ?? '')
}

export function wholeNumber(text: string | null, fallback: number): number {
  const value = Number(text ?? Number.NaN)
  return Number.isInteger(value) && value >= 1 ? value : fallback
}
