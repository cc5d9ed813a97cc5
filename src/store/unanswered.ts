import { sql } from 'kysely'
import type { Tx } from './database.ts'
import type { MessageRow } from './messages.ts'
import { sendAhead } from './pipeline.ts'

/** Which of the customer's messages still ask for an answer, and which turn answers them. */

/** The customer's messages that still ask for an answer, oldest first. */
export async function unhandledMessages(tx: Tx, conversationId: string): Promise<MessageRow[]> {
  return tx
    .selectFrom('messages')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .where('author_kind', '=', 'customer')
    .where('handled_at', 'is', null)
    .orderBy('created_at')
    .orderBy('seq')
    .execute()
}

/** The turn covers these: what comes later is not answered by it. */
export async function coverMessages(tx: Tx, ids: string[], turnId: string): Promise<void> {
  if (ids.length === 0) return
  await sendAhead(tx, tx.updateTable('messages').set({ handled_by: turnId }).where('id', 'in', ids))
}

/**
 * Every deliberate outcome moves the mark, silence included: what the turn covered is not answered by the next one. What has
 * become another session's meanwhile was not dealt with, and asks again.
 */
export async function markCoveredHandled(
  tx: Tx,
  turn: { id: string; sessionId: string },
  now: Date,
): Promise<void> {
  const covered = () =>
    tx.updateTable('messages').where('handled_by', '=', turn.id).where('handled_at', 'is', null)
  await sendAhead(tx, covered().set({ handled_at: now }).where('session_id', '=', turn.sessionId))
  await sendAhead(tx, covered().set({ handled_by: null }))
}

/** A draft has been left for the reps: the same messages get no second one (A7). */
export async function markDrafted(tx: Tx, turnId: string, now: Date): Promise<void> {
  await sendAhead(tx, tx.updateTable('messages').set({ drafted_at: now }).where('handled_by', '=', turnId))
}

/** The turn came to nothing: what it covered asks again. */
export async function uncoverMessages(tx: Tx, turnId: string): Promise<void> {
  await sendAhead(
    tx,
    tx
      .updateTable('messages')
      .set({ handled_by: null })
      .where('handled_by', '=', turnId)
      .where('handled_at', 'is', null),
  )
}

/** What the customer wrote up to `until` no longer asks the AI: a rep has answered, or the conversation is over. */
export async function markAllHandled(tx: Tx, conversationId: string, until: Date, now: Date): Promise<void> {
  await sendAhead(
    tx,
    tx
      .updateTable('messages')
      .set({ handled_at: now })
      .where('conversation_id', '=', conversationId)
      .where('author_kind', '=', 'customer')
      .where('handled_at', 'is', null)
      .where('created_at', '<=', until),
  )
}

/**
 * The unanswered tail asks again (R4, H6): what the customer wrote in this session since anybody last answered in public. By
 * `real-answers` the words with which the AI handed over, and its telling that nobody has come, are no answer.
 */
export async function reopenTail(
  tx: Tx,
  sessionId: string,
  by: 'real-answers' | 'any-word-of-ours',
): Promise<number> {
  const result = await tx
    .updateTable('messages')
    .set(({ selectFrom }) => ({
      handled_at: null,
      // a turn that a person has stopped, and whose answer may be on its way all the same, says itself what became of it
      handled_by: selectFrom('turns')
        .select('id')
        .whereRef('turns.id', '=', 'messages.handled_by')
        .where('finished_at', 'is', null),
    }))
    .where('session_id', '=', sessionId)
    .where('author_kind', '=', 'customer')
    // what a turn under way covers is being answered already
    .where('handled_at', 'is not', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('messages as answer')
            .leftJoin('steps', 'steps.id', 'answer.step_id')
            .leftJoin('turns', 'turns.id', 'steps.turn_id')
            .select(sql`1`.as('one'))
            .where('answer.session_id', '=', sessionId)
            .where('answer.author_kind', 'in', ['ai', 'rep'])
            .where('answer.private', '=', false)
            // what a member has just written bears the time of the last message until Freshchat says its own
            .where(sql<boolean>`(answer.created_at, answer.seq) > (messages.created_at, messages.seq)`)
            // nor is it an answer to what a later turn dealt with: that came while it was on its way
            .where(
              sql<boolean>`(answer.author_kind = 'rep' or turns.started_at >= (
                select handling.started_at from turns handling where handling.id = messages.handled_by)) is not false`,
            )
            .$if(by === 'real-answers', (query) =>
              query.where(
                sql<boolean>`(answer.author_kind = 'rep' or coalesce(turns.decision->>'kind', 'reply') in ('reply', 'clarify'))`,
              ),
            ),
        ),
      ),
    )
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}
