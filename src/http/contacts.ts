import { z } from 'zod'
import {
  type ContactRow,
  contactById,
  conversationsOf,
  deliveriesNaming,
  findContacts,
  freshchatIdsOf,
  messagesOutsideSessions,
} from '../store/customer-data.ts'
import { inOrganization, readInOrganization, type Tx } from '../store/database.ts'
import { eraseCustomer } from '../store/erasure.ts'
import { listSessions } from '../store/sessions-list.ts'
import { messagesOf, turnsOf } from '../store/sessions-read.ts'
import { audit } from './audited.ts'
import { ApiError, notFound } from './error.ts'
import { listOf, operation } from './operation.ts'
import { given, limit } from './page.ts'
import {
  messageSchema,
  presentMessage,
  presentSession,
  presentTurn,
  sessionSchema,
  turnSchema,
} from './present.ts'

/** What is kept about a customer: to be found, handed out, and forgotten (O4). */

const tag = 'Customers'
const params = z.object({ id: z.uuid() })
const ALL = { after: null, limit: 1_000_000 }

const contactSchema = z
  .object({
    id: z.uuid(),
    freshchatId: z.string(),
    name: z.string().nullable(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    properties: z.array(z.object({ name: z.string(), value: z.string() })),
  })
  .meta({ id: 'Contact' })

export const listContacts = operation(
  {
    method: 'get',
    path: '/api/v1/contacts',
    summary: 'Customers, by e-mail, phone, Freshchat id or full name',
    tag,
    query: z.object({
      q: given(z.string().trim().min(1).max(254)),
      limit: limit(200, 50),
      cursor: given(z.uuid()),
    }),
    answer: listOf(contactSchema),
  },
  async ({ deps, caller, query }) => {
    const page = { after: query.cursor ?? null, limit: query.limit + 1 }
    const rows = await readInOrganization(deps.database, caller.organizationId, (tx) =>
      findContacts(tx, query.q ?? null, page),
    )
    const items = rows.slice(0, query.limit)
    return {
      items: items.map(presentContact),
      next: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null,
    }
  },
)

const exportSchema = z
  .object({
    exportedAt: z.iso.datetime(),
    contact: contactSchema,
    sessions: z.array(sessionSchema.extend({ messages: z.array(messageSchema), turns: z.array(turnSchema) })),
    earlierMessages: z.array(messageSchema).describe('Said before Baton was there'),
    deliveries: z.array(z.object({ action: z.string(), receivedAt: z.iso.datetime(), body: z.string() })),
  })
  .meta({ id: 'CustomerExport' })

export const exportContact = operation(
  {
    method: 'get',
    path: '/api/v1/contacts/{id}/export',
    summary: 'Everything that is kept about a customer, as one file',
    tag,
    params,
    answer: exportSchema,
  },
  async ({ deps, caller, params: { id }, c }) => {
    const now = deps.clock.now()
    const data = await inOrganization(deps.database, caller.organizationId, async (tx) => {
      const contact = await contactById(tx, id)
      if (contact === null) throw notFound('customer')
      await audit(tx, caller, { action: 'customer.exported', subjectId: id, before: null, after: {} }, now)
      return everythingOf(tx, contact)
    })
    c.header('content-disposition', `attachment; filename="customer-${id}.json"`)
    return { exportedAt: now.toISOString(), ...data }
  },
)

export const eraseContact = operation(
  {
    method: 'delete',
    path: '/api/v1/contacts/{id}',
    summary: 'Forgets a customer: everything that is kept about them, for good',
    tag,
    params,
    answer: z.object({ sessions: z.number(), messages: z.number(), deliveries: z.number() }),
    errors: { 404: 'No such customer', 409: 'The AI is talking with them, or has something to finish there' },
  },
  async ({ deps, caller, params: { id } }) => {
    const { organizationId } = caller
    return inOrganization(deps.database, organizationId, async (tx) => {
      const erasure = await eraseCustomer(tx, organizationId, id)
      if (erasure.kind === 'unknown') throw notFound('customer')
      if (erasure.kind === 'refused') throw refusal(erasure.because)
      const { kind: _kind, ...counts } = erasure
      const change = { subjectId: id, before: counts, after: null }
      await audit(tx, caller, { action: 'customer.erased', ...change }, deps.clock.now())
      return counts
    })
  },
)

/** A question would be left without an answer. */
function refusal(because: 'ai-has-it' | 'busy'): ApiError {
  return because === 'ai-has-it'
    ? new ApiError(
        409,
        'session_open',
        'The AI is talking with this customer. Take the session over or resolve it, then erase.',
      )
    : new ApiError(
        409,
        'busy',
        'Baton has something to finish in this customer’s conversation. Try again in a moment.',
      )
}

async function everythingOf(tx: Tx, contact: ContactRow) {
  const conversations = await conversationsOf(tx, contact).execute()
  const ids = conversations.map(({ id }) => id)
  const sessions = []
  const all = ids.length === 0 ? [] : await listSessions(tx, { inConversations: ids }, ALL)
  for (const session of all) {
    sessions.push({
      ...presentSession(session),
      messages: (await messagesOf(tx, session.id, ALL)).map(presentMessage),
      turns: (await turnsOf(tx, session.id, ALL)).map(presentTurn),
    })
  }
  const earlier = ids.length === 0 ? [] : await messagesOutsideSessions(tx, ids)
  const deliveries = await deliveriesNaming(tx, freshchatIdsOf(contact, conversations))
  return {
    contact: presentContact(contact),
    sessions,
    earlierMessages: earlier.map((row) =>
      presentMessage({ ...row, customer_name: contact.name, turn_id: null }),
    ),
    deliveries: deliveries.map(({ action, received_at, body }) => ({
      action,
      receivedAt: received_at.toISOString(),
      body: Buffer.from(body).toString('utf8'),
    })),
  }
}

function presentContact(row: ContactRow): z.input<typeof contactSchema> {
  const { id, freshchat_id: freshchatId, name, email, phone, properties } = row
  return { id, freshchatId, name, email, phone, properties }
}
