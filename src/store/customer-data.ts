import { type Expression, type Selectable, type SqlBool, sql } from 'kysely'
import type { Tx } from './database.ts'
import type { MessageRow } from './messages.ts'
import type { ContactsTable } from './schema-conversations.ts'

/** What is kept about one customer: to find them, and everything that is theirs. */

export type ContactRow = Selectable<ContactsTable>

/** By e-mail, phone, Freshchat id or full name; null: everybody. In the order of their ids. */
export function findContacts(
  tx: Tx,
  q: string | null,
  page: { after: string | null; limit: number },
): Promise<ContactRow[]> {
  let query = tx.selectFrom('contacts').selectAll()
  if (q !== null) {
    const text = q.toLowerCase()
    query = query.where(({ or, eb }) =>
      or([
        eb(sql`lower(email)`, '=', text),
        eb('phone', '=', q),
        eb('freshchat_id', '=', q),
        eb(sql`lower(name)`, '=', text),
      ]),
    )
  }
  if (page.after !== null) query = query.where('id', '>', page.after)
  return query.orderBy('id').limit(page.limit).execute()
}

export async function contactById(tx: Tx, id: string): Promise<ContactRow | null> {
  return (await tx.selectFrom('contacts').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}

/** A customer's conversations, with the names that Freshchat has for them. */
export function conversationsOf(tx: Tx, contact: ContactRow) {
  return tx
    .selectFrom('conversations')
    .select(['id', 'freshchat_id', 'internal_id'])
    .where(({ or, eb, selectFrom }) =>
      or([
        eb('customer_id', '=', contact.freshchat_id),
        eb('id', 'in', selectFrom('sessions').select('conversation_id').where('contact_id', '=', contact.id)),
      ]),
    )
    .orderBy('id')
}

/** What was said before Baton was there, in the order in which it was written. */
export function messagesOutsideSessions(tx: Tx, conversationIds: string[]): Promise<MessageRow[]> {
  return tx
    .selectFrom('messages')
    .selectAll()
    .where('conversation_id', 'in', conversationIds)
    .where('session_id', 'is', null)
    .orderBy('created_at')
    .orderBy('seq')
    .execute()
}

/** Whose a delivery is stands in its body only: ids of Freshchat are random, so that no other body holds them by chance. */
export function bodyNames(freshchatIds: string[]): Expression<SqlBool> {
  const held = freshchatIds.map((id) => sql<boolean>`position(convert_to(${id}, 'UTF8') in body) > 0`)
  return sql<boolean>`(${sql.join(held, sql` or `)})`
}

export function deliveriesNaming(tx: Tx, freshchatIds: string[]) {
  return tx
    .selectFrom('deliveries')
    .select(['action', 'received_at', 'body'])
    .where(bodyNames(freshchatIds))
    .orderBy('received_at')
    .execute()
}

/** All that Freshchat calls this customer and their conversations. */
export function freshchatIdsOf(
  contact: ContactRow,
  conversations: { freshchat_id: string; internal_id: string | null }[],
): string[] {
  const ids = conversations.flatMap((each) => [each.freshchat_id, each.internal_id])
  return [contact.freshchat_id, ...ids.filter((id) => id !== null)]
}
