import { randomUUID } from 'node:crypto'
import { type Selectable, sql } from 'kysely'
import { json, type Tx } from './database.ts'
import type { ConversationsTable } from './schema-conversations.ts'

export type ConversationRow = Selectable<ConversationsTable>

export interface Sighting {
  organizationId: string
  connectionId: string
  freshchatId: string
  internalId: string | null
  customerId: string | null
  channelId: string | null
}

/** The conversation's row, made at first sight, locked until the transaction ends. What is newly known is added, nothing is forgotten. */
export async function lockConversation(tx: Tx, seen: Sighting, now: Date): Promise<ConversationRow> {
  return tx
    .insertInto('conversations')
    .values({
      id: randomUUID(),
      organization_id: seen.organizationId,
      connection_id: seen.connectionId,
      freshchat_id: seen.freshchatId,
      internal_id: seen.internalId,
      customer_id: seen.customerId,
      channel_id: seen.channelId,
      created_at: now,
    })
    .onConflict((conflict) =>
      conflict.columns(['organization_id', 'freshchat_id']).doUpdateSet((row) => ({
        connection_id: seen.connectionId,
        internal_id: sql`coalesce(conversations.internal_id, ${row.ref('excluded.internal_id')})`,
        customer_id: sql`coalesce(conversations.customer_id, ${row.ref('excluded.customer_id')})`,
        channel_id: sql`coalesce(${row.ref('excluded.channel_id')}, conversations.channel_id)`,
      })),
    )
    .returningAll()
    .executeTakeFirstOrThrow()
}

export interface LaneChange {
  /** A person acted (or the conversation ended): a turn in the making is dropped. */
  byPerson: boolean
  /** When the lane is due; null takes what was due away; undefined leaves it. */
  dueAt?: Date | null
  burstStartedAt?: Date | null
  agentId?: string | null
  groupId?: string | null
  assignedAt?: Date
  /** Somebody else than us gave it to the default agent at this time of Freshchat's. */
  givenAt?: Date
  resolvedAt?: Date | null
  readAgain?: boolean
}

/** Something happened in a conversation: raises its epoch and writes what follows. Returns the new epoch. */
export async function changeConversation(tx: Tx, id: string, change: LaneChange): Promise<number> {
  const row = await tx
    .updateTable('conversations')
    .set((eb) => ({
      epoch: eb('epoch', '+', 1),
      ...(change.byPerson ? { human_epoch: eb('epoch', '+', 1) } : {}),
      ...(change.dueAt === undefined ? {} : { due_at: change.dueAt }),
      ...(change.burstStartedAt === undefined ? {} : { burst_started_at: change.burstStartedAt }),
      ...(change.agentId === undefined ? {} : { agent_id: change.agentId }),
      ...(change.groupId === undefined ? {} : { group_id: change.groupId }),
      ...(change.assignedAt === undefined ? {} : { assigned_at: change.assignedAt }),
      ...(change.givenAt === undefined ? {} : { given_at: change.givenAt, given_epoch: eb('epoch', '+', 1) }),
      ...(change.resolvedAt === undefined ? {} : { resolved_at: change.resolvedAt }),
      ...(change.readAgain === undefined ? {} : { read_again: change.readAgain }),
    }))
    .where('id', '=', id)
    .returning('epoch')
    .executeTakeFirstOrThrow()
  return row.epoch
}

/** What Freshchat just showed of a conversation, when nothing needs to follow from it. */
export async function noteLive(
  tx: Tx,
  id: string,
  live: {
    /** Freshchat's time, where the answer is to our own assigning or unassigning. */
    assignedAt?: Date | null
    agentId: string | null
    groupId: string | null
    url: string | null
    internalId: string | null
    channelId: string | null
  },
): Promise<void> {
  await tx
    .updateTable('conversations')
    .set({
      agent_id: live.agentId,
      group_id: live.groupId,
      ...(live.assignedAt ? { assigned_at: sql<Date>`greatest(assigned_at, ${live.assignedAt})` } : {}),
      url: sql`coalesce(${live.url}, url)`,
      internal_id: sql`coalesce(${live.internalId}, internal_id)`,
      channel_id: sql`coalesce(${live.channelId}, channel_id)`,
    })
    .where('id', '=', id)
    .execute()
}

