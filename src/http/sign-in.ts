import { APIError } from 'better-auth/api'
import { z } from 'zod'
import { LONGEST_PASSWORD } from '../auth.ts'
import { attempt } from './attempt.ts'
import { auditAlone } from './audited.ts'
import { headersForAuth } from './cookie.ts'
import { ApiError, wrongCredentials } from './error.ts'
import { newPassword, refuseGuessable } from './new-password.ts'
import { type HttpContext, type HttpDeps, operation } from './operation.ts'
import { passSecondFactor } from './second-factor-check.ts'

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
    body: z.object({
      email: z.string().max(254),
      password,
      code: z
        .string()
        .max(40)
        .optional()
        .describe('Of the authenticator app, or a recovery code; where it is asked for'),
      rememberMe: z.boolean().optional(),
    }),
    answer: signedInAnswer,
    errors: {
      401: 'E-mail, password or code is wrong; or second_factor_required: the code is missing',
      429: 'Too many wrong tries; Retry-After says how long to wait',
    },
  },
  async ({ deps, body, c }) => {
    const email = body.email.trim().toLowerCase()
    const tried = attempt(deps.throttle, email, c)
    await passSecondFactor(deps, c, { ...body, email })
    const answer = await signInWith(deps, c, { ...body, email })
    tried.succeeded()
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
      headers: headersForAuth(deps, c),
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
      newPassword,
    }),
    answer: signedInAnswer,
  },
  async ({ deps, caller, body, c }) => {
    await refuseGuessable(
      body.newPassword,
      [caller.email, caller.name, caller.organizationName],
      'newPassword',
    )
    const tried = attempt(deps.throttle, caller.email, c)
    const { headers } = await refusing('currentPassword', () =>
      deps.auth.api.changePassword({
        body: { ...body, revokeOtherSessions: true },
        headers: headersForAuth(deps, c),
        returnHeaders: true,
      }),
    )
    tried.succeeded()
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
      // a cookie that came with it is none of this sign-in's; the browser's name is for the list of sign-ins
      headers: new Headers({ 'user-agent': c.req.header('user-agent')?.slice(0, 200) ?? '' }),
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
    if (field === null) throw wrongCredentials()
    throw new ApiError(422, 'invalid_credentials', 'The present password is wrong.', field)
  }
}

function passCookies(c: HttpContext, headers: Headers): void {
  for (const cookie of headers.getSetCookie()) c.header('set-cookie', cookie, { append: true })
}
