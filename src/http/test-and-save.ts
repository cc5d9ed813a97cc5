import { cleanDomain } from '../freshchat/domain.ts'
import { BadKeyError, freshchatKey } from '../freshchat/key.ts'
import { type ProbeFault, type ProbeResult, probe, tokenUnreadable } from '../freshchat/probe.ts'
import { cleanToken, type SeenCall } from '../freshchat/request.ts'
import { askedChecks } from '../rules/health.ts'
import { openToken } from '../store/connection-secrets.ts'
import { connectionOf, lockConnection, type StoredConnection, saveConnection } from '../store/connections.ts'
import { inOrganization, type Tx } from '../store/database.ts'
import { type ApiError, unprocessable } from './error.ts'
import { everythingTaken } from './filters.ts'
import type { HttpApp } from './operation.ts'

/** What an admin types on the connection's page; what is left out is kept. */
export interface Asked {
  domain: string
  accessToken?: string | null | undefined
  defaultAgentEmail: string
  autoHandle?: boolean | undefined
  webhookPublicKey?: string | null | undefined
}

/** Counted among the organization's calls. */
export function probeFor(
  { clock, dialer, calls }: HttpApp,
  organizationId: string,
  asked: { baseUrl: string; token: string; agentEmail: string },
): Promise<ProbeResult> {
  const onRequest = (seen: SeenCall) => calls.note(organizationId, { ...seen, priority: 'health' })
  return probe({ ...asked, clock, fetch: dialer.fetch, onRequest })
}

/**
 * Asks Freshchat before anything is saved; what it refuses is an ApiError at its field, and what was saved before stays in force.
 * `note` writes down, in the same transaction, what there was before and is now.
 */
export async function testAndSave(
  app: HttpApp,
  organizationId: string,
  asked: Asked,
  note: (tx: Tx, before: StoredConnection | null, after: StoredConnection) => Promise<void> = async () => {},
): Promise<StoredConnection> {
  const domain = cleanDomain(asked.domain, app.config.freshchatHosts)
  if (domain.kind === 'refused') throw unprocessable(domain.code, 'domain', domain.message)
  const key = checkedKey(asked.webhookPublicKey)
  const agentEmail = asked.defaultAgentEmail.trim()

  const before = await inOrganization(app.database, organizationId, connectionOf)
  const given = cleanToken(asked.accessToken ?? '') || null
  const token = given ?? (before === null ? null : savedToken(app, before))
  if (token === null) {
    throw unprocessable('invalid_token', 'accessToken', 'Paste the access token of your Freshchat account.')
  }

  const { baseUrl } = domain
  const found = await probeFor(app, organizationId, { baseUrl, token, agentEmail })
  if (found.kind === 'fails') throw refused(found)

  const now = app.clock.now()
  const saved = await inOrganization(app.database, organizationId, async (tx) => {
    await lockConnection(tx, organizationId)
    const present = await connectionOf(tx)
    const after = await saveConnection(
      tx,
      app.vault,
      organizationId,
      {
        domain: domain.domain,
        baseUrl,
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
        autoHandle: asked.autoHandle ?? present?.autoHandle ?? true,
        filters: present?.filters ?? everythingTaken(),
        channels: found.channels,
        agents: found.agents?.map(({ id, name, email }) => ({ id, name, email })) ?? null,
        checks: askedChecks(null, agentEmail, now),
      },
      now,
    )
    await note(tx, present, after)
    return after
  })
  app.log.info({ organizationId }, 'freshchat connection saved')
  return saved
}

function savedToken({ vault }: HttpApp, before: StoredConnection): string {
  if (!vault.knowsKeyOf(before.tokenSealed)) throw refused(tokenUnreadable())
  return openToken(vault, before)
}

/** The key as it was pasted, once it is known to be one; an empty field is no key. */
export function checkedKey(text: string | null | undefined): string | null | undefined {
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