/** The contact behind a customer's id; made with nothing known until it is read from Freshchat. Its id. */
export async function contactOf(tx: Tx, organizationId: string, freshchatId: string): Promise<string> {
  const row = await tx
    .insertInto('contacts')
    .values({
      id: randomUUID(),
      organization_id: organizationId,
      freshchat_id: freshchatId,
      properties: json([]),
    })
    .onConflict((conflict) =>
      conflict.columns(['organization_id', 'freshchat_id']).doUpdateSet({ freshchat_id: freshchatId }),
    )
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** The contact of the conversation's session, while Freshchat has not been asked about it. */
export async function unreadContact(
  tx: Tx,
  conversationId: string,
): Promise<{ id: string; freshchatId: string } | null> {
  const row = await tx
    .selectFrom('sessions')
    .innerJoin('contacts', 'contacts.id', 'sessions.contact_id')
    .select(['contacts.id', 'contacts.freshchat_id as freshchatId'])
    .where('sessions.conversation_id', '=', conversationId)
    .where('contacts.read_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return row ?? null
}

/** What the filters ask about the customer; the e-mail once Freshchat has told it. */
export async function customerOf(
  tx: Tx,
  conversationId: string,
): Promise<{ id: string | null; email: string | null; channelId: string | null }> {
  const row = await tx
    .selectFrom('conversations')
    .leftJoin('contacts', (join) =>
      join
        .onRef('contacts.freshchat_id', '=', 'conversations.customer_id')
        .onRef('contacts.organization_id', '=', 'conversations.organization_id'),
    )
    .select(['conversations.customer_id as id', 'contacts.email', 'conversations.channel_id as channelId'])
    .where('conversations.id', '=', conversationId)
    .executeTakeFirstOrThrow()
  return row
}

export async function saveContact(
  tx: Tx,
  id: string,
  contact: {
    name: string | null
    email: string | null
    phone: string | null
    properties: { name: string; value: string }[]
  },
  now: Date,
): Promise<void> {
  await tx
    .updateTable('contacts')
    .set({
      name: contact.name,
      email: contact.email,
      phone: contact.phone,
      properties: json(contact.properties),
      read_at: now,
    })
    .where('id', '=', id)
    .execute()
}

/** What is due anyway is due at `at` if that is sooner. */
export async function bringForward(tx: Tx, id: string, at: Date): Promise<void> {
  await tx
    .updateTable('conversations')
    .set({ due_at: at })
    .where('id', '=', id)
    .where('due_at', '>', at)
    .execute()
}

/** Conversations in which something is owed (an answer, or the rest of a turn) go on over this connection. */
export async function makeOwedDue(tx: Tx, connectionId: string, now: Date): Promise<void> {
  await tx
    .updateTable('conversations')
    .set({ connection_id: connectionId, due_at: now })
    .where(({ or, exists, selectFrom }) =>
      or([
        exists(
          selectFrom('messages')
            .select('messages.id')
            .whereRef('messages.conversation_id', '=', 'conversations.id')
            .where('author_kind', '=', 'customer')
            .where('handled_at', 'is', null),
        ),
        exists(
          selectFrom('turns')
            .select('turns.id')
            .whereRef('turns.conversation_id', '=', 'conversations.id')
            .where('finished_at', 'is', null),
        ),
      ]),
    )
    .execute()
}

/** The conversation as it stands now, and whether its connection has ended. */
export async function withConnection(
  tx: Tx,
  id: string,
): Promise<ConversationRow & { disconnected_at: Date | null }> {
  return tx
    .selectFrom('conversations')
    .innerJoin('connections', 'connections.id', 'conversations.connection_id')
    .selectAll('conversations')
    .select('connections.disconnected_at')
    .where('conversations.id', '=', id)
    .executeTakeFirstOrThrow()
}
