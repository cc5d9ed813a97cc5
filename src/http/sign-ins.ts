import { z } from 'zod'
import { endSignIn, signInsOf } from '../store/people.ts'
import { notFound } from './error.ts'
import { listOf, operation } from './operation.ts'
import { signInSchema } from './present-members.ts'

/** Where a person is signed in. */

export const listSignIns = operation(
  {
    method: 'get',
    path: '/api/v1/me/sign-ins',
    summary: 'Where the caller is signed in, newest first',
    tag: 'Signing in',
    answer: listOf(signInSchema),
  },
  async ({ deps, caller }) => {
    const signIns = await signInsOf(deps.database, caller.userId, deps.clock.now())
    return {
      items: signIns.map(({ id, userAgent, createdAt, updatedAt }) => ({
        id,
        userAgent: userAgent || null,
        createdAt: createdAt.toISOString(),
        usedAt: updatedAt.toISOString(),
        isThis: id === caller.sessionId,
      })),
      next: null,
    }
  },
)

export const dropSignIn = operation(
  {
    method: 'delete',
    path: '/api/v1/me/sign-ins/{id}',
    summary: 'Ends one of the caller’s sign-ins at once',
    tag: 'Signing in',
    params: z.object({ id: z.string() }),
  },
  async ({ deps, caller, params }) => {
    if (!(await endSignIn(deps.database, caller.userId, params.id))) throw notFound('sign-in')
  },
)
