import { z } from 'zod'
import { FreshchatError } from '../freshchat/error.ts'
import { connectionOf } from '../store/connections.ts'
import { inOrganization } from '../store/database.ts'
import { saveAudited, shownConnection } from './connection.ts'
import { ApiError, notFound } from './error.ts'
import { type HttpDeps, operation } from './operation.ts'
import { connectionSchema } from './present-connection.ts'

/** What only the connection's page asks for. */

const path = '/api/v1/integrations/freshchat'
const tag = 'Freshchat connection'
const named = z.object({ id: z.string(), name: z.string().nullable() })

export const getAccount = operation(
  {
    method: 'get',
    path: `${path}/account`,
    summary:
      'The groups, channels and agents of the account, as Freshchat lists them now; none while it is not connected',
    tag,
    answer: z.object({
      groups: z.array(named),
      channels: z.array(named),
      agents: z.array(named.extend({ email: z.string().nullable() })),
    }),
    errors: { 502: 'Freshchat does not answer' },
  },
  async ({ deps, caller, c }) => {
    const connection = await inOrganization(deps.database, caller.organizationId, connectionOf)
    if (connection === null) return { groups: [], channels: [], agents: [] }
    const { api } = deps.freshchat(connection)
    const options = { priority: 'read', signal: c.req.raw.signal } as const
    try {
      const [groups, channels, agents] = await Promise.all([
        api.groups(options),
        api.channels(options),
        api.agents(options),
      ])
      return {
        groups,
        channels: channels.map(({ id, name }) => ({ id, name })),
        agents: agents
          .filter(({ isDeleted, isDeactivated }) => !isDeleted && !isDeactivated)
          .map(({ id, name, email }) => ({ id, name, email })),
      }
    } catch (fault) {
      if (!(fault instanceof FreshchatError)) throw fault
      throw new ApiError(502, 'freshchat_failed', `Freshchat does not answer: ${fault.message}`)
    }
  },
)

export const connectSandbox = operation(
  {
    method: 'post',
    path: `${path}/sandbox`,
    summary: 'Connects the sandbox of this process, as Test & Save does, and registers the webhook there',
    tag,
    answer: connectionSchema,
    errors: { 404: 'No sandbox runs in this process', 409: 'Another Freshchat account is connected' },
  },
  async ({ deps, caller }) => {
    const { sandbox } = deps.builtIn
    if (sandbox === null) throw notFound('sandbox')
    await refuseOverAnother(deps, caller.organizationId)
    const saved = await saveAudited(deps, caller, sandbox.asked)
    sandbox.register(saved)
    return shownConnection(deps, caller.organizationId)
  },
)

/** Trying something out never takes the place of what customers write to. */
async function refuseOverAnother({ database, builtIn }: HttpDeps, organizationId: string): Promise<void> {
  const present = await inOrganization(database, organizationId, connectionOf)
  if (present === null || builtIn.sandbox?.isTo(present)) return
  throw new ApiError(
    409,
    'connected_already',
    `${present.domain} is connected. Disconnect it first, if you mean to try the sandbox in its place.`,
  )
}
