import type { ContentfulStatusCode } from 'hono/utils/http-status'

/** What we answer when we do not do what was asked: a status, a stable code and a sentence that a person can act on. */
export class ApiError extends Error {
  override name = 'ApiError'
  readonly status: ContentfulStatusCode
  readonly code: string
  /** The dotted path of the field at fault, null when it is no field's fault. */
  readonly field: string | null

  constructor(status: ContentfulStatusCode, code: string, message: string, field: string | null = null) {
    super(message)
    this.status = status
    this.code = code
    this.field = field
  }
}

/** Another organization's id gets this very answer, so that nobody learns what exists. */
export function notFound(what: string): ApiError {
  return new ApiError(404, 'not_found', `There is no such ${what}.`)
}

export function unprocessable(code: string, field: string | null, message: string): ApiError {
  return new ApiError(422, code, message, field)
}

/** The one form in which every error leaves. */
export function errorBody(error: { code: string; message: string; field: string | null }) {
  const { code, message, field } = error
  return { error: { code, message, ...(field === null ? {} : { field }) } }
}
