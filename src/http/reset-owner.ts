import { ownersOfInstall } from '../store/people.ts'
import { ApiError } from './error.ts'
import { GOOD_FOR_MS, makeResetLink } from './links.ts'
import type { HttpContext, HttpDeps } from './operation.ts'
import { admitOperator } from './operator-report.ts'

/** What `baton reset-owner` did. `owners`: among whom to choose, where it was not said, or is none of them. */
export type OwnerReset = { email: string; url: string } | { owners: string[] }

/** A link by which an owner sets a new password, which turns their second factor off: for when nobody else can help. */
export async function resetOwner(deps: HttpDeps, c: HttpContext): Promise<Response> {
  admitOperator(deps, c)
  const { database, log } = deps
  const asked = c.req.query('email')?.trim().toLowerCase()
  const owners = await ownersOfInstall(database)
  if (owners.length === 0) throw new ApiError(404, 'no_owner', 'Nobody owns this Baton yet.')
  const [only] = owners.length === 1 && asked === undefined ? owners : []
  const owner = only ?? owners.find(({ email }) => email === asked)
  if (owner === undefined) return c.json({ owners: owners.map(({ email }) => email) } satisfies OwnerReset)
  const goodForMs = GOOD_FOR_MS.mailedReset
  const url = await database
    .transaction()
    .execute((tx) => makeResetLink(deps, tx, { userId: owner.userId, goodForMs, twoFactorOff: true }))
  log.warn({ userId: owner.userId }, 'a reset link for an owner was made from the command line')
  return c.json({ email: owner.email, url } satisfies OwnerReset)
}
