import { z } from 'zod'
import { noPickupWords } from '../answer/handover.ts'
import type { App } from '../app.ts'
import { sessionUrl } from '../conversation.ts'
import { commandHelpNote, leakNote, resolutionNote } from '../rules/session-notes.ts'
import type { ConversationRow } from '../store/conversations.ts'
import type { Tx } from '../store/database.ts'
import { type Errand, takeErrand } from '../store/errands.ts'
import { type SessionRow, sessionById } from '../store/sessions.ts'
import { type PlannedStep, planSteps } from '../store/steps.ts'
import { endsWithAnswer, lastAnswer, saveErrand, startTurn } from '../store/turns.ts'
import { factsOf, type Turn, withContext } from './context.ts'
import type { Hold } from './hold.ts'
import { type ErrandDecision, opened } from './stored-decision.ts'
import { explain } from './why.ts'

/** Turns that answer nothing: what was asked of the AI, or what time asks for. All but a draft need no thought. */

const say = (text: string): PlannedStep => ({ kind: 'say', text, leadsTo: null })
const note = (text: string): PlannedStep => ({ kind: 'note', text, leadsTo: null })
const RESOLVE: PlannedStep = { kind: 'resolve', text: null, leadsTo: null }

interface Planned {
  decision: ErrandDecision
  steps: PlannedStep[]
}

const leak = z.object({ text: z.string() })
const post = z.object({
  text: z.string(),
  private: z.boolean(),
  agentId: z.string().nullable(),
  memberName: z.string(),
  messageId: z.string(),
})
const ended = z.object({ since: z.number(), opened })
const assign = z.object({ agentId: z.string().nullable() })

/** A turn for what is owed beside an answer. Its plan stands in its row from the start, so that it is carried out whoever dies. */
export async function beginErrand(
  app: App,
  hold: Hold,
  tx: Tx,
  conversation: ConversationRow,
  errand: Errand,
): Promise<Turn> {
  const session = await sessionById(tx, errand.sessionId)
  const now = app.clock.now()
  const turn = await startTurn(tx, {
    ...factsOf(hold, conversation, session, now),
    errand: errand.kind,
  })
  await takeErrand(tx, errand.id, turn.id)
  const planned = await planOf(app, tx, turn.mode, conversation, session, errand)
  if (planned === null) return withContext(tx, turn, conversation, session)
  return withPlan(tx, hold, { turn, conversation, session, now }, planned)
}

/** null: it has to be thought about first. */
async function planOf(
  app: App,
  tx: Tx,
  mode: Turn['mode'],
  conversation: ConversationRow,
  session: SessionRow,
  errand: Errand,
): Promise<Planned | null> {
  const noted = (text: string): Planned => ({
    decision: { kind: 'note' },
    // in shadow nothing is written to Freshchat, notes included
    steps: mode === 'shadow' ? [] : [note(text)],
  })
  switch (errand.kind) {
    case 'draft':
      return mode === 'shadow' ? noted('') : null
    case 'why':
      return noted(explain(await lastAnswer(tx, session.id), sessionUrl(app.publicUrl, session.id)))
    case 'help':
      return noted(commandHelpNote())
    case 'leak':
      return noted(leakNote(leak.parse(errand.payload)))
    case 'return':
      return { decision: { kind: 'return' }, steps: [] }
    case 'resolve':
    case 'resolve_again':
      return {
        decision: { kind: 'resolve', closure: null, ...ended.parse(errand.payload) },
        steps: [RESOLVE],
      }
    case 'post': {
      const { text, private: isPrivate, agentId, memberName, messageId } = post.parse(errand.payload)
      const as = { agentId, memberName, messageId }
      return { decision: { kind: 'post' }, steps: [{ ...(isPrivate ? note(text) : say(text)), as }] }
    }
    case 'assign': {
      // given to the AI since: who has it is settled by that, not by who had it before
      if (isGivenSince(conversation)) return { decision: { kind: 'assign' }, steps: [] }
      const { agentId } = assign.parse(errand.payload)
      const leadsTo = { agentId, groupId: conversation.group_id }
      const kind = agentId === null ? 'unassign' : 'assign'
      return { decision: { kind: 'assign' }, steps: [{ kind, text: null, leadsTo }] }
    }
  }
}

/** Told by what was heard last, for a member's act bears our time and not Freshchat's. */
function isGivenSince({ given_epoch: given, human_epoch: byPerson }: ConversationRow): boolean {
  return given > byPerson
}

/** A turn for what the session asks for by itself: that nobody has come (H7), or its end after silence (V1). */
export async function beginByItself(
  app: App,
  hold: Hold,
  tx: Tx,
  conversation: ConversationRow,
  session: SessionRow,
  kind: 'no_pickup' | 'quiet',
): Promise<Turn> {
  const now = app.clock.now()
  const turn = await startTurn(tx, { ...factsOf(hold, conversation, session, now), errand: kind })
  const language = session.language ?? 'en'
  const planned: Planned =
    kind === 'no_pickup'
      ? {
          decision: { kind: 'ask_on' },
          steps: [say(noPickupWords(language, hold.settings, session.handoff?.reason ?? null))],
        }
      : {
          decision: { kind: 'resolve', closure: 'assumed', since: conversation.epoch, opened: null },
          steps: [note(endNote(app, session, 'assumed', await endsWithAnswer(tx, session.id))), RESOLVE],
        }
  return withPlan(tx, hold, { turn, conversation, session, now }, planned)
}

/** The note and the act that end a session, in this order: a note into a resolved conversation might open it again. */
export function stepsToEnd(app: App, session: SessionRow, summary: string): PlannedStep[] {
  return [note(endNote(app, { ...session, summary }, 'confirmed', true)), RESOLVE]
}

function endNote(
  app: App,
  session: SessionRow,
  closure: 'confirmed' | 'assumed',
  isAnswered: boolean,
): string {
  return resolutionNote({
    closure,
    isAnswered,
    summary: session.summary ?? '',
    sentiment: session.sentiment,
    language: session.language,
    sessionUrl: sessionUrl(app.publicUrl, session.id),
  })
}

async function withPlan(
  tx: Tx,
  hold: Hold,
  {
    turn,
    conversation,
    session,
    now,
  }: {
    turn: Awaited<ReturnType<typeof startTurn>>
    conversation: ConversationRow
    session: SessionRow
    now: Date
  },
  { decision, steps }: Planned,
): Promise<Turn> {
  await saveErrand(tx, turn, decision, now)
  await planSteps(tx, { id: turn.id, ...hold.lease }, steps)
  return withContext(tx, { ...turn, decision, decidedAt: now }, conversation, session)
}
