import { hashOf, type Vault } from '../secret.ts'
import type { Settings } from '../settings.ts'
import { openKey, type SealedKeys } from '../store/settings.ts'
import { slotOf } from './model-keys.ts'

const SHORTEST_SHOWN = 12

/** The settings as they leave: keys by their last four characters, never the keys. */
export function presentSettings(
  vault: Vault,
  organizationId: string,
  { settings, sealedKeys }: { settings: Settings; sealedKeys: SealedKeys },
) {
  const ending = (slot: string) => ({ apiKeyEndsWith: endOf(vault, organizationId, sealedKeys, slot) })
  const { model } = settings
  return {
    ...settings,
    model: {
      ...model,
      ...ending('primary'),
      fallbacks: model.fallbacks.map((fallback, index) => ({ ...fallback, ...ending(slotOf(index)) })),
      embeddings: model.embeddings === null ? null : { ...model.embeddings, ...ending('embeddings') },
    },
  }
}

/** As the audit log shows them. An address that alerts are posted to may be a secret itself: whether it changed is all that is seen. */
export function auditedSettings(
  vault: Vault,
  organizationId: string,
  stored: { settings: Settings; sealedKeys: SealedKeys },
) {
  const shown = presentSettings(vault, organizationId, stored)
  const { webhookUrl } = shown.alerts
  if (!webhookUrl) return shown
  return { ...shown, alerts: { ...shown.alerts, webhookUrl: maskedAddress(webhookUrl) } }
}

/** Where it leads to, and whether it is another one. */
export function maskedAddress(address: string): string {
  return `${new URL(address).origin}/… (${hashOf(address).slice(0, 8)})`
}

/** null: there is none; empty: there is one too short to show a part of, or that can no longer be opened. */
function endOf(vault: Vault, organizationId: string, sealedKeys: SealedKeys, slot: string): string | null {
  try {
    const key = openKey(vault, organizationId, sealedKeys, slot)
    if (key === null) return null
    return key.length < SHORTEST_SHOWN ? '' : key.slice(-4)
  } catch {
    return ''
  }
}
