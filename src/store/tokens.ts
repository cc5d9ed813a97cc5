import { randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { hashOf } from '../secret.ts'
import type { Database } from './database.ts'

/** One-time tokens of links, in better-auth's table of such: the hash of each, what it is for, and until when it is good. */

export type TokenKind = 'invitation' | 'reset'

type TokenTable = {
  auth_verification: {
    id: string
    /** `kind:hash` */
    identifier: string
    /** JSON {"subject", …} */
    value: string
    expiresAt: Date
    createdAt: Date
    updatedAt: Date
  }
}

const withTokens = (database: Database) => database.withTables<TokenTable>()

const TOKEN_BYTES = 32

/** A new one for `subject`, whose older ones of the kind are good no longer. */
export async function makeToken(
  tx: Database,
  kind: TokenKind,
  { subject, more = {}, at, expiresAt }: { subject: string; more?: object; at: Date; expiresAt: Date },
): Promise<string> {
  await dropTokens(tx, kind, subject)
  const token = randomBytes(TOKEN_BYTES).toString('base64url')
  await withTokens(tx)
    .insertInto('auth_verification')
    .values({
      id: randomUUID(),
      identifier: identifierOf(kind, token),
      value: JSON.stringify({ ...more, subject }),
      expiresAt,
      createdAt: at,
      updatedAt: at,
    })
    .execute()
  return token
}

/** What it is for; null: it is none, was used, or is good no longer. */
export async function readToken(
  database: Database,
  kind: TokenKind,
  token: string,
  now: Date,
): Promise<{ subject: string; [more: string]: unknown } | null> {
  const row = await withTokens(database)
    .selectFrom('auth_verification')
    .select('value')
    .where('identifier', '=', identifierOf(kind, token))
    .where('expiresAt', '>', now)
    .executeTakeFirst()
  return row === undefined ? null : JSON.parse(row.value)
}

/** The same, once: of two who come with it at the same time one gets null. */
export async function useToken(
  tx: Database,
  kind: TokenKind,
  token: string,
  now: Date,
): Promise<{ subject: string; [more: string]: unknown } | null> {
  const row = await withTokens(tx)
    .deleteFrom('auth_verification')
    .where('identifier', '=', identifierOf(kind, token))
    .where('expiresAt', '>', now)
    .returning('value')
    .executeTakeFirst()
  return row === undefined ? null : JSON.parse(row.value)
}

export async function dropTokens(tx: Database, kind: TokenKind, subject: string): Promise<void> {
  await withTokens(tx)
    .deleteFrom('auth_verification')
    .where('identifier', 'like', `${kind}:%`)
    .where(sql`value::json ->> 'subject'`, '=', subject)
    .execute()
}

export async function dropSpentTokens(database: Database, now: Date): Promise<void> {
  await withTokens(database).deleteFrom('auth_verification').where('expiresAt', '<=', now).execute()
}

function identifierOf(kind: TokenKind, token: string): string {
  return `${kind}:${hashOf(token)}`
}
