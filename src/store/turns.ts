import { randomUUID } from 'node:crypto'
import { type Selectable, sql } from 'kysely'
import type { TurnErrand } from '../conversation.ts'
import type { ReplyMode } from '../settings.ts'
import { storable } from '../storable.ts'
import { json, type Tx } from './database.ts'
import { sendAhead } from './pipeline.ts'
import type { TurnsTable } from './schema-conversations.ts'
import { dropSteps } from './steps.ts'

/** A turn as it stands in its row, so that whoever takes the conversation next goes on where a dead worker stopped. */
export interface TurnRow {
  id: string
  sessionId: string
  /** null: it answers what the customer wrote. */
  errand: TurnErrand | null
  epoch: number
  mode: ReplyMode
  dueAt: Date
  startedAt: Date
  faults: number
  decision: unknown
  decidedAt: Date | null
}

/** The turn that is not finished yet (its worker died, or it waits for another try), else null. */
export async function runningTurn(tx: Tx, conversationId: string): Promise<TurnRow | null> {
  const row = await tx
    .selectFrom('turns')
    .select(['id', 'session_id', 'errand', 'epoch', 'mode', 'due_at', 'started_at'])
    .select(['faults', 'decision', 'decided_at'])
    .where('conversation_id', '=', conversationId)
    .where('finished_at', 'is', null)
    .executeTakeFirst()
  if (row === undefined) return null
  return {
    id: row.id,
    sessionId: row.session_id,
    errand: row.errand,
    epoch: row.epoch,
    mode: row.mode,
    dueAt: row.due_at,
    startedAt: row.started_at,
    faults: row.faults,
    decision: row.decision,
    decidedAt: row.decided_at,
  }
}

export async function startTurn(
  tx: Tx,
  turn: {
    organizationId: string
    conversationId: string
    sessionId: string
    errand: TurnErrand | null
    epoch: number
    mode: ReplyMode
    dueAt: Date
    now: Date
  },
): Promise<TurnRow> {
  const id = randomUUID()
  await sendAhead(
    tx,
    tx.insertInto('turns').values({
      id,
      organization_id: turn.organizationId,
      conversation_id: turn.conversationId,
      session_id: turn.sessionId,
      errand: turn.errand,
      epoch: turn.epoch,
      mode: turn.mode,
      due_at: turn.dueAt,
      started_at: turn.now,
      passages: json([]),
      checks: json([]),
      timings: json({}),
    }),
  )
  return {
    id,
    sessionId: turn.sessionId,
    errand: turn.errand,
    epoch: turn.epoch,
    mode: turn.mode,
    dueAt: turn.dueAt,
    startedAt: turn.now,
    faults: 0,
    decision: null,
    decidedAt: null,
  }
}

export interface Trace {
  decision: unknown
  passages: unknown[]
  draft: string | null
  /** 0 to 1; null: nothing was asked. */
  confidence: number | null
  checks: unknown[]
  model: string
  usage: unknown
  timings: Record<string, number>
}

/** What was decided and on what grounds, written down before anything of it is done. */
export async function saveDecision(
  tx: Tx,
  turn: { id: string; epoch: number },
  trace: Trace,
  now: Date,
): Promise<void> {
  await sendAhead(
    tx,
    tx
      .updateTable('turns')
      .set({
        epoch: turn.epoch,
        decision: json(trace.decision),
        decided_at: now,
        passages: json(trace.passages),
        draft: trace.draft === null ? null : storable(trace.draft),
        confidence: trace.confidence,
        checks: json(trace.checks),
        model: trace.model,
        usage: trace.usage === null ? null : json(trace.usage),
        timings: json(trace.timings),
      })
      .where('id', '=', turn.id),
  )
}

/** What a turn will do that needed no thought. */
export async function saveErrand(
  tx: Tx,
  turn: { id: string; epoch: number },
  decision: unknown,
  now: Date,
): Promise<void> {
  await sendAhead(
    tx,
    tx
      .updateTable('turns')
      .set({ epoch: turn.epoch, decision: json(decision), decided_at: now })
      .where('id', '=', turn.id),
  )
}

/** How the last answer of a session came about, for a rep who asks why; null when there was none. */
export async function lastAnswer(
  tx: Tx,
  sessionId: string,
): Promise<Pick<Selectable<TurnsTable>, 'decision' | 'outcome' | 'checks' | 'passages' | 'model'> | null> {
  const row = await tx
    .selectFrom('turns')
    .select(['decision', 'outcome', 'checks', 'passages', 'model'])
    .where('session_id', '=', sessionId)
    .where('errand', 'is', null)
    .where('finished_at', 'is not', null)
    .orderBy('started_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ?? null
}

/** Whether the last that the AI made of the session, hellos and thanks left out, was an answer. */
export async function endsWithAnswer(tx: Tx, sessionId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('turns')
    .select(sql<string>`decision->>'kind'`.as('kind'))
    .where('session_id', '=', sessionId)
    .where('errand', 'is', null)
    .where('finished_at', 'is not', null)
    .where('decision', 'is not', null)
    .where('confidence', 'is not', null)
    .orderBy('started_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.kind === 'reply'
}

/** Thinking ended in a fault nobody foresaw; how often now. */
export async function countFault(tx: Tx, turnId: string): Promise<void> {
  await sendAhead(
    tx,
    tx
      .updateTable('turns')
      .set((eb) => ({ faults: eb('faults', '+', 1) }))
      .where('id', '=', turnId),
  )
}

/** The decision is thought again: what it planned and did not do is gone. */
export async function dropDecision(tx: Tx, turnId: string): Promise<void> {
  await sendAhead(
    tx,
    tx.updateTable('turns').set({ decision: null, decided_at: null }).where('id', '=', turnId),
  )
  await dropSteps(tx, turnId)
}

export async function finishTurn(tx: Tx, turnId: string, outcome: unknown, now: Date): Promise<void> {
  await sendAhead(
    tx,
    tx
      .updateTable('turns')
      .set({ outcome: json(outcome), finished_at: now })
      .where('id', '=', turnId),
  )
}

export async function decisionOf(tx: Tx, turnId: string): Promise<unknown> {
  const row = await tx.selectFrom('turns').select('decision').where('id', '=', turnId).executeTakeFirst()
  return row?.decision ?? null
}

/** The session that a turn speaks in. */
export async function sessionOfTurn(tx: Tx, turnId: string): Promise<string> {
  const row = await tx
    .selectFrom('turns')
    .select('session_id')
    .where('id', '=', turnId)
    .executeTakeFirstOrThrow()
  return row.session_id
}
