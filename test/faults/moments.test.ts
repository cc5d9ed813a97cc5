import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { inOrganization } from '../../src/store/database.ts'
import { engines } from '../setup/engines.ts'
import { whileThinking } from '../setup/models.ts'
import { createWorld, type World } from '../setup/world.ts'

/**
 * A rep acts at fifty moments, 50 ms apart, across a turn and across a handoff: fifty customers, each with a turn that takes a second
 * or two because every call does. What nobody can prevent is one message whose look came before the act: it is counted.
 */

const MOMENTS = 50
const APART_MS = 50
const CALL_MS = 150
const THINKING_MS = 300

interface Spoken {
  customer: string
  /** When Freshchat stored it, and when the look before it came back. */
  storedAt: Date
  lookedAt: Date
}

type Act = (world: World, customer: string) => void
const acts: [string, Act][] = [
  ['a rep’s message', (world, customer) => world.rep('Ben').replies(customer, 'I have it from here.')],
  ['a rep’s assignment', (world, customer) => world.rep('Ben').assigns(customer, { agent: 'Ben' })],
]
const turns = [
  ['an answer', { text: 'It takes three to five working days.' }],
  ['a handoff', { decision: 'hand_off', reason: 'not_in_knowledge', text: '' }],
] as const

describe.each(engines)('at fifty moments, on %s', (engine) => {
  test.each(acts.flatMap(([act, does]) => turns.map(([turn, says]) => ({ act, does, turn, says }))))(
    '$act across $turn: no look that was taken after it lets the AI speak, and what was begun is finished',
    async ({ act, does, turn, says }) => {
      const model = whileThinking(async (_call, signal) => {
        await world.clock.wait(THINKING_MS, signal)
        return says
      })
      await using world = await createWorld({
        engine,
        model,
        settings: { reply: { settleMs: 0, quietMs: 0 } },
      })
      // more calls than an account that says nothing of its limit is asked for
      world.sandbox.patchSettings({ rate: { limit: 100_000, windowSec: 60 } })
      await world.api('POST', '/api/v1/integrations/freshchat/test')
      world.sandbox.faults.set('latency', { ms: CALL_MS })
      const customers = Array.from({ length: MOMENTS }, (_, index) => `Ana${index}`)
      await Promise.all(
        customers.map(async (customer, index) => {
          // one after the other, so that all moments meet a machine that is about as busy
          await world.clock.wait(index * 2 * APART_MS)
          world.customer(customer).says('How long does delivery take?')
          await world.clock.wait(index * APART_MS)
          does(world, customer)
        }),
      )
      world.sandbox.faults.clear('latency')
      await world.settle()

      const spoken = await spokenIn(world)
      const claimed = await claimsIn(world)
      const leaks = spoken.filter(({ customer, storedAt }) => storedAt > actOf(world, customer))
      for (const { customer, lookedAt } of leaks) {
        // a rep who was overwritten by the claim shows in no look: the conversation is given back to them below
        const actedAt = actOf(world, customer)
        const wasOverwritten = actedAt <= (claimed.get(customer) ?? new Date(0))
        if (!wasOverwritten) expect(lookedAt <= actedAt, `${customer}: looked before the act`).toBe(true)
      }

      const begun = await Promise.all(customers.map((customer) => finished(world, customer)))
      expect(begun.filter(({ owner }) => owner !== 'human')).toEqual([])
      expect(begun.filter(({ isBegun, notes }) => notes !== (isBegun ? 1 : 0))).toEqual([])
      // whoever was faster: the rep has it, and nobody was taken off it again
      if (act.includes('assignment')) expect(begun.filter(({ agent }) => agent !== 'Ben Adler')).toEqual([])
      const counted = (await Promise.all(customers.map((each) => world.session(each)))).filter(
        ({ leaks: count }) => count > 0,
      )
      process.stdout.write(
        `${act} across ${turn} on ${engine}: ${spoken.length} of ${MOMENTS} customers were answered, ` +
          `leaks ${leaks.length}/${MOMENTS}, sessions marked ${counted.length}\n`,
      )
      // what cannot be prevented is owned up to, each of them
      expect(counted).toHaveLength(leaks.length)
      // where nobody steps in the AI does speak, however busy the machine
      world.customer('Zoe').says('How long does delivery take?')
      await world.settle()
      expect(world.chat('Zoe')).toHaveLength(2)
    },
    180_000,
  )
})

async function spokenIn(world: World): Promise<Spoken[]> {
  const { organization } = await world.api<{ organization: { id: string } }>('GET', '/api/v1/me')
  const { rows } = await inOrganization(world.database.opened.database, organization.id, (tx) =>
    sql<{ conversation: string; stored_at: Date; looked_at: Date }>`
      select conversations.freshchat_id as conversation, messages.created_at as stored_at, steps.looked_at
      from steps join messages on messages.step_id = steps.id
      join conversations on conversations.id = messages.conversation_id
      where steps.kind = 'say'`.execute(tx),
  )
  return rows.map(({ conversation, stored_at, looked_at }) => ({
    customer: customerOf(world, conversation),
    storedAt: stored_at,
    lookedAt: looked_at,
  }))
}

/** When Freshchat stored the rep's act: the first that its webhooks tell of Ben. */
function actOf(world: World, customer: string): Date {
  const conversationId = world.conversationOf(customer)
  const ben = world.sandbox.state.agents().find((each) => each.first_name === 'Ben')?.id ?? ''
  const told = world.sandbox.state
    .deliveries()
    .find((each) => each.conversationId === conversationId && each.body.includes(ben))
  return new Date(JSON.parse(told?.body ?? '{}').action_time)
}

/** When the AI claimed each conversation, as Freshchat says. */
async function claimsIn(world: World): Promise<Map<string, Date>> {
  const { organization } = await world.api<{ organization: { id: string } }>('GET', '/api/v1/me')
  const { rows } = await inOrganization(world.database.opened.database, organization.id, (tx) =>
    sql<{ conversation: string; claimed_at: Date | null }>`
      select conversations.freshchat_id as conversation, steps.freshchat_at as claimed_at
      from steps join conversations on conversations.id = steps.conversation_id where steps.kind = 'claim'`.execute(
      tx,
    ),
  )
  return new Map(
    rows.flatMap(({ conversation, claimed_at }) =>
      claimed_at ? [[customerOf(world, conversation), claimed_at]] : [],
    ),
  )
}

/** As Freshchat knows them: on a busy machine Baton may not have come to ask. */
function customerOf({ sandbox }: World, conversationId: string): string {
  const { userId } = sandbox.state.conversation(conversationId) ?? {}
  return sandbox.state.users().find((user) => user.id === userId)?.first_name ?? ''
}

async function finished(world: World, customer: string) {
  const { owner, handoff } = await world.session(customer)
  const notes = world
    .transcript(customer)
    .filter((line) => line.startsWith('(note) AI: Handed over by Baton')).length
  return { customer, owner, isBegun: handoff !== null, notes, agent: world.freshchat(customer).agent }
}
