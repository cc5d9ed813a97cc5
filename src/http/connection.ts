import { z } from 'zod'
import { cleanDomain } from '../freshchat/domain.ts'
import { BadKeyError, freshchatKey } from '../freshchat/key.ts'
import { type ProbeFault, type ProbeResult, probe } from '../freshchat/probe.ts'
import { cleanToken } from '../freshchat/request.ts'
import {
  type Check,
  changeConnection,
  connectionOf,
  deliveryCounts,
  disconnect,
  lockConnection,
  openToken,
  type StoredConnection,
  saveConnection,
} from '../store/connections.ts'
import { inOrganization, type Tx } from '../store/database.ts'
import { type ApiError, notFound, unprocessable } from './error.ts'
import { everythingTaken, filtersSchema } from './filters.ts'
import { parse } from './input.ts'
import { mergePatch, patchSchema } from './merge-patch.ts'
import { type HttpDeps, operation } from './operation.ts'
import { connectionSchema, presentConnection } from './present-connection.ts'

const path = '/api/v1/integrations/freshchat'
const tag = 'Freshchat connection'
const answer = connectionSchema
const publicKey = z.string().max(10_000).nullable().optional()

export const getConnection = operation(
  { method: 'get', path, summary: 'The connection and its health', tag, answer },
  async ({ deps, caller }) => show(deps, caller.organizationId, connectionOf),
)

export const putConnection = operation(
  {
    method: 'put',
    path,
    summary: 'Test & Save: asks Freshchat first and saves only what works; what is left out is kept',
    tag,
    body: z.strictObject({
      domain: z.string().max(2_000),
      accessToken: z.string().max(10_000).nullish(),
      defaultAgentEmail: z.string().max(254),
      autoHandle: z.boolean().optional(),
      webhookPublicKey: publicKey,
    }),
    answer,
  },
  async ({ deps, caller, body }) => {
    const { organizationId } = caller
    const domain = cleanDomain(body.domain, deps.config.freshchatHosts)
    if (domain.kind === 'refused') throw unprocessable(domain.code, 'domain', domain.message)
    const key = checkedKey(body.webhookPublicKey)
    const agentEmail = body.defaultAgentEmail.trim()

    const before = await inOrganization(deps.database, organizationId, connectionOf)
    const given = cleanToken(body.accessToken ?? '') || null
    const token = given ?? (before === null ? null : openToken(deps.vault, before))
    if (token === null) {
      throw unprocessable('invalid_token', 'accessToken', 'Paste the access token of your Freshchat account.')
    }

    const found = await probe({ baseUrl: domain.baseUrl, token, agentEmail, clock: deps.clock })
    if (found.kind === 'fails') throw refused(found)

    const now = deps.clock.now()
    const saved = await show(deps, organizationId, async (tx) => {
      await lockConnection(tx, organizationId)
      const present = await connectionOf(tx)
      return saveConnection(
        tx,
        deps.vault,
        organizationId,
        {
          domain: domain.domain,
          baseUrl: domain.baseUrl,
          accountId: found.account.accountId,
          appId: found.account.appId,
          defaultAgent: {
            id: found.agent.id,
            email: agentEmail.toLowerCase(),
            name: found.agent.name ?? agentEmail,
          },
          // it was tested, so it is what is saved, also when somebody disconnected meanwhile
          token,
          publicKey: key === undefined ? (present?.publicKey ?? null) : key,
          autoHandle: body.autoHandle ?? present?.autoHandle ?? true,
          filters: present?.filters ?? everythingTaken(),
          channels: found.channels,
          agents: found.agents?.map(({ id, name, email }) => ({ id, name, email })) ?? null,
          checks: checksOf(found, agentEmail, now),
        },
        now,
      )
    })
    deps.log.info({ organizationId }, 'freshchat connection saved')
    return saved
  },
)

