import { randomUUID } from 'node:crypto'
import type { Database } from './database.ts'

/** Who was asked to join, as what. better-auth's table, without a policy: it is read by who is invited, before belonging. */

type InvitationTable = {
  invitation: {
    id: string
    organizationId: string
    email: string
    role: string
    status: string
    expiresAt: Date
    createdAt: Date
    inviterId: string
  }
}

export interface Invitation {
  id: string
  organizationId: string
  email: string
  role: string
  expiresAt: Date
  createdAt: Date
  /** The e-mail address of who invited. */
  invitedBy: string
}

const withInvitations = (database: Database) => database.withTables<InvitationTable>()

const invitations = (database: Database) =>
  withInvitations(database)
    .selectFrom('invitation')
    .innerJoin('auth_user', 'auth_user.id', 'invitation.inviterId')
    .select([
      'invitation.id as id',
      'invitation.organizationId as organizationId',
      'invitation.email as email',
      'invitation.role as role',
      'invitation.expiresAt as expiresAt',
      'invitation.createdAt as createdAt',
      'auth_user.email as invitedBy',
    ])

export async function insertInvitation(
  tx: Database,
  made: { organizationId: string; email: string; role: string; userId: string; at: Date; expiresAt: Date },
): Promise<string> {
  const id = randomUUID()
  const { organizationId, email, role, userId, at, expiresAt } = made
  await withInvitations(tx)
    .insertInto('invitation')
    .values({
      id,
      organizationId,
      email,
      role,
      status: 'pending',
      expiresAt,
      createdAt: at,
      inviterId: userId,
    })
    .execute()
  return id
}

/** Newest first, those that have run out among them. */
export function invitationsOf(database: Database, organizationId: string): Promise<Invitation[]> {
  return invitations(database)
    .where('invitation.organizationId', '=', organizationId)
    .orderBy('invitation.createdAt', 'desc')
    .orderBy('invitation.id')
    .execute()
}

export async function invitationById(database: Database, id: string): Promise<Invitation | null> {
  return (await invitations(database).where('invitation.id', '=', id).executeTakeFirst()) ?? null
}

/** What it was; null when this organization has none such. */
export async function deleteInvitation(
  tx: Database,
  organizationId: string,
  which: { id: string } | { email: string },
): Promise<{ id: string; email: string; role: string } | null> {
  const query = withInvitations(tx).deleteFrom('invitation').where('organizationId', '=', organizationId)
  const gone = await ('id' in which
    ? query.where('id', '=', which.id)
    : query.where('email', '=', which.email)
  )
    .returning(['id', 'email', 'role'])
    .executeTakeFirst()
  return gone ?? null
}
