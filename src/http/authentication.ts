import { LONGEST_SIGN_IN_MS } from '../auth.ts'
import { holderOfKey } from '../store/api-keys.ts'
import { membershipsOf } from '../store/organizations.ts'
import { type Caller, isRole } from './caller.ts'
import { headersForAuth } from './cookie.ts'
import { ApiError } from './error.ts'
import type { HttpContext, HttpDeps } from './operation.ts'

/**
 * Who asks: by key when there is an Authorization header (a cookie is not looked at then), else by session; null for a stranger.
 * `prolongs`: a session in use lives on; whoever merely leaves a page open does not use it.
 */
export async function callerOf(
  deps: HttpDeps,
  c: HttpContext,
  { prolongs = true }: { prolongs?: boolean } = {},
): Promise<Caller | null> {
  const authorization = c.req.header('authorization')
  if (authorization !== undefined) return callerByKey(deps, authorization)
  return c.req.header('cookie') === undefined ? null : callerBySession(deps, c, prolongs)
}

async function callerByKey({ database, clock }: HttpDeps, authorization: string): Promise<Caller | null> {
  const key = /^Bearer +(\S+)$/i.exec(authorization)?.[1]
  const holder = key === undefined ? null : await holderOfKey(database, key, clock.now())
  if (holder === null || !isRole(holder.role)) return null
  return { kind: 'api-key', ...holder, role: holder.role, sessionId: null }
}

async function callerBySession(deps: HttpDeps, c: HttpContext, prolongs: boolean): Promise<Caller | null> {
  const { auth, database } = deps
  const { headers, response: signedIn } = await auth.api.getSession({
    headers: headersForAuth(deps, c),
    query: { disableRefresh: !prolongs },
    returnHeaders: true,
  })
  if (signedIn === null) return null
  const isOld = deps.clock.now().getTime() - signedIn.session.createdAt.getTime() > LONGEST_SIGN_IN_MS
  if (isOld) return null
  // a session in use is prolonged now and then: the browser must hear of it
  for (const cookie of headers.getSetCookie()) c.header('set-cookie', cookie, { append: true })

  const { user, session } = signedIn
  const memberships = await membershipsOf(database, user.id)
  const membership =
    memberships.find((one) => one.organizationId === session.activeOrganizationId) ?? memberships[0]
  if (membership === undefined) {
    throw new ApiError(
      403,
      'no_organization',
      'You belong to no organization any more: ask an owner to invite you.',
    )
  }
  const { memberId, role, organizationId, organizationName } = membership
  if (!isRole(role)) return null
  return {
    kind: 'member',
    memberId,
    userId: user.id,
    email: user.email,
    name: user.name,
    role,
    scopes: ['*'],
    organizationId,
    organizationName,
    sessionId: session.id,
    keyName: null,
  }
}
