import { z } from 'zod'
import { enterOrganization, type Tx } from '../store/database.ts'
import {
  changeRole,
  deleteMember,
  lockMembers,
  type Member,
  memberById,
  membersOf,
  ownersIn,
} from '../store/members.ts'
import { membershipsOf } from '../store/organizations.ts'
import { endSignIns } from '../store/people.ts'
import { audit } from './audited.ts'
import { type Caller, isRole, mayGive, roles } from './caller.ts'
import { ApiError, notFound } from './error.ts'
import { GOOD_FOR_MS, makeResetLink } from './links.ts'
import { type HttpDeps, listOf, operation } from './operation.ts'
import { memberSchema } from './present-members.ts'

const params = z.object({ id: z.string() })

export const findMembers = operation(
  {
    method: 'get',
    path: '/api/v1/members',
    summary: 'Who belongs to the organization, in the order in which they came',
    tag: 'Members',
    answer: listOf(memberSchema),
  },
  async ({ deps, caller }) => ({
    items: (await membersOf(deps.database, caller.organizationId)).map(present),
    next: null,
  }),
)

export const changeMember = operation(
  {
    method: 'patch',
    path: '/api/v1/members/{id}',
    summary: 'Gives a member another role',
    tag: 'Members',
    params,
    body: z.strictObject({ role: z.enum(roles) }),
    answer: memberSchema,
    errors: { 403: 'It is more than the caller may give', 409: 'It is the last owner' },
  },
  async ({ deps, caller, params, body }) => {
    const { role } = body
    if (!mayGive(caller, role)) throw moreThanYours('role')
    return changing(deps, caller, params.id, async (tx, before) => {
      if (before.role === 'owner' && role !== 'owner') await keepAnOwner(tx, caller)
      await changeRole(tx, before.id, role)
      await enterOrganization(tx, caller.organizationId)
      const change = { subjectId: before.id, before: { role: before.role }, after: { role } }
      await audit(tx, caller, { action: 'member.role_changed', ...change }, deps.clock.now())
      return present({ ...before, role })
    })
  },
)

export const removeMember = operation(
  {
    method: 'delete',
    path: '/api/v1/members/{id}',
    summary: 'Ends a membership at once, with the API keys that the member made here',
    tag: 'Members',
    params,
    errors: { 403: 'The member’s role is above the caller’s', 409: 'It is the last owner' },
  },
  async ({ deps, caller, params }) => {
    await changing(deps, caller, params.id, async (tx, before) => {
      if (before.role === 'owner') await keepAnOwner(tx, caller)
      await deleteMember(tx, caller.organizationId, before)
      // who belongs nowhere has nothing to be signed in for
      if ((await membershipsOf(tx, before.userId)).length === 0) await endSignIns(tx, before.userId)
      await enterOrganization(tx, caller.organizationId)
      const { id, email, role } = before
      const change = { subjectId: id, before: { email, role }, after: null }
      await audit(tx, caller, { action: 'member.removed', ...change }, deps.clock.now())
    })
  },
)

export const endMembersSignIns = operation(
  {
    method: 'delete',
    path: '/api/v1/members/{id}/sign-ins',
    summary: 'Signs a member out everywhere, at once; they can sign in again',
    tag: 'Members',
    params,
    errors: { 403: 'The member’s role is above the caller’s' },
  },
  async ({ deps, caller, params }) => {
    await changing(deps, caller, params.id, async (tx, { id, userId }) => {
      await endSignIns(tx, userId)
      await enterOrganization(tx, caller.organizationId)
      const change = { subjectId: id, before: null, after: {} }
      await audit(tx, caller, { action: 'member.signed_out', ...change }, deps.clock.now())
    })
  },
)

export const addResetLink = operation(
  {
    method: 'post',
    path: '/api/v1/members/{id}/reset-link',
    summary: 'A link by which a member sets a new password, good for a day; older ones are good no longer',
    tag: 'Members',
    params,
    body: z.strictObject({
      twoFactorOff: z.boolean().default(false).describe('For who has lost the phone, and the recovery codes'),
    }),
    answer: z.object({ url: z.string() }),
    status: 201,
    errors: {
      403: 'The member’s role is above the caller’s',
      409: 'The member belongs to another organization too',
    },
  },
  async ({ deps, caller, params, body }) =>
    changing(deps, caller, params.id, async (tx, { id, userId }) => {
      // their account is not this organization's alone
      if ((await membershipsOf(tx, userId)).length > 1)
        throw new ApiError(
          409,
          'belongs_elsewhere',
          'This member belongs to another organization too: they reset their password by mail, or whoever runs Baton does.',
        )
      const at = deps.clock.now()
      const { twoFactorOff } = body
      const goodForMs = GOOD_FOR_MS.copiedReset
      const url = await makeResetLink(deps, tx, { userId, goodForMs, twoFactorOff })
      await enterOrganization(tx, caller.organizationId)
      const change = { subjectId: id, before: null, after: { twoFactorOff } }
      await audit(tx, caller, { action: 'member.reset_link_made', ...change }, at)
      return { url }
    }),
)

/** One change at a time, to somebody who is there and whose role the caller may give. */
function changing<T>(
  deps: HttpDeps,
  caller: Caller,
  id: string,
  change: (tx: Tx, before: Member) => Promise<T>,
): Promise<T> {
  return deps.database.transaction().execute(async (tx) => {
    await lockMembers(tx, caller.organizationId)
    const before = await memberById(tx, caller.organizationId, id)
    if (before === null) throw notFound('member')
    if (!isRole(before.role) || !mayGive(caller, before.role)) throw moreThanYours(null)
    return change(tx, before)
  })
}

async function keepAnOwner(tx: Tx, { organizationId }: Caller): Promise<void> {
  if ((await ownersIn(tx, organizationId)) > 1) return
  throw new ApiError(409, 'last_owner', 'This is the last owner: make somebody else one first.')
}

export function moreThanYours(field: string | null): ApiError {
  return new ApiError(403, 'forbidden', 'That is more than you may give: ask an owner.', field)
}

function present({ joinedAt, userId: _, ...shown }: Member): z.output<typeof memberSchema> {
  return { ...shown, joinedAt: joinedAt.toISOString() }
}
