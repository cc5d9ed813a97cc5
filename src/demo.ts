import type { Sandbox } from '../sandbox/sandbox.ts'
import type { Clock } from './clock.ts'
import { probe } from './freshchat/probe.ts'
import { everythingTaken } from './http/filters.ts'
import { importArticles } from './knowledge/ingest.ts'
import { sampleKnowledge } from './knowledge/sample.ts'
import type { Vault } from './secret.ts'
import { connectionOf, lockConnection, openSecret, type StoredConnection, saveConnection } from './store/connections.ts'
import { type Database, inOrganization } from './store/database.ts'
import { anyOrganization, createUnclaimedOrganization } from './store/organizations.ts'

interface Demo {
  database: Database
  vault: Vault
  clock: Clock
  sandbox: Sandbox
  /** Where the sandbox reaches us: this machine, whatever our public address is. */
  localUrl: string
}

/**
 * The first start of an embedded install: an organization that nobody has claimed, connected to the sandbox, with a small sample
 * knowledge. The first owner adopts it. On later starts only the sandbox's webhook is pointed at us again (the port may differ).
 */
export async function openDemo(demo: Demo): Promise<void> {
  const { database, sandbox } = demo
  if (!(await anyOrganization(database))) await makeDemo(demo)
  for (const organizationId of await organizationsOf(database)) {
    const connection = await inOrganization(database, organizationId, connectionOf)
    if (connection !== null && isSandbox(connection, sandbox)) sandbox.registerWebhook(webhookOf(demo, connection))
  }
}

async function makeDemo({ database, vault, clock, sandbox }: Demo): Promise<void> {
  const agentEmail = sandbox.state.agents()[0]?.email ?? ''
  const baseUrl = `${sandbox.url}/v2`
  const found = await probe({ baseUrl, token: sandbox.token(), agentEmail, clock })
  if (found.kind !== 'works') throw new Error(`The sandbox does not take its own token: ${found.detail}`)

  const organizationId = await createUnclaimedOrganization(database, 'Demo', clock.now())
  await inOrganization(database, organizationId, async (tx) => {
    const now = clock.now()
    await lockConnection(tx, organizationId)
    await saveConnection(
      tx,
      vault,
      organizationId,
      {
        domain: sandbox.host,
        baseUrl,
        accountId: found.account.accountId,
        appId: found.account.appId,
        defaultAgent: { id: found.agent.id, email: found.agent.email ?? agentEmail, name: found.agent.name ?? agentEmail },
        token: sandbox.token(),
        publicKey: sandbox.publicKey(),
        autoHandle: true,
        filters: everythingTaken(),
        channels: found.channels,
        agents: found.agents,
        checks: ['host', 'token', 'agent'].map((name) => ({ name: name as 'host', ok: true, detail: 'The sandbox answers.', fix: null, checkedAt: now.toISOString() })),
      },
      now,
    )
  })
  await importArticles(database, organizationId, sampleKnowledge, clock.now())
}

function isSandbox(connection: StoredConnection, sandbox: Sandbox): boolean {
  return new URL(connection.baseUrl).port === new URL(sandbox.url).port && new URL(connection.baseUrl).protocol === 'http:'
}

function webhookOf({ vault, localUrl }: Demo, connection: StoredConnection): string {
  return `${localUrl}/webhooks/freshchat/${openSecret(vault, connection)}`
}
