import { randomUUID } from 'node:crypto'
import { type Selectable, sql } from 'kysely'
import { storable } from '../storable.ts'
import { json, type Tx } from './database.ts'
import { sendAhead } from './pipeline.ts'
import type { StepsTable } from './schema-conversations.ts'

export type StepRow = Selectable<StepsTable>
export type StepKind = StepRow['kind']

export interface PlannedStep {
  kind: StepKind
  text: string | null
  leadsTo: { agentId: string | null; groupId: string | null } | null
  /** Who posts it, where it is not the default agent; and the member who wrote it, with the message that stands in the thread. */
  as?: { agentId: string | null; memberName: string; messageId: string }
}

/** Appends steps to a turn, in order; none has been begun. */
export async function planSteps(
  tx: Tx,
  turn: { id: string; organizationId: string; conversationId: string },
  steps: PlannedStep[],
): Promise<StepRow[]> {
  if (steps.length === 0) return []
  return tx
    .insertInto('steps')
    .values(({ selectFrom, fn, val }) =>
      steps.map((step, index) => ({
        id: randomUUID(),
        organization_id: turn.organizationId,
        conversation_id: turn.conversationId,
        turn_id: turn.id,
        position: sql<number>`${selectFrom('steps')
          .select(fn.coalesce(fn.max('position'), val(0)).as('last'))
          .where('turn_id', '=', turn.id)} + ${val(index + 1)}::int`,
        kind: step.kind,
        text: step.text === null ? null : storable(step.text),
        leads_to: step.leadsTo === null ? null : json(step.leadsTo),
        state: 'planned' as const,
        agent_id: step.as?.agentId ?? null,
        member_name: step.as?.memberName ?? null,
        message_id: step.as?.messageId ?? null,
      })),
    )
    .returningAll()
    .execute()
}

/** One step more of the turn, which is on its way from now on. Its id. */
export async function beginStep(
  tx: Tx,
  turn: { id: string; organizationId: string; conversationId: string },
  planned: PlannedStep,
  { sentAt, newerThan = null }: { sentAt: Date; newerThan?: Date | null },
): Promise<string> {
  const [step] = await planSteps(tx, turn, [planned])
  if (step === undefined) throw new Error('The step that was just planned is missing')
  await changeStep(tx, step.id, { state: 'sending', attempts: 1, sentAt, newerThan })
  return step.id
}

/** How often the AI claimed the conversation in this session. */
export async function claimsSince(tx: Tx, conversationId: string, sessionId: string): Promise<number> {
  const row = await tx
    .selectFrom('steps')
    .innerJoin('turns', 'turns.id', 'steps.turn_id')
    .select(({ fn }) => fn.countAll<number>().as('claims'))
    .where('steps.conversation_id', '=', conversationId)
    .where('turns.session_id', '=', sessionId)
    .where('steps.kind', '=', 'claim')
    .where('steps.state', '=', 'done')
    .executeTakeFirstOrThrow()
  return Number(row.claims)
}

/**
 * A look with Freshchat's time of `at` shows that claims do not stand which Freshchat answered badly, or has not answered though they were
 * sent before `lostBefore`: who gives it to the AI later is not us.
 */
export async function giveUpClaims(
  tx: Tx,
  conversationId: string,
  { at, lostBefore }: { at: Date; lostBefore: Date },
): Promise<void> {
  await tx
    .updateTable('steps')
    .set({ not_after: at })
    .where('conversation_id', '=', conversationId)
    .where('kind', '=', 'claim')
    // its turn may have come to nothing since
    .where('state', 'in', ['sending', 'dropped'])
    .where((eb) => eb.or([eb('error', 'is not', null), eb('sent_at', '<', lostBefore)]))
    .where('not_after', 'is', null)
    .execute()
}

/** When the customer was last told that nobody has come (H7), or may have been: nobody yet knows whether those words stand there. */
export async function askedOnAt(tx: Tx, sessionId: string): Promise<Date | null> {
  const row = await tx
    .selectFrom('steps')
    .innerJoin('turns', 'turns.id', 'steps.turn_id')
    .select(({ fn }) => fn.max('steps.sent_at').as('at'))
    .where('turns.session_id', '=', sessionId)
    .where('turns.errand', '=', 'no_pickup')
    .where('steps.kind', '=', 'say')
    .executeTakeFirstOrThrow()
  return row.at
}

/** What the turn has done and is still to do, in order; what was dropped with an earlier decision is neither. */
export async function stepsOf(tx: Tx, turnId: string): Promise<StepRow[]> {
  return tx
    .selectFrom('steps')
    .selectAll()
    .where('turn_id', '=', turnId)
    .where('state', '!=', 'dropped')
    .orderBy('position')
    .execute()
}

