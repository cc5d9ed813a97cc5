import { z } from 'zod'
import { enterOrganization } from '../store/database.ts'
import { createOrganization, membershipsOf } from '../store/organizations.ts'
import { switchOrganization } from '../store/people.ts'
import { audit } from './audited.ts'
import { roles } from './caller.ts'
import { notFound } from './error.ts'
import { operation } from './operation.ts'
import { startSettings } from './start-settings.ts'

const organization = z.object({ id: z.string(), name: z.string() }).meta({ id: 'Organization' })

export const me = operation(
  {
    method: 'get',
    path: '/api/v1/me',
    summary: 'Who asks, in which organization',
    tag: 'Signing in',
    answer: z.object({
      member: z.object({ id: z.string(), email: z.string(), name: z.string(), role: z.enum(roles) }),
      organization,
      organizations: z.array(organization),
    }),
  },
  async ({ deps, caller }) => {
    const own = { id: caller.organizationId, name: caller.organizationName }
    // a key knows no other organization than its own
    const all = caller.kind === 'api-key' ? null : await membershipsOf(deps.database, caller.userId)
    return {
      member: { id: caller.memberId, email: caller.email, name: caller.name, role: caller.role },
      organization: own,
      organizations: all?.map((one) => ({ id: one.organizationId, name: one.organizationName })) ?? [own],
    }
  },
)

export const organizationName = z.string().trim().min(1).max(100)

export const addOrganization = operation(
  {
    method: 'post',
    path: '/api/v1/organizations',
    summary: 'Makes a further organization, with the caller as its owner',
    tag: 'Signing in',
    body: z.strictObject({ name: organizationName }),
    answer: organization,
    status: 201,
  },
  async ({ deps, caller, body }) => {
    const { name } = body
    const at = deps.clock.now()
    const id = await deps.database.transaction().execute(async (tx) => {
      const { organizationId, memberId } = await createOrganization(tx, { name, ownerId: caller.userId, at })
      await enterOrganization(tx, organizationId)
      const there = { ...caller, organizationId, memberId }
      await audit(tx, there, { action: 'organization.made', before: null, after: { name } }, at)
      return organizationId
    })
    await startSettings(deps, id)
    return { id, name }
  },
)

export const chooseOrganization = operation(
  {
    method: 'post',
    path: '/api/v1/me/organization',
    summary: 'Switches to another organization of the caller',
    tag: 'Signing in',
    body: z.strictObject({ id: z.string() }),
    answer: organization,
  },
  async ({ deps, caller, body }) => {
    const memberships = await membershipsOf(deps.database, caller.userId)
    const chosen = memberships.find((one) => one.organizationId === body.id)
    if (chosen === undefined || caller.sessionId === null) throw notFound('organization')
    await switchOrganization(deps.database, caller.sessionId, chosen.organizationId)
    return { id: chosen.organizationId, name: chosen.organizationName }
  },
)
