import { APIError } from 'better-auth/api'
import { z } from 'zod'
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from '../auth.ts'
import { auditAlone } from './audited.ts'
import { ApiError } from './error.ts'
import { type HttpContext, type HttpDeps, operation } from './operation.ts'
import { clientAddress } from './origin.ts'

/** better-auth's endpoints that the world can reach are the ones here, under its addresses; all others stay closed. */

export const signedInAnswer = z.object({
  user: z.object({ id: z.string(), email: z.string(), name: z.string() }),
})

const password = z.string().max(LONGEST_PASSWORD)

export const signIn = operation(
  {
    method: 'post',
    path: '/api/auth/sign-in/email',
    summary: 'Signs in; sets an http-only session cookie',
    tag: 'Signing in',
    isPublic: true,
    body: z.object({ email: z.string().max(254), password, rememberMe: z.boolean().optional() }),
    answer: signedInAnswer,
    errors: {
      401: 'E-mail or password is wrong',
      429: 'Too many wrong tries; Retry-After says how long to wait',
    },
  },
  async ({ deps, body, c }) => {
    const email = body.email.trim().toLowerCase()
    const attempt = deps.throttle.attempt(email, clientAddress(c))
    if (attempt.waitMs > 0) throw tooMany(c, attempt.waitMs)
    const answer = await signInWith(deps, c, { ...body, email })
    attempt.succeeded()
    deps.log.info({ requestId: c.var.requestId, userId: answer.user.id }, 'signed in')
    return answer
  },
)

export const signOut = operation(
  {
    method: 'post',
    path: '/api/auth/sign-out',
    summary: 'Ends the session',
    tag: 'Signing in',
    isPublic: true,
    answer: z.object({ success: z.boolean() }),
  },
  async ({ deps, c }) => {
    const { headers, response } = await deps.auth.api.signOut({
      headers: c.req.raw.headers,
      returnHeaders: true,
    })
    passCookies(c, headers)
    // what the pages kept of customers is not for whoever sits here next
    c.header('clear-site-data', '"cache", "storage"')
    return response
  },
)

export const changePassword = operation(
  {
    method: 'post',
    path: '/api/auth/change-password',
    summary: 'Sets a new password and ends the person’s other sessions',
    tag: 'Signing in',
    body: z.object({
      currentPassword: password,
      newPassword: z.string().min(SHORTEST_PASSWORD).max(LONGEST_PASSWORD),
    }),
    answer: signedInAnswer,
  },
  async ({ deps, caller, body, c }) => {
    const attempt = deps.throttle.attempt(caller.email, clientAddress(c))
    if (attempt.waitMs > 0) throw tooMany(c, attempt.waitMs)
    const { headers } = await refusing('currentPassword', () =>
      deps.auth.api.changePassword({
        body: { ...body, revokeOtherSessions: true },
        headers: c.req.raw.headers,
        returnHeaders: true,
      }),
    )
    attempt.succeeded()
    passCookies(c, headers)
    const changed = { subjectId: caller.memberId, before: null, after: {} }
    await auditAlone(deps, caller, { action: 'password.changed', ...changed })
    return { user: { id: caller.userId, email: caller.email, name: caller.name } }
  },
)

/** The session's token is in the cookie only. */
export async function signInWith(
  deps: HttpDeps,
  c: HttpContext,
  body: { email: string; password: string; rememberMe?: boolean | undefined },
) {
  const { email, password, rememberMe = true } = body
  const { headers, response } = await refusing(null, () =>
    deps.auth.api.signInEmail({
      body: { email, password, rememberMe },
      headers: new Headers(),
      returnHeaders: true,
    }),
  )
  passCookies(c, headers)
  const { id, name } = response.user
  return { user: { id, email: response.user.email, name } }
}

/** better-auth's refusals in our form: one sentence for all that may be wrong with a sign-in, so that nobody learns who has an account. */
async function refusing<T>(field: string | null, call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    if (!(error instanceof APIError) || error.statusCode >= 500) throw error
    if (field === null)
      throw new ApiError(401, 'invalid_credentials', 'The e-mail address or the password is wrong.')
    throw new ApiError(422, 'invalid_credentials', 'The present password is wrong.', field)
  }
}

function tooMany(c: HttpContext, waitMs: number): ApiError {
  const seconds = Math.ceil(waitMs / 1000)
  c.header('retry-after', String(seconds))
  return new ApiError(429, 'too_many_tries', `Too many wrong tries. Wait ${seconds} seconds, then try again.`)
}

function passCookies(c: HttpContext, headers: Headers): void {
  for (const cookie of headers.getSetCookie()) c.header('set-cookie', cookie, { append: true })
}
