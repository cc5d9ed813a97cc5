import { embeddingsName } from '../rules/embeddings.ts'
import type { Vault } from '../secret.ts'
import { defaultSettings, readStoredSettings, type Settings } from '../settings.ts'
import { json, type Tx } from './database.ts'
import { wantEmbeddings } from './embeddings.ts'

/** Model keys by provider slot (`primary`, `fallback:0` …, `embeddings`), sealed. */
export type SealedKeys = Record<string, string>

/** The settings in force; the defaults while nothing was ever changed. */
export async function readSettings(tx: Tx, organizationId: string): Promise<Settings> {
  return (await readStored(tx, organizationId)).settings
}

export async function readStored(
  tx: Tx,
  organizationId: string,
): Promise<{ settings: Settings; sealedKeys: SealedKeys }> {
  const row = await tx
    .selectFrom('settings')
    .select(['value', 'sealed_keys'])
    .where('organization_id', '=', organizationId)
    .executeTakeFirst()
  if (row === undefined) return { settings: defaultSettings(), sealedKeys: {} }
  return { settings: readStoredSettings(row.value), sealedKeys: row.sealed_keys }
}

export async function writeSettings(
  tx: Tx,
  organizationId: string,
  written: { settings: Settings; sealedKeys: SealedKeys; at: Date },
): Promise<void> {
  const values = {
    value: json(written.settings),
    sealed_keys: json(written.sealedKeys),
    updated_at: written.at,
  }
  await tx
    .insertInto('settings')
    .values({ organization_id: organizationId, ...values })
    .onConflict((conflict) => conflict.column('organization_id').doUpdateSet(values))
    .execute()
  const { embeddings } = written.settings.model
  await wantEmbeddings(tx, organizationId, embeddings === null ? null : embeddingsName(embeddings))
}

/** Holds the organization's settings until the transaction ends, so that two changes at once both stay. */
export async function lockSettings(tx: Tx, organizationId: string, at: Date): Promise<void> {
  await tx
    .insertInto('settings')
    .values({
      organization_id: organizationId,
      value: json(defaultSettings()),
      sealed_keys: json({}),
      updated_at: at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await tx
    .selectFrom('settings')
    .select('organization_id')
    .where('organization_id', '=', organizationId)
    .forUpdate()
    .execute()
}

/** Binds a sealed model key to its organization; slots move when a fallback is taken out, so they are no part of it. */
export function keyContext(organizationId: string): string {
  return `settings:${organizationId}:model-key`
}

/** The key of a slot in plain, for the one who calls the model; null when there is none. */
export function openKey(
  vault: Vault,
  organizationId: string,
  sealedKeys: SealedKeys,
  slot: string,
): string | null {
  const sealed = sealedKeys[slot]
  return sealed === undefined ? null : vault.open(sealed, keyContext(organizationId))
}
