import { z } from 'zod'
import { countCosts, countDays, countHandoffs, countSessions, firstReplies } from '../store/analytics.ts'
import { readInOrganization } from '../store/database.ts'
import { callsIn, type DayCalls } from '../store/freshchat-calls.ts'
import { operation } from './operation.ts'
import { periodOf, periodQuery } from './period.ts'
import { timeZoneOf } from './sessions.ts'

const count = z.number().int()
const outOf = (meaning: string) => z.object({ count, of: count }).describe(meaning)

export const getAnalytics = operation(
  {
    method: 'get',
    path: '/api/v1/analytics',
    summary:
      'What came of the sessions that began in a period: no figure mixes two endings, and each has its denominator',
    tag: 'Analytics',
    query: periodQuery,
    answer: z.object({
      from: z.string(),
      to: z.string(),
      timeZone: z.string().describe('Of the office hours, which decides where a day begins; UTC without any'),
      sessions: count,
      days: z
        .array(
          z.object({
            day: z.string(),
            open: count,
            confirmed: count,
            assumed: count,
            byRep: count,
            byRule: count,
            gone: count,
          }),
        )
        .describe('By the day they began on; days on which none did are left out'),
      contained: outOf(
        'Ended by the customer’s word or in silence, answered by the AI alone; of the ended ones it answered in',
      ),
      confirmed: outOf('Ended by the customer’s word; of the ended ones'),
      assumed: outOf('Ended in silence; of the ended ones'),
      resolvedByRep: outOf('Ended by a rep; of the ended ones'),
      resolvedByRule: outOf('Ended by a rule of Freshchat; of the ended ones'),
      reopened: outOf(
        'Opened again, or begun anew, within seven days of the last message; of the ended ones',
      ),
      handedOver: outOf('Of all'),
      handoffs: z.array(z.object({ reason: z.string(), count })),
      firstReplies: z
        .array(z.object({ by: z.enum(['ai', 'rep']), count, median: z.number(), p90: z.number() }))
        .describe('Seconds from the customer’s first words to the first answer after them'),
      model: z.object({
        turns: count.describe('In which a model was asked'),
        unpriced: count.describe('Of these nobody knows what they cost'),
        costUsd: z.number(),
        sessions: count.describe('In which a model was asked'),
        unpricedSessions: count.describe('Of these the ones with a turn that nobody knows the cost of'),
      }),
      freshchatCalls: count.describe('That changed something there'),
      answered: count.describe('Sessions in which the AI answered'),
      calls: z
        .object({
          byKind: z
            .object({ read: count, send: count, change: count, reconcile: count, health: count })
            .describe('Looks and lists, messages, other changes, comparing, and whether all is well'),
          total: count,
          perAnswered: z.number().nullable().describe('For each answered session; null without any'),
        })
        .nullable()
        .describe(
          'All to Freshchat on the days (UTC) that the period touches, whatever they were for; null for one channel, by which they are not told apart',
        ),
      leaks: count.describe('Words of the AI’s that Freshchat stored after a person’s act'),
      leaked: count.describe('Sessions with such'),
      doubles: count.describe('Words of the AI’s that stand twice with nothing asked in between'),
      doubled: count.describe('Sessions with such'),
    }),
  },
  async ({ deps, caller: { organizationId }, query }) => {
    const period = periodOf(query, deps.clock.now())
    await deps.calls.write()
    return readInOrganization(deps.database, organizationId, async (tx) => {
      const timeZone = await timeZoneOf(tx, organizationId)
      const { sessions, ended, ...counts } = await countSessions(tx, period)
      const costs = await countCosts(tx, period)
      return {
        from: period.from.toISOString(),
        to: period.until.toISOString(),
        timeZone,
        sessions,
        days: await countDays(tx, period, timeZone),
        contained: { count: counts.contained, of: counts.endedAnswered },
        confirmed: { count: counts.confirmed, of: ended },
        assumed: { count: counts.assumed, of: ended },
        resolvedByRep: { count: counts.byRep, of: ended },
        resolvedByRule: { count: counts.byRule, of: ended },
        reopened: { count: counts.reopened, of: ended },
        handedOver: { count: counts.handedOver, of: sessions },
        handoffs: await countHandoffs(tx, period),
        firstReplies: await firstReplies(tx, period),
        model: {
          turns: costs.calls,
          unpriced: costs.unpriced,
          costUsd: costs.usd,
          sessions: costs.askedModel,
          unpricedSessions: costs.askedUnpriced,
        },
        freshchatCalls: costs.freshchatCalls,
        answered: counts.answered,
        calls: period.channel === null ? summed(await callsIn(tx, period), counts.answered) : null,
        leaks: counts.leaks,
        leaked: counts.leaked,
        doubles: costs.doubles,
        doubled: costs.doubled,
      }
    })
  },
)

function summed(days: DayCalls[], answered: number) {
  const byKind = { read: 0, send: 0, change: 0, reconcile: 0, health: 0 }
  for (const { kind, calls } of days) byKind[kind] += calls
  const total = Object.values(byKind).reduce((sum, calls) => sum + calls, 0)
  return { byKind, total, perAnswered: answered === 0 ? null : total / answered }
}
