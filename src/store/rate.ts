import { freshRate, givenBack, grant, learned, type RateRow } from '../freshchat/rate.ts'
import type { RateStore } from '../freshchat/rate-queue.ts'
import { type Database, inOrganization, type Tx } from './database.ts'
import { sendAhead } from './pipeline.ts'

/** The rate limit of one Freshchat account, in the row that all instances share. Each call is one short transaction. */
export function databaseRateStore(
  database: Database,
  organizationId: string,
  connectionId: string,
): RateStore {
  async function locked(tx: Tx, now: Date): Promise<RateRow> {
    const select = tx
      .selectFrom('freshchat_rates')
      .select(['per_window', 'remaining', 'window_ms', 'resets_at', 'blocked_until'])
      .where('connection_id', '=', connectionId)
      .forUpdate()
    const found = await select.executeTakeFirst()
    if (found) return rowOf(found)
    // two instances may come first together: the row of whoever won is then read and locked
    await tx
      .insertInto('freshchat_rates')
      .values({
        connection_id: connectionId,
        organization_id: organizationId,
        ...columnsOf(freshRate(now), now),
      })
      .onConflict((conflict) => conflict.column('connection_id').doNothing())
      .execute()
    return rowOf(await select.executeTakeFirstOrThrow())
  }

  async function write(tx: Tx, row: RateRow, now: Date): Promise<void> {
    await sendAhead(
      tx,
      tx.updateTable('freshchat_rates').set(columnsOf(row, now)).where('connection_id', '=', connectionId),
    )
  }

  return {
    take: (slots, priority, now) =>
      inOrganization(database, organizationId, async (tx) => {
        const answer = grant(await locked(tx, now), slots, priority, now)
        if (answer.granted) await write(tx, answer.row, now)
        return answer
      }),

    giveBack: (slots, takenFrom, now) =>
      inOrganization(database, organizationId, async (tx) => {
        await write(tx, givenBack(await locked(tx, now), slots, takenFrom), now)
      }),

    learn: (news, now) =>
      inOrganization(database, organizationId, async (tx) => {
        const before = await locked(tx, now)
        const after = learned(before, news, now)
        if (after !== before) await write(tx, after, now)
        return after
      }),
  }
}

interface RateColumns {
  per_window: number
  remaining: number
  window_ms: number
  resets_at: Date
  blocked_until: Date | null
}

function rowOf(columns: RateColumns): RateRow {
  return {
    perWindow: columns.per_window,
    remaining: columns.remaining,
    windowMs: columns.window_ms,
    resetsAt: columns.resets_at,
    blockedUntil: columns.blocked_until,
  }
}

function columnsOf(row: RateRow, now: Date): RateColumns & { updated_at: Date } {
  return {
    per_window: row.perWindow,
    remaining: row.remaining,
    window_ms: Math.round(row.windowMs),
    resets_at: row.resetsAt,
    blocked_until: row.blockedUntil,
    updated_at: now,
  }
}
