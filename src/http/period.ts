import { z } from 'zod'
import type { Period } from '../store/analytics.ts'
import { ApiError } from './error.ts'
import { from, given, to } from './page.ts'

/** Which sessions figures are made of. */

const DAY_MS = 24 * 3600 * 1000
const LONGEST_DAYS = 366
const USUAL_DAYS = 30

export const periodQuery = z.object({
  from: given(from).describe('Thirty days before `to` when left out'),
  to: given(to).describe('Now when left out; at most 366 days after `from`'),
  channel: given(z.string().max(200)),
})

/** What is asked for, as far as so much can be counted at once. */
export function periodOf({ from, to, channel }: Partial<z.output<typeof periodQuery>>, now: Date): Period {
  const until = to ?? now
  const since = from ?? new Date(until.getTime() - USUAL_DAYS * DAY_MS)
  const lengthMs = until.getTime() - since.getTime()
  if (lengthMs <= 0) throw new ApiError(422, 'invalid', '`to` must be later than `from`', 'to')
  if (lengthMs > LONGEST_DAYS * DAY_MS)
    throw new ApiError(422, 'invalid', `At most ${LONGEST_DAYS} days are counted at once`, 'from')
  return { from: since, until, channel: channel ?? null }
}
