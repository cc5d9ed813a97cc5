import { z } from 'zod'
import { inOrganization } from '../store/database.ts'
import { customerOfSession, sessionById, sessionsOfContact } from '../store/sessions-read.ts'
import { notFound } from './error.ts'
import { operation } from './operation.ts'
import { sessionSchema } from './present.ts'

/** So many of the sessions that somebody had. */
const MOST_SESSIONS = 10

export const getCustomer = operation(
  {
    method: 'get',
    path: '/api/v1/sessions/{id}/customer',
    summary: 'Who the customer of a session is: what Freshchat knows of them, and their last sessions',
    tag: 'Sessions',
    params: z.object({ id: z.uuid() }),
    answer: z.object({
      id: z.string().nullable().describe('null: not known yet'),
      name: z.string().nullable(),
      email: z.string().nullable(),
      phone: z.string().nullable(),
      properties: z.array(z.object({ name: z.string(), value: z.string() })),
      sessions: z.array(
        sessionSchema.pick({ id: true, ticketNumber: true, status: true, closure: true, createdAt: true }),
      ),
    }),
  },
  async ({ deps, caller, params: { id } }) =>
    inOrganization(deps.database, caller.organizationId, async (tx) => {
      if ((await sessionById(tx, id)) === null) throw notFound('session')
      const contact = await customerOfSession(tx, id)
      if (contact === null) return NOBODY_YET
      const sessions = await sessionsOfContact(tx, contact.id, MOST_SESSIONS)
      return {
        id: contact.id,
        name: contact.name,
        email: contact.email,
        phone: contact.phone,
        properties: contact.properties,
        sessions: sessions.map((row) => ({
          id: row.id,
          ticketNumber: row.ticket_number,
          status: row.status,
          closure: row.closure,
          createdAt: row.created_at.toISOString(),
        })),
      }
    }),
)

const NOBODY_YET = { id: null, name: null, email: null, phone: null, properties: [], sessions: [] }
