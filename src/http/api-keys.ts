import { z } from 'zod'
import { apiKeysOf, createApiKey, deleteApiKey } from '../store/api-keys.ts'
import { enterOrganization } from '../store/database.ts'
import { audit } from './audited.ts'
import { holds, roleReaches, scopes } from './caller.ts'
import { ApiError, notFound } from './error.ts'
import { listOf, operation } from './operation.ts'
import { apiKeySchema } from './present-members.ts'

const scope = z.enum(['*', ...scopes])

export const addApiKey = operation(
  {
    method: 'post',
    path: '/api/v1/api-keys',
    summary: 'Makes a key; it is shown this once',
    tag: 'API keys',
    body: z.strictObject({
      name: z.string().trim().min(1).max(100),
      scopes: z
        .array(scope)
        .min(1)
        .max(20)
        .describe('What the key may do; write includes read, * is all that its maker may'),
    }),
    answer: z.object({ id: z.string(), key: z.string() }),
    status: 201,
  },
  async ({ deps, caller, body }) => {
    // a key reaches no further than its maker: neither than the role nor, when a key makes a key, than that key's scopes
    const beyond = body.scopes.find((asked) =>
      asked === '*'
        ? !caller.scopes.includes('*')
        : !holds(caller.scopes, asked) || !roleReaches(caller.role, asked),
    )
    if (beyond !== undefined)
      throw new ApiError(403, 'forbidden', `You do not hold “${beyond}” yourself.`, 'scopes')
    const { organizationId, userId } = caller
    const at = deps.clock.now()
    const { name, scopes } = body
    return deps.database.transaction().execute(async (tx) => {
      const made = await createApiKey(tx, { name, scopes, organizationId, userId, at })
      await enterOrganization(tx, organizationId)
      const change = { subjectId: made.id, before: null, after: { name, scopes } }
      await audit(tx, caller, { action: 'api_key.made', ...change }, at)
      return made
    })
  },
)

export const listApiKeys = operation(
  {
    method: 'get',
    path: '/api/v1/api-keys',
    summary: 'The keys of the organization, newest first, by their first and last characters',
    tag: 'API keys',
    answer: listOf(apiKeySchema),
  },
  async ({ deps, caller }) => {
    const keys = await apiKeysOf(deps.database, caller.organizationId)
    return { items: keys.map((key) => ({ ...key, createdAt: key.createdAt.toISOString() })), next: null }
  },
)

export const removeApiKey = operation(
  {
    method: 'delete',
    path: '/api/v1/api-keys/{id}',
    summary: 'Ends a key at once',
    tag: 'API keys',
    params: z.object({ id: z.string() }),
  },
  async ({ deps, caller, params }) => {
    await deps.database.transaction().execute(async (tx) => {
      const before = await deleteApiKey(tx, caller.organizationId, params.id)
      if (before === null) throw notFound('API key')
      await enterOrganization(tx, caller.organizationId)
      const change = { subjectId: params.id, before, after: null }
      await audit(tx, caller, { action: 'api_key.removed', ...change }, deps.clock.now())
    })
  },
)
