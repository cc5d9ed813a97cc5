import { randomUUID } from 'node:crypto'
import { json, type Tx } from './database.ts'

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