export const patchConnection = operation(
  {
    method: 'patch',
    path,
    summary: 'Changes what is taken, and the webhook’s public key (null clears it)',
    tag,
    body: z.strictObject({
      autoHandle: z.boolean().optional(),
      filters: patchSchema.optional(),
      webhookPublicKey: publicKey,
    }),
    answer,
  },
  async ({ deps, caller, body }) => {
    const key = checkedKey(body.webhookPublicKey)
    return show(deps, caller.organizationId, async (tx) => {
      await lockConnection(tx, caller.organizationId)
      const present = await connectionOf(tx)
      if (present === null) throw notFound('connection')
      const change = {
        ...(body.autoHandle === undefined ? {} : { autoHandle: body.autoHandle }),
        ...(key === undefined ? {} : { publicKey: key }),
        ...(body.filters === undefined
          ? {}
          : { filters: parse(filtersSchema, mergePatch(present.filters, body.filters), 'filters') }),
      }
      await changeConnection(tx, present.id, change, deps.clock.now())
      return connectionOf(tx)
    })
  },
)

export const testConnection = operation(
  { method: 'post', path: `${path}/test`, summary: 'Runs the checks now', tag, answer },
  async ({ deps, caller }) => {
    const { organizationId } = caller
    const tested = await inOrganization(deps.database, organizationId, connectionOf)
    if (tested === null) throw notFound('connection')
    const { baseUrl, defaultAgent } = tested
    const token = openToken(deps.vault, tested)
    const found = await probe({ baseUrl, token, agentEmail: defaultAgent.email, clock: deps.clock })

    const now = deps.clock.now()
    return show(deps, organizationId, async (tx) => {
      await lockConnection(tx, organizationId)
      const present = await connectionOf(tx)
      // saved anew meanwhile: these checks are of what was before
      if (present === null || present.id !== tested.id || present.tokenSealed !== tested.tokenSealed)
        return present
      await changeConnection(tx, present.id, { checks: checksOf(found, defaultAgent.email, now) }, now)
      return connectionOf(tx)
    })
  },
)

export const deleteConnection = operation(
  { method: 'delete', path, summary: 'Disconnects: intake and posting stop, sessions stay', tag },
  async ({ deps, caller }) => {
    const now = deps.clock.now()
    const done = await inOrganization(deps.database, caller.organizationId, (tx) => disconnect(tx, now))
    if (done) deps.log.info({ organizationId: caller.organizationId }, 'freshchat disconnected')
  },
)

/** The connection that `work` leaves behind, as it is shown. */
async function show(
  deps: HttpDeps,
  organizationId: string,
  work: (tx: Tx) => Promise<StoredConnection | null>,
): Promise<z.input<typeof connectionSchema>> {
  const { connection, counts } = await inOrganization(deps.database, organizationId, async (tx) => {
    const left = await work(tx)
    return { connection: left, counts: left === null ? [] : await deliveryCounts(tx, left.id) }
  })
  if (connection === null) return { status: 'disconnected' }
  return presentConnection(deps, connection, counts, deps.clock.now())
}

/** The key as it was pasted, once it is known to be one; an empty field is no key. */
function checkedKey(text: string | null | undefined): string | null | undefined {
  if (text === undefined || text === null) return text
  if (text.trim() === '') return null
  try {
    freshchatKey(text)
    return text
  } catch (error) {
    if (error instanceof BadKeyError)
      throw unprocessable('invalid_public_key', 'webhookPublicKey', error.message)
    throw error
  }
}

const FIELD: Record<ProbeFault['check'], string> = {
  host: 'domain',
  token: 'accessToken',
  agent: 'defaultAgentEmail',
}

function refused({ check, code, detail, fix }: ProbeFault): ApiError {
  return unprocessable(code, FIELD[check], `${detail} ${fix}`)
}

/** The checks that were really made: one that fails keeps those after it from being made. */
function checksOf(found: ProbeResult, agentEmail: string, now: Date): Check[] {
  const checkedAt = now.toISOString()
  const good: Check[] = [
    { name: 'host', ok: true, detail: 'The host answers as Freshchat does.', fix: null, checkedAt },
    { name: 'token', ok: true, detail: 'The access token is accepted.', fix: null, checkedAt },
    {
      name: 'agent',
      ok: true,
      detail: `The agent ${agentEmail} exists and is active.`,
      fix: null,
      checkedAt,
    },
  ]
  if (found.kind === 'works') return good
  const { check, detail, fix } = found
  const before = good.slice(
    0,
    good.findIndex(({ name }) => name === check),
  )
  return [...before, { name: check, ok: false, detail, fix, checkedAt }]
}
