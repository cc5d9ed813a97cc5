import type { Sandbox } from '../sandbox/sandbox.ts'
import { DEFAULT_AGENT_ID } from '../sandbox/seed.ts'
import type { HttpApp } from './http/operation.ts'
import { startSettings } from './http/start-settings.ts'
import { testAndSave } from './http/test-and-save.ts'
import { importArticles } from './knowledge/ingest.ts'
import { sampleKnowledge } from './knowledge/sample.ts'
import { connectionOf, openSecret, type StoredConnection } from './store/connections.ts'
import { inOrganization } from './store/database.ts'
import { createFirstOrganization, organizationIds } from './store/organizations.ts'

/**
 * The first start of an embedded install: an organization that nobody has claimed, connected to the sandbox, with a small sample
 * knowledge. The first owner adopts it. On every start the sandbox's webhook is pointed at `localUrl`, where it reaches us on
 * this machine: the port may have changed.
 */
export async function openDemo(app: HttpApp, sandbox: Sandbox, localUrl: string): Promise<void> {
  const made = await createFirstOrganization(app.database, 'Demo', app.clock.now())
  if (made !== null) await furnish(app, sandbox, made)
  for (const organizationId of await organizationIds(app.database)) {
    const connection = await inOrganization(app.database, organizationId, connectionOf)
    if (connection !== null && isTo(sandbox, connection)) {
      sandbox.registerWebhook(`${localUrl}/webhooks/freshchat/${openSecret(app.vault, connection)}`)
    }
  }
}

async function furnish(app: HttpApp, sandbox: Sandbox, organizationId: string): Promise<void> {
  await startSettings(app, organizationId)
  await testAndSave(app, organizationId, {
    domain: sandbox.host,
    accessToken: sandbox.token(),
    defaultAgentEmail: sandbox.state.agents().find((agent) => agent.id === DEFAULT_AGENT_ID)?.email ?? '',
    webhookPublicKey: sandbox.publicKey(),
  })
  await importArticles(app.database, organizationId, sampleKnowledge, app.clock.now())
}

function isTo(sandbox: Sandbox, { baseUrl }: StoredConnection): boolean {
  const { protocol, port } = new URL(baseUrl)
  return protocol === 'http:' && port === new URL(sandbox.url).port
}
