import type { App } from '../app.ts'
import { FreshchatError } from '../freshchat/error.ts'
import { saveContact, unreadContact } from '../store/contacts.ts'
import { inOrganization, readInOrganization } from '../store/database.ts'
import type { Hold } from './hold.ts'
import { callOptions } from './look.ts'

/** The customer's name, e-mail and phone, once per customer, whoever has the conversation. Never rejects. */
export async function readContact(app: App, hold: Hold): Promise<void> {
  const { organizationId, conversationId } = hold.lease
  try {
    const contact = await readInOrganization(app.database, organizationId, (tx) =>
      unreadContact(tx, conversationId),
    )
    if (contact === null) return
    const read = await app
      .freshchat(hold.connection)
      .api.contact(contact.freshchatId, { ...callOptions(hold, 'read'), signal: hold.asideSignal })
    await inOrganization(app.database, organizationId, (tx) =>
      saveContact(tx, contact.id, read, app.clock.now()),
    )
  } catch (fault) {
    const kind = fault instanceof FreshchatError ? fault.kind : 'unexpected'
    if (!hold.asideSignal.aborted) app.log.warn({ conversationId, kind }, 'the customer could not be read')
  }
}