/** It stands in Freshchat, or may: nobody knows of it yet. */
export function isBegun({ state, sent_at: sentAt }: StepRow): boolean {
  return state === 'done' || sentAt !== null
}

/** The conversation's acts since `since` that were begun, newest first: what an echo may belong to. */
export async function begunSteps(
  tx: Tx,
  conversationId: string,
  kinds: StepKind[],
  since: Date,
): Promise<StepRow[]> {
  return tx
    .selectFrom('steps')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .where('kind', 'in', kinds)
    .where('sent_at', '>=', since)
    .orderBy('sent_at', 'desc')
    .execute()
}

export interface StepChange {
  state?: StepRow['state']
  attempts?: number
  looks?: number
  lookedAt?: Date
  /** null: certainly not sent. */
  sentAt?: Date | null
  newerThan?: Date | null
  freshchatId?: string | null
  freshchatAt?: Date | null
  /** Freshchat's time of a look that showed that it does not stand: what happened later is not this act. */
  notAfter?: Date
  echoedAt?: Date
  doneAt?: Date
  error?: string | null
  agentId?: null
  leadsTo?: { agentId: string | null; groupId: string | null }
}

/** What is done stays done: its echo may have come while whoever writes this still thought otherwise. */
export async function changeStep(tx: Tx, id: string, change: StepChange): Promise<void> {
  const query = tx
    .updateTable('steps')
    .set({
      ...(change.state === undefined ? {} : { state: change.state }),
      ...(change.attempts === undefined ? {} : { attempts: change.attempts }),
      ...(change.looks === undefined ? {} : { looks: change.looks }),
      ...(change.lookedAt === undefined ? {} : { looked_at: change.lookedAt }),
      ...(change.sentAt === undefined ? {} : { sent_at: change.sentAt }),
      ...(change.newerThan === undefined ? {} : { newer_than: change.newerThan }),
      ...(change.freshchatId === undefined ? {} : { freshchat_id: change.freshchatId }),
      ...(change.freshchatAt === undefined ? {} : { freshchat_at: change.freshchatAt }),
      ...(change.notAfter === undefined ? {} : { not_after: change.notAfter }),
      ...(change.echoedAt === undefined ? {} : { echoed_at: change.echoedAt }),
      ...(change.doneAt === undefined ? {} : { done_at: change.doneAt }),
      ...(change.error === undefined ? {} : { error: change.error }),
      ...(change.agentId === undefined ? {} : { agent_id: change.agentId }),
      ...(change.leadsTo === undefined ? {} : { leads_to: json(change.leadsTo) }),
    })
    .where('id', '=', id)
  const isOfAnyState = change.state === undefined || change.state === 'done'
  await sendAhead(tx, isOfAnyState ? query : query.where('state', '!=', 'done'))
}

/** Whether something we said is not known to have come back. */
export async function awaitsEcho(tx: Tx, conversationId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('steps')
    .select('id')
    .where('conversation_id', '=', conversationId)
    .where('kind', '=', 'say')
    .where('state', '=', 'done')
    .where('echoed_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** One of our messages came back; false when it is not one, or came back before. */
export async function markEchoed(
  tx: Tx,
  conversationId: string,
  freshchatId: string,
  now: Date,
): Promise<boolean> {
  const done = await tx
    .updateTable('steps')
    .set({ echoed_at: now })
    .where('conversation_id', '=', conversationId)
    .where('freshchat_id', '=', freshchatId)
    .where('echoed_at', 'is', null)
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}

/** Freshchat was read since: what was said is known to stand there, echo or not. How many echoes had stayed away. */
export async function markReadBack(tx: Tx, conversationId: string, now: Date): Promise<number> {
  const result = await tx
    .updateTable('steps')
    .set({ echoed_at: now })
    .where('conversation_id', '=', conversationId)
    .where('kind', '=', 'say')
    .where('state', '=', 'done')
    .where('echoed_at', 'is', null)
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}

/** What of the turn is not done will not be done; its echo would still be known. */
export async function dropSteps(tx: Tx, turnId: string): Promise<void> {
  await sendAhead(
    tx,
    tx
      .updateTable('steps')
      .set({ state: 'dropped' })
      .where('turn_id', '=', turnId)
      .where('state', '!=', 'done'),
  )
}

export async function stepById(tx: Tx, id: string): Promise<StepRow> {
  return tx.selectFrom('steps').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
}
