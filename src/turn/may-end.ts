import type { App } from '../app.ts'
import type { Silence } from '../rules/admission.ts'
import { type ConversationRow, lockKnown } from '../store/conversations.ts'
import type { Tx } from '../store/database.ts'
import { fenced } from '../store/lanes.ts'
import type { MessageRow } from '../store/messages.ts'
import { openSession, sessionById } from '../store/sessions.ts'
import { unhandledMessages } from '../store/unanswered.ts'
import { personTookOver } from './acts.ts'
import { type Applying, applyingIn } from './applying.ts'
import type { Turn } from './context.ts'
import { applyResolution, openedByPersonAfterAll } from './ends.ts'
import type { Hold } from './hold.ts'
import { type Sight, shownAt } from './look.ts'
import type { Opened } from './stored-decision.ts'
import { takeIn } from './take-in.ts'

/** `closure` null: it has ended before; `since`: an epoch, after which a person's act forbids it; `opened`: why it is to end once more. */
export interface Ending {
  closure: 'confirmed' | 'assumed' | null
  since: number
  opened: Opened | null
}

/** What the customer wrote up to `until` and this turn does not answer. */
export async function unansweredBy(tx: Tx, turn: Turn, until?: Date): Promise<MessageRow[]> {
  const unhandled = await unhandledMessages(tx, turn.conversation.id)
  return unhandled.filter(
    ({ handled_by, created_at }) => handled_by !== turn.id && (until === undefined || created_at <= until),
  )
}

/** May the session end now, by all that Freshchat shows? What the look finds new is taken in as if it had come. */
export async function mayEnd(
  app: App,
  hold: Hold,
  turn: Turn,
  ending: Ending,
  sight: Sight,
): Promise<'end' | 'ended' | Silence> {
  return fenced(app.database, hold.lease, async (tx, conversation) => {
    const on = applyingIn(app, hold, tx)
    const { opened } = ending
    if (opened !== null) {
      const ended = await sessionById(tx, turn.session.id)
      if (await openedByPersonAfterAll(on, conversation, ended, opened)) return 'a-rep-stepped-in'
    }
    await takeIn(app, on, conversation, sight.messages)
    return ending.closure === null
      ? mayEndAgain(tx, ending.since, conversation, sight)
      : mayEndNow(on, hold, turn, conversation, sight)
  })
}

/** While the AI has it, after its last word, and never when a human has it (V1). */
async function mayEndNow(
  on: Applying,
  hold: Hold,
  turn: Turn,
  before: ConversationRow,
  sight: Sight,
): Promise<'end' | 'ended' | Silence> {
  const { live } = sight
  const at = shownAt(sight, on.now)
  const conversation = await lockKnown(on.tx, before.id)
  const session = await sessionById(on.tx, turn.session.id)
  if (session.status === 'resolved') return live.isOpen ? 'resolved' : 'ended'
  if (conversation.human_epoch > turn.epoch || session.owner === 'human') return 'a-rep-stepped-in'
  if ((await unansweredBy(on.tx, turn)).length > 0) return 'superseded'
  if (!live.isOpen) {
    await applyResolution(on, conversation, { resolver: { kind: 'unknown', id: null } }, at)
    return 'resolved'
  }
  if (live.agentId === hold.connection.defaultAgent.id) return 'end'
  if (live.agentId === null) return 'not-assigned-to-us-any-more'
  if (hold.connection.formerAgentIds.includes(live.agentId)) return 'end'
  await personTookOver(on, conversation, session, at, { agentId: live.agentId, groupId: live.groupId })
  return 'a-rep-is-assigned'
}

/** The customer's goodbye, or our note, opened what was over: it ends again unless something began since. */
async function mayEndAgain(
  tx: Tx,
  since: number,
  before: ConversationRow,
  { live }: Sight,
): Promise<'end' | 'ended' | Silence> {
  const conversation = await lockKnown(tx, before.id)
  if ((await openSession(tx, conversation.id)) !== null) return 'superseded'
  if (conversation.human_epoch > since) return 'a-rep-stepped-in'
  return live.isOpen ? 'end' : 'ended'
}
