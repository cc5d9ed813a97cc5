import { inOrganization } from '../store/database.ts'
import { keyContext, lockSettings, readStored, writeSettings } from '../store/settings.ts'
import type { HttpApp } from './operation.ts'

/** A new organization starts with the model that the environment names; settings it already has stay. */
export async function startSettings(
  { config, database, vault, clock }: Pick<HttpApp, 'config' | 'database' | 'vault' | 'clock'>,
  organizationId: string,
): Promise<void> {
  const { provider, name, baseUrl, apiKey } = config.model
  if (provider === 'builtin') return
  const at = clock.now()
  await inOrganization(database, organizationId, async (tx) => {
    await lockSettings(tx, organizationId, at)
    const { settings, sealedKeys } = await readStored(tx, organizationId)
    if (settings.model.provider !== 'builtin') return
    await writeSettings(tx, organizationId, {
      settings: {
        ...settings,
        model: { ...settings.model, provider, name, ...(baseUrl === null ? {} : { baseUrl }) },
      },
      sealedKeys:
        apiKey === null
          ? sealedKeys
          : { ...sealedKeys, primary: vault.seal(apiKey, keyContext(organizationId)) },
      at,
    })
  })
}
