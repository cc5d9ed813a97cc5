import { randomUUID } from 'node:crypto'
import { type Selectable, sql } from 'kysely'
import type { GivenBy } from '../conversation.ts'
import type { Tx } from './database.ts'
import { forgottenUntil } from './forgetting.ts'
import { sendAhead } from './pipeline.ts'
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
  const { is_new: isNew, ...conversation } = await tx
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
    .returning(sql<boolean>`(xmax = 0)`.as('is_new'))
    .executeTakeFirstOrThrow()
  if (!isNew) return conversation
  const until = await forgottenUntil(tx, seen.organizationId, [seen.freshchatId, seen.customerId])
  if (until === null) return conversation
  return tx
    .updateTable('conversations')
    .set({ forgotten_until: until })
    .where('id', '=', conversation.id)
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** The row of a conversation that is known, locked until the transaction ends. */
export async function lockKnown(tx: Tx, id: string): Promise<ConversationRow> {
  return tx.selectFrom('conversations').selectAll().where('id', '=', id).forUpdate().executeTakeFirstOrThrow()
}

export interface LaneChange {
  /** A person acted (or the conversation ended): a turn in the making is dropped. */
  byPerson: boolean
  /** Freshchat's time of the act, where it was a person's. */
  actedAt?: Date
  /** When the lane is due; null takes what was due away; undefined leaves it. */
  dueAt?: Date | null
  burstStartedAt?: Date | null
  agentId?: string | null
  groupId?: string | null
  assignedAt?: Date
  /** Somebody else than us gave it to the AI, at this time of Freshchat's. */
  given?: { at: Date; by: GivenBy }
  /** What ended is over: that it was given to the AI says nothing about what comes next. */
  givenIsOver?: true
  resolvedAt?: Date | null
  readAgain?: boolean
  attendAt?: null
  /** It has just been compared with Freshchat; when it is next. */
  compareAt?: Date | null
}

/** Something happened in a conversation: raises its epoch and writes what follows. The caller holds its row. */
export async function changeConversation(tx: Tx, id: string, change: LaneChange): Promise<void> {
  await sendAhead(tx, changed(tx, id, change))
}

/** The same, for whoever needs the new epoch. */
export async function changedEpoch(tx: Tx, id: string, change: LaneChange): Promise<number> {
  const { epoch } = await changed(tx, id, change).returning('epoch').executeTakeFirstOrThrow()
  return epoch
}

function changed(tx: Tx, id: string, change: LaneChange) {
  return tx
    .updateTable('conversations')
    .set((eb) => ({
      epoch: eb('epoch', '+', 1),
      // whatever a person does, nobody need be told any more that nobody came, and nothing ends by itself
      ...(change.byPerson ? { human_epoch: eb('epoch', '+', 1), attend_at: null } : {}),
      // an older act, heard late, does not make the newest one older
      ...(change.actedAt === undefined ? {} : { acted_at: sql<Date>`greatest(acted_at, ${change.actedAt})` }),
      ...(change.dueAt === undefined ? {} : { due_at: change.dueAt }),
      ...(change.burstStartedAt === undefined ? {} : { burst_started_at: change.burstStartedAt }),
      ...(change.agentId === undefined ? {} : { agent_id: change.agentId }),
      ...(change.groupId === undefined ? {} : { group_id: change.groupId }),
      ...(change.assignedAt === undefined ? {} : { assigned_at: change.assignedAt }),
      ...(change.given === undefined
        ? {}
        : { given_at: change.given.at, given_by: change.given.by, given_epoch: eb('epoch', '+', 1) }),
      ...(change.givenIsOver ? { given_epoch: 0 } : {}),
      ...(change.resolvedAt === undefined ? {} : { resolved_at: change.resolvedAt }),
      ...(change.readAgain === undefined ? {} : { read_again: change.readAgain }),
      ...(change.attendAt === undefined ? {} : { attend_at: change.attendAt }),
      ...(change.compareAt === undefined ? {} : { compare_at: change.compareAt }),
    }))
    .where('id', '=', id)
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
  await sendAhead(
    tx,
    tx
      .updateTable('conversations')
      .set({
        agent_id: live.agentId,
        group_id: live.groupId,
        ...(live.assignedAt ? { assigned_at: sql<Date>`greatest(assigned_at, ${live.assignedAt})` } : {}),
        url: sql`coalesce(${live.url}, url)`,
        internal_id: sql`coalesce(${live.internalId}, internal_id)`,
        channel_id: sql`coalesce(${live.channelId}, channel_id)`,
      })
      .where('id', '=', id),
  )
}

/** Our stepping aside got through at this time of Freshchat's: nobody has it, and an older assignment does not overrule that. */
export async function noteAside(
  tx: Tx,
  id: string,
  { groupId, at }: { groupId: string | null; at: Date | null },
): Promise<void> {
  await tx
    .updateTable('conversations')
    .set({
      agent_id: null,
      group_id: groupId,
      ...(at === null ? {} : { assigned_at: sql<Date>`greatest(assigned_at, ${at})` }),
    })
    .where('id', '=', id)
    .execute()
}

/** Something is owed since `at`: due then, or sooner where it is due sooner. */
export async function makeDue(tx: Tx, id: string, at: Date): Promise<void> {
  await sendAhead(
    tx,
    tx
      .updateTable('conversations')
      .set({ due_at: sql<Date>`least(due_at, ${at})` })
      .where('id', '=', id),
  )
}

/** What is due anyway is due at `at` if that is sooner. */
export async function bringForward(tx: Tx, id: string, at: Date): Promise<void> {
  await sendAhead(
    tx,
    tx.updateTable('conversations').set({ due_at: at }).where('id', '=', id).where('due_at', '>', at),
  )
}

/** A message of ours is out: if its echo stays away until `at`, Freshchat is asked whether a rep was faster (A2). Null: it came. */
export async function askReadBack(tx: Tx, id: string, at: Date | null): Promise<void> {
  await sendAhead(tx, tx.updateTable('conversations').set({ read_back_at: at }).where('id', '=', id))
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
