import type { Vault } from '../secret.ts'
import { alertSecretContext } from './alerts.ts'
import { secretContext, tokenContext } from './connection-secrets.ts'
import { type Database, inOrganization, json, type Tx } from './database.ts'
import { secondFactorContext } from './second-factors.ts'
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
  'second_factors.secret_sealed',
]

/** How many values are sealed, by what became of them: an organization's, or persons' second factors. */
export interface Resealed {
  /** Sealed anew with the first secret. */
  resealed: number
  /** Sealed with the first secret before. */
  current: number
  /** No secret in force opens them: which, by column and id. They stay as they are. */
  unreadable: string[]
}

/** One sealed value: what it is bound to, and where it stands, in words. */
interface Place {
  sealed: string
  context: string
  where: string
}

/** One short transaction for each row, locked as those lock it who change it: nothing that is saved meanwhile is lost. */
export async function resealOrganization(
  database: Database,
  vault: Vault,
  organizationId: string,
  now: Date,
): Promise<Resealed> {
  const total: Resealed = { resealed: 0, current: 0, unreadable: [] }
  const again = (place: Place) => resealed(vault, place, total)
  const ids = await inOrganization(database, organizationId, (tx) =>
    tx.selectFrom('connections').select('id').orderBy('created_at').execute(),
  )
  for (const { id } of ids)
    await inOrganization(database, organizationId, async (tx) => {
      const [row] = await connectionRows(tx).where('id', '=', id).forUpdate().execute()
      if (row === undefined) return
      const { token, secret } = ofConnection(row)
      const [tokenAgain, secretAgain] = [again(token), again(secret)]
      if (tokenAgain === token.sealed && secretAgain === secret.sealed) return
      await tx
        .updateTable('connections')
        .set({ token_sealed: tokenAgain, secret_sealed: secretAgain })
        .where('id', '=', id)
        .execute()
    })
  await inOrganization(database, organizationId, async (tx) => {
    await lockSettings(tx, organizationId, now)
    const row = await settingsRow(tx, organizationId).executeTakeFirstOrThrow()
    const { keys, alert } = ofSettings(organizationId, row)
    await tx
      .updateTable('settings')
      .set({
        sealed_keys: json(Object.fromEntries(keys.map(([slot, place]) => [slot, again(place)]))),
        alert_secret: alert === null ? null : again(alert),
      })
      .where('organization_id', '=', organizationId)
      .execute()
  })
  return total
}

/** The same for persons' second factors, which are no organization's. */
export async function resealSecondFactors(database: Database, vault: Vault): Promise<Resealed> {
  const total: Resealed = { resealed: 0, current: 0, unreadable: [] }
  for (const { user_id } of await secondFactors(database).execute())
    await database.transaction().execute(async (tx) => {
      const row = await secondFactors(tx).where('user_id', '=', user_id).forUpdate().executeTakeFirst()
      if (row === undefined) return
      const again = resealed(vault, ofSecondFactor(row), total)
      if (again === row.secret_sealed) return
      await tx
        .updateTable('second_factors')
        .set({ secret_sealed: again })
        .where('user_id', '=', user_id)
        .execute()
    })
  return total
}

function resealed(vault: Vault, { sealed, context, where }: Place, total: Resealed): string {
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

/** What is sealed, counted and not changed. `unreadable`: what no secret in force opens, by column and id. */
export interface Sealed {
  current: number
  older: number
  unreadable: string[]
}

export async function countSealed(database: Database, vault: Vault, organizationId: string): Promise<Sealed> {
  const places = await inOrganization(database, organizationId, async (tx) => {
    const connections = (await connectionRows(tx).execute()).map(ofConnection)
    const row = await settingsRow(tx, organizationId).executeTakeFirst()
    const settings = row === undefined ? null : ofSettings(organizationId, row)
    return [
      ...connections.flatMap(({ token, secret }) => [token, secret]),
      ...(settings?.keys ?? []).map(([, place]) => place),
      ...(settings?.alert ? [settings.alert] : []),
    ]
  })
  return counted(vault, places)
}

export async function countSecondFactors(database: Database, vault: Vault): Promise<Sealed> {
  return counted(vault, (await secondFactors(database).execute()).map(ofSecondFactor))
}

function counted(vault: Vault, places: Place[]): Sealed {
  const isKnown = ({ sealed }: Place) => vault.knowsKeyOf(sealed)
  const current = places.filter(({ sealed }) => vault.isCurrent(sealed)).length
  return {
    current,
    older: places.filter(isKnown).length - current,
    unreadable: places.filter((place) => !isKnown(place)).map(({ where }) => where),
  }
}

function secondFactors(database: Database) {
  return database.selectFrom('second_factors').select(['user_id', 'secret_sealed'])
}

function ofSecondFactor({ user_id, secret_sealed }: { user_id: string; secret_sealed: string }): Place {
  return {
    sealed: secret_sealed,
    context: secondFactorContext(user_id),
    where: `second_factors.secret_sealed of ${user_id}`,
  }
}

function connectionRows(tx: Tx) {
  return tx.selectFrom('connections').select(['id', 'token_sealed', 'secret_sealed'])
}

function ofConnection(row: { id: string; token_sealed: string; secret_sealed: string }) {
  const { id, token_sealed, secret_sealed } = row
  return {
    token: {
      sealed: token_sealed,
      context: tokenContext(id),
      where: `connections.token_sealed of ${id}`,
    },
    secret: {
      sealed: secret_sealed,
      context: secretContext(id),
      where: `connections.secret_sealed of ${id}`,
    },
  }
}

function settingsRow(tx: Tx, organizationId: string) {
  return tx
    .selectFrom('settings')
    .select(['sealed_keys', 'alert_secret'])
    .where('organization_id', '=', organizationId)
}

function ofSettings(
  organizationId: string,
  row: { sealed_keys: Record<string, string>; alert_secret: string | null },
): { keys: [slot: string, place: Place][]; alert: Place | null } {
  return {
    keys: Object.entries(row.sealed_keys).map(([slot, sealed]) => [
      slot,
      {
        sealed,
        context: keyContext(organizationId),
        where: `settings.sealed_keys, ${slot}, of ${organizationId}`,
      },
    ]),
    alert:
      row.alert_secret === null
        ? null
        : {
            sealed: row.alert_secret,
            context: alertSecretContext(organizationId),
            where: `settings.alert_secret of ${organizationId}`,
          },
  }
}
