import type { Vault } from '../secret.ts'
import { alertSecretContext } from './alerts.ts'
import { secretContext, tokenContext } from './connections.ts'
import type { Database } from './database.ts'
import { inOrganization, json, type Tx } from './database.ts'
import { keyContext, lockSettings } from './settings.ts'

/**
 * EVERY PLACE IN WHICH SOMETHING IS SEALED, and so what a rotation goes through. A test looks for the sealed form in every column of
 * every table: a new place belongs here.
 */
export const SEALED_COLUMNS = [
  'connections.token_sealed',
  'connections.secret_sealed',
  'settings.sealed_keys',
  'settings.alert_secret',
]

/** How many values an organization has sealed, by what became of them. */
export interface Resealed {
  /** Sealed anew with the first secret. */
  resealed: number
  /** Sealed with the first secret before. */
  current: number
  /** No secret in force opens them: which, by column and id. They stay as they are. */
  unreadable: string[]
}

/** One short transaction for each row, locked as those lock it who change it: nothing that is saved meanwhile is lost. */
export async function resealOrganization(
  database: Database,
  vault: Vault,
  organizationId: string,
  now: Date,
): Promise<Resealed> {
  const total: Resealed = { resealed: 0, current: 0, unreadable: [] }
  const again = resealing(vault, total)
  const ids = await inOrganization(database, organizationId, (tx) =>
    tx.selectFrom('connections').select('id').orderBy('created_at').execute(),
  )
  for (const { id } of ids)
    await inOrganization(database, organizationId, (tx) => resealConnection(tx, id, again))
  await inOrganization(database, organizationId, (tx) => resealSettings(tx, organizationId, now, again))
  return total
}

/** What an organization has sealed, counted and not changed. */
export async function countSealed(
  database: Database,
  vault: Vault,
  organizationId: string,
): Promise<{ current: number; older: number; unreadable: string[] }> {
  const found = { current: 0, older: 0, unreadable: [] as string[] }
  await inOrganization(database, organizationId, async (tx) => {
    for (const { sealed, where } of await sealedValues(tx)) {
      if (vault.isCurrent(sealed)) found.current++
      else if (vault.knowsKeyOf(sealed)) found.older++
      else found.unreadable.push(where)
    }
  })
  return found
}

type Again = (sealed: string, context: string, where: string) => string

function resealing(vault: Vault, total: Resealed): Again {
  return (sealed, context, where) => {
    if (vault.isCurrent(sealed)) {
      total.current++
      return sealed
    }
    try {
      const again = vault.seal(vault.open(sealed, context), context)
      total.resealed++
      return again
    } catch {
      total.unreadable.push(where)
      return sealed
    }
  }
}

async function resealConnection(tx: Tx, id: string, again: Again): Promise<void> {
  const row = await tx
    .selectFrom('connections')
    .select(['token_sealed', 'secret_sealed'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) return
  const token = again(row.token_sealed, tokenContext(id), `connections.token_sealed of ${id}`)
  const secret = again(row.secret_sealed, secretContext(id), `connections.secret_sealed of ${id}`)
  if (token === row.token_sealed && secret === row.secret_sealed) return
  await tx
    .updateTable('connections')
    .set({ token_sealed: token, secret_sealed: secret })
    .where('id', '=', id)
    .execute()
}

async function resealSettings(tx: Tx, organizationId: string, now: Date, again: Again): Promise<void> {
  await lockSettings(tx, organizationId, now)
  const row = await tx
    .selectFrom('settings')
    .select(['sealed_keys', 'alert_secret'])
    .where('organization_id', '=', organizationId)
    .executeTakeFirst()
  if (row === undefined) return
  const keys = Object.entries(row.sealed_keys).map(([slot, sealed]) => [
    slot,
    again(sealed, keyContext(organizationId), `settings.sealed_keys, ${slot}, of ${organizationId}`),
  ])
  const alert =
    row.alert_secret === null
      ? null
      : again(
          row.alert_secret,
          alertSecretContext(organizationId),
          `settings.alert_secret of ${organizationId}`,
        )
  await tx
    .updateTable('settings')
    .set({ sealed_keys: json(Object.fromEntries(keys)), alert_secret: alert })
    .where('organization_id', '=', organizationId)
    .execute()
}

async function sealedValues(tx: Tx): Promise<{ sealed: string; where: string }[]> {
  const connections = await tx
    .selectFrom('connections')
    .select(['id', 'token_sealed', 'secret_sealed'])
    .execute()
  const settings = await tx.selectFrom('settings').select(['sealed_keys', 'alert_secret']).execute()
  return [
    ...connections.flatMap(({ id, token_sealed, secret_sealed }) => [
      { sealed: token_sealed, where: `connections.token_sealed of ${id}` },
      { sealed: secret_sealed, where: `connections.secret_sealed of ${id}` },
    ]),
    ...settings.flatMap(({ sealed_keys, alert_secret }) => [
      ...Object.entries(sealed_keys).map(([slot, sealed]) => ({
        sealed,
        where: `settings.sealed_keys, ${slot}`,
      })),
      ...(alert_secret === null ? [] : [{ sealed: alert_secret, where: 'settings.alert_secret' }]),
    ]),
  ]
}
