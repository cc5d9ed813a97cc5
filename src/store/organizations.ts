import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Database } from './database.ts'
import { insertMember } from './members.ts'
import { anyUser, insertPerson, type NewPerson } from './people.ts'

/**
 * Who belongs where. These are better-auth's tables: they come before an organization is known, carry no policy and are
 * read as the login user, so every statement here names the organization or the user it is about.
 */

export interface Membership {
  organizationId: string
  organizationName: string
  memberId: string
  role: string
}

/** In the order in which the person came to them. */
export function membershipsOf(database: Database, userId: string): Promise<Membership[]> {
  return database
    .selectFrom('member')
    .innerJoin('organization', 'organization.id', 'member.organizationId')
    .select([
      'organization.id as organizationId',
      'organization.name as organizationName',
      'member.id as memberId',
      'member.role as role',
    ])
    .where('member.userId', '=', userId)
    .orderBy('member.createdAt')
    .orderBy('member.id')
    .execute()
}

export interface FirstOwner extends NewPerson {
  organizationName: string
}

/**
 * The first user with the first organization, or null when there is a user already. An organization without members
 * (the demo's) is adopted under the new name.
 */
export function claimInstall(
  database: Database,
  owner: FirstOwner,
): Promise<{ userId: string; organizationId: string } | null> {
  return database.transaction().execute(async (tx) => {
    // two first runs at once: the second waits here and then sees the first one's user
    await sql`select pg_advisory_xact_lock(hashtext('baton: first owner'))`.execute(tx)
    if (await anyUser(tx)) return null

    const userId = await insertPerson(tx, owner)
    const unclaimed = await tx
      .selectFrom('organization')
      .select('id')
      .where('id', 'not in', tx.selectFrom('member').select('organizationId'))
      .orderBy('createdAt')
      .limit(1)
      .executeTakeFirst()
    if (unclaimed === undefined) {
      const { organizationId } = await createOrganization(tx, {
        name: owner.organizationName,
        ownerId: userId,
        at: owner.at,
      })
      return { userId, organizationId }
    }
    await tx
      .updateTable('organization')
      .set({ name: owner.organizationName })
      .where('id', '=', unclaimed.id)
      .execute()
    await insertOwner(tx, unclaimed.id, userId, owner.at)
    return { userId, organizationId: unclaimed.id }
  })
}

/** One that nobody owns yet: the first owner adopts it. null when there is an organization already. */
export function createFirstOrganization(database: Database, name: string, at: Date): Promise<string | null> {
  return database.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtext('baton: first owner'))`.execute(tx)
    const any = await tx.selectFrom('organization').select('id').limit(1).executeTakeFirst()
    return any === undefined ? insertUnowned(tx, name, at) : null
  })
}

export async function organizationName(database: Database, id: string): Promise<string> {
  const row = await database.selectFrom('organization').select('name').where('id', '=', id).executeTakeFirst()
  return row?.name ?? ''
}

export async function organizationIds(database: Database): Promise<string[]> {
  const rows = await database.selectFrom('organization').select('id').execute()
  return rows.map(({ id }) => id)
}

/** With its owner, who is a member of it by another id than elsewhere. Within a transaction. */
export async function createOrganization(
  tx: Database,
  { name, ownerId, at }: { name: string; ownerId: string; at: Date },
): Promise<{ organizationId: string; memberId: string }> {
  const organizationId = await insertUnowned(tx, name, at)
  return { organizationId, memberId: await insertOwner(tx, organizationId, ownerId, at) }
}

async function insertUnowned(tx: Database, name: string, at: Date): Promise<string> {
  const id = randomUUID()
  // nobody sees the slug, better-auth wants it unique
  await tx
    .insertInto('organization')
    .values({ id, name, slug: id, logo: null, createdAt: at, metadata: null })
    .execute()
  return id
}

function insertOwner(tx: Database, organizationId: string, userId: string, at: Date): Promise<string> {
  return insertMember(tx, { organizationId, userId, role: 'owner', at })
}
