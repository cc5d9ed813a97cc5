import { z } from 'zod'
import { tokenUnreadable } from '../freshchat/probe.ts'
import { askedChecks } from '../rules/health.ts'
import { openToken } from '../store/connection-secrets.ts'
import {
  changeConnection,
  connectionOf,
  disconnect,
  lockConnection,
  type StoredConnection,
} from '../store/connections.ts'
import { inOrganization, type Tx } from '../store/database.ts'
import { deliveryCounts } from '../store/deliveries.ts'
import { changeForwarding } from '../store/forwards.ts'
import { noteTokenAccepted, noteTokenRefused, observe } from '../store/watch.ts'
import { audit } from './audited.ts'
import type { Caller } from './caller.ts'
import { notFound } from './error.ts'
import { filtersSchema } from './filters.ts'
import { parse } from './input.ts'
import { mergePatch, patchSchema } from './merge-patch.ts'
import { type HttpDeps, operation } from './operation.ts'
import { refuseUnforwardable } from './outgoing.ts'
import { ACTIONS, auditedConnection, connectionSchema, presentConnection } from './present-connection.ts'
import { replay } from './refused.ts'
import { type Asked, checkedKey, probeFor, testAndSave } from './test-and-save.ts'

const path = '/api/v1/integrations/freshchat'
const tag = 'Freshchat connection'
const answer = connectionSchema
const publicKey = z.string().max(10_000).nullable().optional()

export const getConnection = operation(
  { method: 'get', path, summary: 'The connection and its health', tag, answer },
  async ({ deps, caller }) => shownConnection(deps, caller.organizationId),
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
    const saved = await saveAudited(deps, caller, body)
    if (body.webhookPublicKey !== undefined) await replay(deps, saved)
    return show(deps, caller.organizationId, async () => saved)
  },
)

export const patchConnection = operation(
  {
    method: 'patch',
    path,
    summary:
      'Changes what is taken, the webhook’s public key, and where deliveries are forwarded to (null clears either)',
    tag,
    body: z.strictObject({
      autoHandle: z.boolean().optional(),
      filters: patchSchema.optional(),
      webhookPublicKey: publicKey,
      forwardUrl: z
        .url({ protocol: /^https?$/ })
        .max(2_000)
        .nullable()
        .optional(),
    }),
    answer,
  },
  async ({ deps, caller, body }) => {
    const key = checkedKey(body.webhookPublicKey)
    const { forwardUrl } = body
    const shown = await show(deps, caller.organizationId, async (tx) => {
      await lockConnection(tx, caller.organizationId)
      const present = await connectionOf(tx)
      if (present === null) throw notFound('connection')
      const change = {
        ...(body.autoHandle === undefined ? {} : { autoHandle: body.autoHandle }),
        ...(key === undefined ? {} : { publicKey: key }),
        ...(forwardUrl === undefined ? {} : { forwardUrl }),
        ...(body.filters === undefined
          ? {}
          : { filters: parse(filtersSchema, mergePatch(present.filters, body.filters), 'filters') }),
      }
      if (forwardUrl !== undefined) {
        refuseUnforwardable(deps, present, forwardUrl)
        await changeForwarding(tx, present, forwardUrl)
      }
      const now = deps.clock.now()
      await changeConnection(tx, present.id, change, now)
      const after = await connectionOf(tx)
      await audit(tx, caller, { action: 'connection.changed', ...shownInAudit(present, after) }, now)
      return after
    })
    if (key === undefined) return shown
    const saved = await inOrganization(deps.database, caller.organizationId, connectionOf)
    if (saved !== null) await replay(deps, saved)
    return show(deps, caller.organizationId, connectionOf)
  },
)

export const testConnection = operation(
  { method: 'post', path: `${path}/test`, summary: 'Runs the checks now', tag, answer },
  async ({ deps, caller }) => {
    const { organizationId } = caller
    const tested = await inOrganization(deps.database, organizationId, connectionOf)
    if (tested === null) throw notFound('connection')
    const { baseUrl, defaultAgent } = tested
    const { vault } = deps
    const found = vault.knowsKeyOf(tested.tokenSealed)
      ? await probeFor(deps, organizationId, {
          baseUrl,
          token: openToken(vault, tested),
          agentEmail: defaultAgent.email,
        })
      : tokenUnreadable()

    const now = deps.clock.now()
    return show(deps, organizationId, async (tx) => {
      await lockConnection(tx, organizationId)
      const present = await connectionOf(tx)
      // saved anew meanwhile: these checks are of what was before
      if (present === null || present.id !== tested.id || present.tokenSealed !== tested.tokenSealed)
        return present
      if (found.kind === 'works') await noteTokenAccepted(tx, present.id, now)
      else if (found.code === 'invalid_token') await noteTokenRefused(tx, present, now)
      await changeConnection(
        tx,
        present.id,
        { checks: askedChecks(found.kind === 'works' ? null : found, defaultAgent.email, now) },
        now,
      )
      return connectionOf(tx)
    })
  },
)

export const deleteConnection = operation(
  { method: 'delete', path, summary: 'Disconnects: intake and posting stop, sessions stay', tag },
  async ({ deps, caller }) => {
    const now = deps.clock.now()
    const done = await inOrganization(deps.database, caller.organizationId, async (tx) => {
      const before = await connectionOf(tx)
      await audit(tx, caller, { action: 'connection.disconnected', ...shownInAudit(before, null) }, now)
      return disconnect(tx, now)
    })
    if (done) deps.log.info({ organizationId: caller.organizationId }, 'freshchat disconnected')
  },
)

/** Test & Save, written down with who did it. */
export function saveAudited(deps: HttpDeps, caller: Caller, asked: Asked): Promise<StoredConnection> {
  return testAndSave(deps, caller.organizationId, asked, (tx, before, after) =>
    audit(tx, caller, { action: 'connection.saved', ...shownInAudit(before, after) }, deps.clock.now()),
  )
}

function shownInAudit(before: StoredConnection | null, after: StoredConnection | null) {
  return { before: auditedConnection(before), after: auditedConnection(after) }
}

/** As it is now. */
export function shownConnection(
  deps: HttpDeps,
  organizationId: string,
): Promise<z.input<typeof connectionSchema>> {
  return show(deps, organizationId, connectionOf)
}

/** The connection that `work` leaves behind, as it is shown. */
async function show(
  deps: HttpDeps,
  organizationId: string,
  work: (tx: Tx) => Promise<StoredConnection | null>,
): Promise<z.input<typeof connectionSchema>> {
  const now = deps.clock.now()
  const left = await inOrganization(deps.database, organizationId, async (tx) => {
    const connection = await work(tx)
    if (connection === null) return null
    const counts = await deliveryCounts(tx, connection.id)
    return { connection, counts, observed: await observe(tx, connection, { actions: ACTIONS, counts }, now) }
  })
  return left === null ? { status: 'disconnected' } : presentConnection(deps, left, now)
}
