import { isOurSeat } from '../connection.ts'
import type { ConversationRow } from '../store/conversations.ts'
import { knownMessages } from '../store/messages.ts'
import type { SessionRow } from '../store/sessions.ts'
import { noteDrift, noteUnheard } from '../store/watch.ts'
import type { Applying } from './applying.ts'
import type { Sight } from './look.ts'
import { isWhereWeClaimedIt } from './our-acts.ts'

/** What Freshchat shows and no webhook has told. */
export interface Unheard {
  /** As the health page says it. */
  what: string[]
  /** Status or agent differ from ours, not only words that were missed. */
  isDrift: boolean
  /** Somebody gave it to the default agent since people have it. */
  isGivenToAi: boolean
}

/** A webhook may still be on its way. */
const ON_ITS_WAY_MS = 60_000
const DAY_MS = 24 * 60 * 60_000

/** Before any of it is taken in. */
export async function unheardIn(
  on: Applying,
  conversation: ConversationRow,
  session: SessionRow | null,
  { live, messages }: Sight,
): Promise<Unheard> {
  const { connection } = on
  const isOurs = isOurSeat(connection, live.agentId)
  const wasOurs = isOurSeat(connection, conversation.agent_id)
  const isEnded = session !== null && !live.isOpen
  const isTaken = session?.owner === 'ai' && live.isOpen && !isOurs && (live.agentId !== null || wasOurs)
  const isGivenToAi =
    session?.owner === 'human' &&
    live.isOpen &&
    isOurs &&
    !wasOurs &&
    !(await isWhereWeClaimedIt(on, conversation))

  const known = await knownMessages(
    on.tx,
    messages.map(({ id }) => id),
  )
  // What is older than all that we recorded is history; of a conversation that we never saw, all but what is new.
  const dayAgo = new Date(on.now.getTime() - DAY_MS)
  const beganAt = session?.created_at ?? conversation.resolved_at ?? (live.isOpen ? dayAgo : on.now)
  const isMissed = messages.some(
    ({ id, actor, statusLine, createdAt }) =>
      !known.has(id) &&
      statusLine === null &&
      !isOurSeat(connection, actor.id) &&
      createdAt > beganAt &&
      on.now.getTime() - createdAt.getTime() > ON_ITS_WAY_MS,
  )
  return {
    what: [
      ...(isMissed ? ['a message'] : []),
      ...(isEnded ? ['that a conversation was resolved'] : []),
      ...(isTaken || isGivenToAi ? ['whom a conversation was assigned to'] : []),
    ],
    isDrift: isEnded || isTaken || isGivenToAi,
    isGivenToAi,
  }
}

/** The connection knows from now on that webhooks stay away, and whoever looks after it looks at once. */
export async function reportUnheard(
  on: Applying,
  unheard: Unheard | null,
  echoesMissed: number,
): Promise<void> {
  const { tx, connection, now } = on
  if (unheard !== null && unheard.what.length > 0) {
    // long since overdue
    await noteUnheard(tx, connection.id, new Date(now.getTime() - ON_ITS_WAY_MS), now)
    if (unheard.isDrift)
      await noteDrift(tx, connection.id, { at: now.toISOString(), what: unheard.what.join(', ') })
  } else if (echoesMissed > 0) {
    await noteUnheard(tx, connection.id, now, now)
  }
}
