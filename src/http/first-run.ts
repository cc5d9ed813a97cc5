import { randomBytes, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { hashOf } from '../secret.ts'
import { anyUser } from '../store/people.ts'
import { ApiError } from './error.ts'
import { createFirstOwner } from './first-owner.ts'
import { organizationName } from './me.ts'
import { newPassword, refuseGuessable } from './new-password.ts'
import { operation } from './operation.ts'
import { isFromLoopback, isOwnOrigin } from './origin.ts'
import { signedInAnswer, signInWith } from './sign-in.ts'

/** The one-time token of an install that nobody has claimed: printed at start, kept as its hash. */
export function newFirstRunToken(): { token: string; hash: string } {
  const token = randomBytes(16).toString('base64url')
  return { token, hash: hashOf(token) }
}

/** Others than who sits at the machine are told nothing by it: their way in is the link, whether or not somebody has used it. */
export const getFirstRun = operation(
  {
    method: 'get',
    path: '/api/v1/first-run',
    summary:
      'Whether the owner can be made from here without a token: on Baton’s own machine, while there is none',
    tag: 'Signing in',
    isPublic: true,
    answer: z.object({ isOpen: z.boolean() }),
  },
  async ({ deps, c }) => {
    const host = c.req.header('host') ?? ''
    // with BATON_URL set, a page of another address may change nothing, this one included
    const isHere = isFromLoopback(c) && isOwnOrigin(deps.config, `http://${host}`, host)
    return { isOpen: isHere && !(await anyUser(deps.database)) }
  },
)

export const firstRun = operation(
  {
    method: 'post',
    path: '/api/v1/first-run',
    summary: 'Makes the owner and the organization of a fresh install, and signs in',
    tag: 'Signing in',
    isPublic: true,
    body: z.strictObject({
      email: z.email().max(254),
      password: newPassword,
      name: z.string().trim().min(1).max(100).optional(),
      organization: organizationName.optional(),
      token: z
        .string()
        .max(100)
        .optional()
        .describe('From the log; not needed on the machine that Baton runs on'),
    }),
    answer: signedInAnswer,
    status: 201,
    errors: { 403: 'The token is missing or wrong', 409: 'There is an owner already' },
  },
  async ({ deps, body, c }) => {
    const { email, password, name, token } = body
    if (!isFromLoopback(c) && !isToken(token, deps.firstRunTokenHash)) {
      throw new ApiError(
        403,
        'token_required',
        'This needs the one-time link that Baton printed in its log at start, or the token that stands behind its #.',
        'token',
      )
    }
    const organization = body.organization ?? 'My organization'
    await refuseGuessable(password, [email, organization, name ?? ''])
    const claimed = await createFirstOwner(deps, {
      email,
      password,
      organizationName: organization,
      ...(name === undefined ? {} : { name }),
    })
    if (claimed === null) {
      throw new ApiError(
        409,
        'already_claimed',
        'This Baton has an owner already: sign in, or ask for an invitation.',
      )
    }
    deps.log.info({ organizationId: claimed.organizationId }, 'first owner created')
    return signInWith(deps, c, { email, password })
  },
)

function isToken(token: string | undefined, hash: string | null): boolean {
  if (token === undefined || hash === null) return false
  return timingSafeEqual(Buffer.from(hashOf(token)), Buffer.from(hash))
}
