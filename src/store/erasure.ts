import { sql } from 'kysely'
import { bodyNames, contactById, conversationsOf, freshchatIdsOf } from './customer-data.ts'
import type { Tx } from './database.ts'
import { noteForgotten } from './forgetting.ts'
import { dropUnasked } from './suggested-phrasings.ts'
import { hasUnfinished } from './unfinished.ts'

/** One customer, forgotten: what is deleted, in one transaction. A new table that names customers belongs here. */

export interface Erased {
  kind: 'erased'
  sessions: number
  messages: number
  deliveries: number
}

/** `ai-has-it`: the AI has an open session with the customer. `busy`: something of ours there is not finished. */
export type Erasure = Erased | { kind: 'refused'; because: 'ai-has-it' | 'busy' } | { kind: 'unknown' }

export async function eraseCustomer(tx: Tx, organizationId: string, contactId: string): Promise<Erasure> {
  const contact = await contactById(tx, contactId)
  if (contact === null) return { kind: 'unknown' }

  // conversations before anything else, as turns and deliveries lock them
  const conversations = await conversationsOf(tx, contact).forUpdate().execute()
  const ids = conversations.map(({ id }) => id)
  const because = await unfinished(tx, ids)
  if (because !== null) return { kind: 'refused', because }

  const until = await newestIn(tx, ids)
  const names = [contact.freshchat_id, ...conversations.map((each) => each.freshchat_id)]
  if (until !== null) await noteForgotten(tx, organizationId, names, until)

  const deliveries = await deleteDeliveries(tx, freshchatIdsOf(contact, conversations))
  const objects = await objectsOf(tx, ids)
  await deleteChanges(tx, [...objects.sessions, ...objects.messages, ...objects.turns])
  await dropFromAlerts(tx, objects.sessions)
  await dropFromFilters(tx, [contact.freshchat_id, contact.email])
  await tx.deleteFrom('changed_customers').where('freshchat_id', '=', contact.freshchat_id).execute()
  await tx.deleteFrom('conversations').where('id', '=', anyOf(ids)).execute()
  // their ways of asking went with their sessions
  await dropUnasked(tx)
  await tx.deleteFrom('contacts').where('id', '=', contact.id).execute()
  return {
    kind: 'erased',
    sessions: objects.sessions.length,
    messages: objects.messages.length,
    deliveries,
  }
}

/** Unlike a list of values, it may be empty. */
function anyOf(ids: string[]) {
  return sql<string>`any(${sql.val(ids)}::uuid[])`
}

async function unfinished(tx: Tx, conversationIds: string[]): Promise<'ai-has-it' | 'busy' | null> {
  const aiHasIt = await tx
    .selectFrom('sessions')
    .select('id')
    .where('conversation_id', '=', anyOf(conversationIds))
    .where('status', '=', 'open')
    .where('owner', '=', 'ai')
    .limit(1)
    .executeTakeFirst()
  if (aiHasIt !== undefined) return 'ai-has-it'
  const owed = await tx
    .selectFrom('conversations')
    .select('id')
    .where('id', '=', anyOf(conversationIds))
    // a question of which nobody knows yet whose it is, too
    .where((builder) => builder.or([builder('due_at', 'is not', null), hasUnfinished(builder)]))
    .limit(1)
    .executeTakeFirst()
  return owed === undefined ? null : 'busy'
}

/** Freshchat's time of the last that was said or done there. */
async function newestIn(tx: Tx, conversationIds: string[]): Promise<Date | null> {
  const row = await tx
    .selectFrom('conversations')
    .leftJoin('messages', 'messages.conversation_id', 'conversations.id')
    .select(sql<Date | null>`max(greatest(messages.created_at, assigned_at, resolved_at, acted_at))`.as('at'))
    .where('conversations.id', '=', anyOf(conversationIds))
    .executeTakeFirst()
  return row?.at ?? null
}

async function objectsOf(tx: Tx, conversationIds: string[]) {
  const of = async (table: 'sessions' | 'messages' | 'turns') =>
    (
      await tx.selectFrom(table).select('id').where('conversation_id', '=', anyOf(conversationIds)).execute()
    ).map(({ id }) => id)
  return { sessions: await of('sessions'), messages: await of('messages'), turns: await of('turns') }
}

async function deleteDeliveries(tx: Tx, freshchatIds: string[]): Promise<number> {
  const deleted = await tx.deleteFrom('deliveries').where(bodyNames(freshchatIds)).executeTakeFirstOrThrow()
  await tx.deleteFrom('refused_deliveries').where(bodyNames(freshchatIds)).execute()
  return Number(deleted.numDeletedRows)
}

async function deleteChanges(tx: Tx, objectIds: string[]): Promise<void> {
  await tx
    .deleteFrom('changes')
    .where('object_id', '=', sql<string>`any(${sql.val(objectIds)}::text[])`)
    .execute()
}

async function dropFromAlerts(tx: Tx, sessionIds: string[]): Promise<void> {
  const ids = sql`${sql.val(sessionIds)}::text[]`
  await tx
    .updateTable('alerts')
    .set({
      items: sql<string>`(
        select coalesce(jsonb_agg(item order by position), '[]')
        from jsonb_array_elements(items) with ordinality as each (item, position)
        where item ->> 'sessionId' is null or item ->> 'sessionId' != all(${ids}))`,
    })
    .where(
      sql<boolean>`exists (select 1 from jsonb_array_elements(items) as item where item ->> 'sessionId' = any(${ids}))`,
    )
    .execute()
  await tx.deleteFrom('alerts').where('items', '=', sql<never>`'[]'::jsonb`).execute()
}

/** The filter "always to people" names customers. */
async function dropFromFilters(tx: Tx, names: (string | null)[]): Promise<void> {
  const dropped = names.flatMap((name) => (name === null ? [] : [name.toLowerCase()]))
  const ids = sql`${sql.val(dropped)}::text[]`
  await tx
    .updateTable('connections')
    .set({
      filters: sql<string>`jsonb_set(filters, '{toPeople}', (
        select coalesce(jsonb_agg(name order by position), '[]')
        from jsonb_array_elements_text(filters -> 'toPeople') with ordinality as each (name, position)
        where lower(name) != all(${ids})))`,
    })
    .where(
      sql<boolean>`exists (select 1 from jsonb_array_elements_text(filters -> 'toPeople') as name where lower(name) = any(${ids}))`,
    )
    .execute()
}
