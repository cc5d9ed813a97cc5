import { sql } from 'kysely'
import type { Tx } from './database.ts'

/** What an organization's model has cost in a calendar month (UTC). */
export interface Spending {
  calls: number
  /** Of these calls nobody knows what they cost: `costUsd` is without them. */
  unpricedCalls: number
  costUsd: number
}

/** One call more; null: nobody knows what it cost. */
export async function addSpending(
  tx: Tx,
  organizationId: string,
  costUsd: number | null,
  now: Date,
): Promise<void> {
  const unpriced = costUsd === null ? 1 : 0
  await tx
    .insertInto('model_spending')
    .values({
      organization_id: organizationId,
      month: monthOf(now),
      calls: 1,
      unpriced_calls: unpriced,
      cost_usd: costUsd ?? 0,
    })
    .onConflict((conflict) =>
      conflict.columns(['organization_id', 'month']).doUpdateSet({
        calls: sql`model_spending.calls + 1`,
        unpriced_calls: sql`model_spending.unpriced_calls + excluded.unpriced_calls`,
        cost_usd: sql`model_spending.cost_usd + excluded.cost_usd`,
      }),
    )
    .execute()
}

export async function spendingOf(tx: Tx, organizationId: string, now: Date): Promise<Spending> {
  const row = await tx
    .selectFrom('model_spending')
    .select(['calls', 'unpriced_calls', 'cost_usd'])
    .where('organization_id', '=', organizationId)
    .where('month', '=', monthOf(now))
    .executeTakeFirst()
  return { calls: row?.calls ?? 0, unpricedCalls: row?.unpriced_calls ?? 0, costUsd: row?.cost_usd ?? 0 }
}

/** As text: a driver would read a date of ours in the machine's time zone. */
function monthOf(now: Date) {
  return sql<Date>`${`${now.toISOString().slice(0, 7)}-01`}::date`
}
