import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Database } from './database.ts'
import type { Schema } from './schema.ts'

/**
 * Who may sign in, with which password, and where they are signed in. These are better-auth's tables, without a policy: a person may
 * belong to several organizations. Every statement names the person.
 */

type AuthTables = {
  auth_account: {
    id: string
    accountId: string
    providerId: string
    userId: string
    password: string
    createdAt: Date
    updatedAt: Date
  }
  auth_session: {
    id: string
    userId: string
    userAgent: string | null
    createdAt: Date
    updatedAt: Date
    expiresAt: Date
    activeOrganizationId: string | null
  }
}

export const withAuth = (database: Kysely<Schema>) => database.withTables<AuthTables>()

export interface NewPerson {
  email: string
  name: string
  passwordHash: string
  at: Date
}

export interface Person {
  userId: string
  email: string
  name: string
}

export async function anyUser(database: Database): Promise<boolean> {
  return (await database.selectFrom('auth_user').select('id').limit(1).executeTakeFirst()) !== undefined
}

/** Who owns any organization of this install. */
export function ownersOfInstall(database: Database): Promise<Person[]> {
  return database
    .selectFrom('auth_user')
    .select(['id as userId', 'email', 'name'])
    .where('id', 'in', database.selectFrom('member').select('userId').where('role', '=', 'owner'))
    .orderBy('email')
    .execute()
}

/** As better-auth writes a user with a password: the account is its own, named for the user. The new person's id. */
export async function insertPerson(
  tx: Database,
  { email, name, passwordHash, at }: NewPerson,
): Promise<string> {
  const id = randomUUID()
  await tx
    .insertInto('auth_user')
    .values({ id, name, email, emailVerified: true, image: null, createdAt: at, updatedAt: at })
    .execute()
  await withAuth(tx)
    .insertInto('auth_account')
    .values({
      id: randomUUID(),
      accountId: id,
      providerId: 'credential',
      userId: id,
      password: passwordHash,
      createdAt: at,
      updatedAt: at,
    })
    .execute()
  return id
}

/** `email`: in small letters, as all are kept. */
export async function personByEmail(
  database: Database,
  email: string,
): Promise<(Person & { passwordHash: string }) | null> {
  const row = await withAuth(database)
    .selectFrom('auth_user')
    .innerJoin('auth_account', 'auth_account.userId', 'auth_user.id')
    .select([
      'auth_user.id as userId',
      'auth_user.email as email',
      'auth_user.name as name',
      'auth_account.password as passwordHash',
    ])
    .where('auth_user.email', '=', email)
    .where('auth_account.providerId', '=', 'credential')
    .executeTakeFirst()
  return row ?? null
}

export async function personById(database: Database, userId: string): Promise<Person | null> {
  const row = await database
    .selectFrom('auth_user')
    .select(['id as userId', 'email', 'name'])
    .where('id', '=', userId)
    .executeTakeFirst()
  return row ?? null
}

/** Whoever was signed in with the old one is not any more. */
export async function setPassword(
  tx: Database,
  { userId, passwordHash, at }: { userId: string; passwordHash: string; at: Date },
): Promise<void> {
  await withAuth(tx)
    .updateTable('auth_account')
    .set({ password: passwordHash, updatedAt: at })
    .where('userId', '=', userId)
    .where('providerId', '=', 'credential')
    .execute()
  await endSignIns(tx, userId)
}

/** All of them, but for the one that stays. */
export async function endSignIns(tx: Database, userId: string, stays: string | null = null): Promise<void> {
  const query = withAuth(tx).deleteFrom('auth_session').where('userId', '=', userId)
  await (stays === null ? query : query.where('id', '!=', stays)).execute()
}

/** One sign-in; its token stays in the cookie. */
export interface SignIn {
  id: string
  userAgent: string | null
  createdAt: Date
  /** When it was last prolonged, which happens once a day. */
  updatedAt: Date
}

/** Newest first; what has run out is none. */
export function signInsOf(database: Database, userId: string, now: Date): Promise<SignIn[]> {
  return withAuth(database)
    .selectFrom('auth_session')
    .select(['id', 'userAgent', 'createdAt', 'updatedAt'])
    .where('userId', '=', userId)
    .where('expiresAt', '>', now)
    .orderBy('createdAt', 'desc')
    .orderBy('id')
    .execute()
}

/** False: it is none of theirs. */
export async function endSignIn(database: Database, userId: string, id: string): Promise<boolean> {
  const gone = await withAuth(database)
    .deleteFrom('auth_session')
    .where('id', '=', id)
    .where('userId', '=', userId)
    .executeTakeFirst()
  return gone.numDeletedRows > 0n
}

/** Which organization a signed-in person's session works in. The caller has checked the membership. */
export async function switchOrganization(
  database: Database,
  sessionId: string,
  organizationId: string,
): Promise<void> {
  await withAuth(database)
    .updateTable('auth_session')
    .set({ activeOrganizationId: organizationId })
    .where('id', '=', sessionId)
    .execute()
}
