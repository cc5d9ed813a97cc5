import { randomUUID } from 'node:crypto'
import { deleteKeysOf } from './api-keys.ts'
import type { Database } from './database.ts'

/** Who belongs to an organization, as what. better-auth's table, without a policy: every statement names the organization. */

export interface Member {
  id: string
  userId: string
  email: string
  name: string
  role: string
  joinedAt: Date
  /** Whether they sign in with a second factor. */
  twoFactor: boolean
}

const members = (database: Database, organizationId: string) =>
  database
    .selectFrom('member')
    .innerJoin('auth_user', 'auth_user.id', 'member.userId')
    .leftJoin('second_factors', (join) =>
      join.onRef('second_factors.user_id', '=', 'auth_user.id').on('confirmed_at', 'is not', null),
    )
    .select([
      'member.id as id',
      'member.userId as userId',
      'auth_user.email as email',
      'auth_user.name as name',
      'member.role as role',
      'member.createdAt as joinedAt',
    ])
    .select(({ eb }) => eb('second_factors.user_id', 'is not', null).as('twoFactor'))
    .where('member.organizationId', '=', organizationId)

/** In the order in which they came. */
export async function membersOf(database: Database, organizationId: string): Promise<Member[]> {
  const rows = await members(database, organizationId)
    .orderBy('member.createdAt')
    .orderBy('member.id')
    .execute()
  return rows.map(memberFrom)
}

export async function memberById(
  database: Database,
  organizationId: string,
  id: string,
): Promise<Member | null> {
  const row = await members(database, organizationId).where('member.id', '=', id).executeTakeFirst()
  return row === undefined ? null : memberFrom(row)
}

export async function memberByEmail(
  database: Database,
  organizationId: string,
  email: string,
): Promise<Member | null> {
  const row = await members(database, organizationId).where('auth_user.email', '=', email).executeTakeFirst()
  return row === undefined ? null : memberFrom(row)
}

function memberFrom(row: Omit<Member, 'twoFactor'> & { twoFactor: unknown }): Member {
  return { ...row, twoFactor: row.twoFactor === true }
}

/** The members of an organization are changed by one at a time: two owners who remove each other must not both succeed. */
export async function lockMembers(tx: Database, organizationId: string): Promise<void> {
  await tx.selectFrom('organization').select('id').where('id', '=', organizationId).forUpdate().execute()
}

/** How many owners there are. The caller holds the members' lock. */
export async function ownersIn(tx: Database, organizationId: string): Promise<number> {
  const { count } = await tx
    .selectFrom('member')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('organizationId', '=', organizationId)
    .where('role', '=', 'owner')
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** The new member's id. */
export async function insertMember(
  tx: Database,
  { organizationId, userId, role, at }: { organizationId: string; userId: string; role: string; at: Date },
): Promise<string> {
  const id = randomUUID()
  await tx.insertInto('member').values({ id, organizationId, userId, role, createdAt: at }).execute()
  return id
}

export async function changeRole(tx: Database, id: string, role: string): Promise<void> {
  await tx.updateTable('member').set({ role }).where('id', '=', id).execute()
}

/** With the keys that they made for this organization, which would be good again if they came back. */
export async function deleteMember(
  tx: Database,
  organizationId: string,
  { id, userId }: Pick<Member, 'id' | 'userId'>,
): Promise<void> {
  await tx.deleteFrom('member').where('id', '=', id).execute()
  await deleteKeysOf(tx, organizationId, userId)
}
