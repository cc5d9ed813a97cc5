import type { Bench, Section } from './section.ts'

/** What one turn asks of Freshchat, whose limit all integrations of an account share; and of our own database. */

interface Seen {
  name: string
  calls: string[]
  most: number
  roundTrips: number
}

const QUESTION = 'How do I return an item?'
const AGAIN = 'How long does a refund take?'
const PERSON = 'I want to talk to a human agent'

export async function calls({ stand }: Bench): Promise<Section> {
  const { freshchat, baton } = stand
  await stand.api('PATCH', '/api/v1/settings', { reply: { settleMs: 0, quietMs: 0, longestWaitMs: 0 } })
  const seen: Seen[] = []

  async function turn(
    name: string,
    most: number | null,
    who: { customer: string; conversationId: string } | null,
    text: string,
    group: string | null = null,
  ) {
    await stand.settle()
    await freshchat.ask('forgetCalls')
    const before = await baton.ask('statements')
    const next = await freshchat.ask('say', who, text, group)
    await stand.settle()
    const after = await baton.ask('statements')
    const log = (await freshchat.ask('calls')).map((call) => `${call.method} ${resource(call.path)}`)
    if (most !== null) seen.push({ name, calls: log, most, roundTrips: after.roundTrips - before.roundTrips })
    return next
  }

  // the first ever also learns the rate limit
  await turn('warm-up', null, null, QUESTION)
  const ana = await turn('first turn of a session', 6, null, QUESTION)
  await turn('a later turn', 3, ana, AGAIN)
  await turn('handoff in a later turn', 7, ana, PERSON)
  await turn('handoff in the first turn', 7, null, PERSON)
  await turn('handoff in the first turn, in a group', 7, null, PERSON, 'Support')

  return {
    title: `Calls per turn, ${stand.engine}`,
    columns: ['turn', 'Freshchat calls', 'at most', 'SQL round trips'],
    rows: seen.map(({ name, calls: made, most, roundTrips }) => [
      name,
      `${made.length}${made.length > most ? ' !' : ''}`,
      String(most),
      String(roundTrips),
    ]),
    notes: [
      ...seen.map(({ name, calls: made }) => `${name}: ${made.join(', ')}`),
      'SQL: the turn with all its deliveries, and the bench’s waiting for quiet left out',
    ],
    figures: seen,
  }
}

function resource(path: string): string {
  return path.replace(/\?.*/, '').replace(/[0-9a-f]{8}-[0-9a-f-]{27}|\d{6,}/g, '…')
}
