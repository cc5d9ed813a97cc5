import { z } from 'zod'
import type { Filters } from '../connection.ts'

const id = z.string().min(1).max(200)
const ids = z.array(id).max(500)

/** What narrows the conversations that are taken; everything is taken while nothing was set. */
export const filtersSchema = z
  .strictObject({
    channels: z
      .strictObject({ mode: z.enum(['all', 'only', 'except']).default('all'), ids: ids.default([]) })
      .prefault({}),
    leaveToTeam: ids.default([]),
    languages: z
      .array(z.string().regex(/^[a-z]{2}$/, 'an ISO 639-1 code such as "en"'))
      .max(50)
      .default([]),
    percent: z.number().min(0).max(100).default(100),
    hours: z.enum(['always', 'inside', 'outside']).default('always'),
    toPeople: z.array(z.string().min(1).max(254)).max(10_000).default([]),
    record: z.enum(['all', 'taken']).default('all'),
  })
  .meta({ id: 'Filters' }) satisfies z.ZodType<Filters>

export function everythingTaken(): Filters {
  return filtersSchema.parse({})
}
