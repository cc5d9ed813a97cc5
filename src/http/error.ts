import type { ContentfulStatusCode } from 'hono/utils/http-status'

/** What we answer when we do not do what was asked: a status, a stable code and a sentence that a person can act on. */
export class ApiError extends Error {
  override name = 'ApiError'
  readonly status: ContentfulStatusCode
  readonly code: string
  /** The dotted path of the field at fault, null when it is no field's fault. */
  readonly field: string | null
  /** After so long it may be tried again: the header Retry-After. */
  readonly retryAfterSec: number | null

  constructor(
    status: ContentfulStatusCode,
    code: string,
    message: string,
    field: string | null = null,
    retryAfterSec: number | null = null,
  ) {
    super(message)
    this.status = status
    this.code = code
    this.field = field
    this.retryAfterSec = retryAfterSec
  }
}

/** Another organization's id gets this very answer, so that nobody learns what exists. */
export function notFound(what: string): ApiError {
  return new ApiError(404, 'not_found', `There is no such ${what}.`)
}

/** One sentence for all that may be wrong with a sign-in, so that nobody learns who has an account. */
export function wrongCredentials(): ApiError {
  return new ApiError(401, 'invalid_credentials', 'The e-mail address or the password is wrong.')
}

export function unprocessable(code: string, field: string | null, message: string): ApiError {
  return new ApiError(422, code, message, field)
}

/** The one form in which every error leaves. */
export function errorBody(error: { code: string; message: string; field: string | null }) {
  const { code, message, field } = error
  return { error: { code, message, ...(field === null ? {} : { field }) } }
}
