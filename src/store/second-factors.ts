import { sql } from 'kysely'
import type { Database } from './database.ts'

/** Each person's second factor. Without a policy: it is asked for before an organization is known. Every statement names the person. */

export interface SecondFactor {
  secretSealed: string
  isConfirmed: boolean
  lastStep: number
  recoveryLeft: number
}

export const secondFactorContext = (userId: string) => `second-factor:${userId}`

export async function secondFactorOf(database: Database, userId: string): Promise<SecondFactor | null> {
  const row = await database
    .selectFrom('second_factors')
    .select(['secret_sealed', 'confirmed_at', 'last_step', 'recovery_hashes'])
    .where('user_id', '=', userId)
    .executeTakeFirst()
  if (row === undefined) return null
  return {
    secretSealed: row.secret_sealed,
    isConfirmed: row.confirmed_at !== null,
    lastStep: row.last_step,
    recoveryLeft: row.recovery_hashes.length,
  }
}

/** Not proved yet. False: the person has one that is. */
export async function proposeSecondFactor(
  tx: Database,
  userId: string,
  secretSealed: string,
): Promise<boolean> {
  const done = await tx
    .insertInto('second_factors')
    .values({ user_id: userId, secret_sealed: secretSealed })
    .onConflict((conflict) =>
      conflict
        .column('user_id')
        .doUpdateSet({ secret_sealed: secretSealed, last_step: 0 })
        .where('second_factors.confirmed_at', 'is', null),
    )
    .executeTakeFirst()
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** From now on it is asked for. False: that very code was taken meanwhile. */
export async function confirmSecondFactor(
  tx: Database,
  userId: string,
  { step, recoveryHashes, at }: { step: number; recoveryHashes: string[]; at: Date },
): Promise<boolean> {
  const done = await tx
    .updateTable('second_factors')
    .set({ confirmed_at: at, last_step: step, recovery_hashes: textArray(recoveryHashes) })
    .where('user_id', '=', userId)
    .where('confirmed_at', 'is', null)
    .where('last_step', '<', step)
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}

/** False: a code of that half minute, or a later one, was taken before. */
export async function takeStep(database: Database, userId: string, step: number): Promise<boolean> {
  const done = await database
    .updateTable('second_factors')
    .set({ last_step: step })
    .where('user_id', '=', userId)
    .where('last_step', '<', step)
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}

/** False: it is none that is left. */
export async function takeRecoveryCode(database: Database, userId: string, hash: string): Promise<boolean> {
  const done = await database
    .updateTable('second_factors')
    .set({ recovery_hashes: sql<string[]>`array_remove(recovery_hashes, ${hash})` })
    .where('user_id', '=', userId)
    .where(sql<boolean>`${hash} = any(recovery_hashes)`)
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}

/** False: there was none that was asked for. */
export async function dropSecondFactor(tx: Database, userId: string): Promise<boolean> {
  const gone = await tx
    .deleteFrom('second_factors')
    .where('user_id', '=', userId)
    .returning('confirmed_at')
    .executeTakeFirst()
  return gone !== undefined && gone.confirmed_at !== null
}

/** Both drivers would write an array of their own form. */
function textArray(items: string[]) {
  return sql<string[]>`array[${sql.join(items)}]::text[]`
}
