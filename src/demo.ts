import type { Sandbox } from '../sandbox/sandbox.ts'
import { DEFAULT_AGENT_ID } from '../sandbox/seed.ts'
import type { BuiltInSandbox, HttpApp } from './http/operation.ts'
import { startSettings } from './http/start-settings.ts'
import { testAndSave } from './http/test-and-save.ts'
import { importArticles } from './knowledge/ingest.ts'
import { sampleKnowledge } from './knowledge/sample.ts'
import type { Vault } from './secret.ts'
import { openSecret } from './store/connection-secrets.ts'
import { connectionOf } from './store/connections.ts'
import { inOrganization } from './store/database.ts'
import { createFirstOrganization, organizationIds } from './store/organizations.ts'

/** The sandbox of this process, as the dashboard connects to it. Its webhook reaches us at `localUrl`, on this machine. */
export function builtInSandbox(vault: Vault, sandbox: Sandbox, localUrl: string): BuiltInSandbox {
  const { port } = new URL(sandbox.url)
  return {
    url: sandbox.url.replace('//127.0.0.1:', '//localhost:'),
    asked: {
      domain: sandbox.host,
      get accessToken() {
        return sandbox.token()
      },
      defaultAgentEmail: sandbox.state.agents().find(({ id }) => id === DEFAULT_AGENT_ID)?.email ?? '',
      webhookPublicKey: sandbox.publicKey(),
    },
    isTo({ baseUrl }) {
      const theirs = new URL(baseUrl)
      return theirs.protocol === 'http:' && theirs.port === port
    },
    register(connection) {
      sandbox.registerWebhook(`${localUrl}/webhooks/freshchat/${openSecret(vault, connection)}`)
    },
  }
}

/**
 * The first start of an embedded install: an organization that nobody has claimed, connected to the sandbox, with a small sample
 * knowledge. The first owner adopts it. On every start the sandbox's webhook is registered again: our port may have changed.
 */
export async function openDemo(app: HttpApp, sandbox: BuiltInSandbox): Promise<void> {
  const made = await createFirstOrganization(app.database, 'Demo', app.clock.now())
  if (made !== null) {
    await startSettings(app, made)
    await testAndSave(app, made, sandbox.asked)
    await importArticles(app.database, made, sampleKnowledge, app.clock.now())
  }
  for (const organizationId of await organizationIds(app.database)) {
    const connection = await inOrganization(app.database, organizationId, connectionOf)
    if (connection !== null && sandbox.isTo(connection)) sandbox.register(connection)
  }
}
