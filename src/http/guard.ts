import type { Caller, Scope } from './caller.ts'
import { may } from './caller.ts'
import { ApiError } from './error.ts'

/** Says who may come in; throws ApiError when `caller` (null: neither session nor key) may not. */
export type Guard = (caller: Caller | null) => void

/** Anybody, signed in or not. In server.ts this word marks all that is public. */
export const everyone: Guard = () => {}

/** A member's session or any key. */
export const signedIn: Guard = (caller) => {
  if (caller === null) {
    throw new ApiError(401, 'unauthorized', 'Sign in, or send an API key as “Authorization: Bearer …”.')
  }
}

/** A person's session: a key belongs to one organization and cannot leave it. */
export const memberOnly: Guard = (caller) => {
  signedIn(caller)
  if (caller?.kind !== 'member') {
    throw new ApiError(
      403,
      'member_only',
      'This takes a signed-in member; an API key belongs to one organization.',
    )
  }
}

/** A caller whose role reaches the scope and, for a key, who holds it. */
export function needs(scope: Scope): Guard {
  return (caller) => {
    signedIn(caller)
    if (caller !== null && may(caller, scope)) return
    const why =
      caller?.kind === 'api-key'
        ? `This API key may not do that: it needs the scope ${scope}, and a maker whose role reaches it.`
        : 'Your role does not allow this: ask an owner or admin of the organization.'
    throw new ApiError(403, 'forbidden', why)
  }
}
