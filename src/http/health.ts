import { z } from 'zod'
import { anyUser } from '../store/people.ts'
import { ApiError } from './error.ts'
import { operation } from './operation.ts'

export const health = operation(
  {
    method: 'get',
    path: '/healthz',
    summary: 'Whether the process is up',
    tag: 'Operations',
    isPublic: true,
    answer: z.object({ ok: z.literal(true) }),
  },
  async () => ({ ok: true }) as const,
)

export const readiness = operation(
  {
    method: 'get',
    path: '/readyz',
    summary: 'Whether the start is over and the database answers',
    tag: 'Operations',
    isPublic: true,
    answer: z.object({ ok: z.literal(true) }),
    errors: { 503: 'The database does not answer' },
  },
  async ({ deps }) => {
    if (!deps.startUp.isDone) throw new ApiError(503, 'not_ready', 'Baton is still starting.')
    try {
      await anyUser(deps.database)
    } catch (error) {
      deps.log.warn({ error: error instanceof Error ? error.name : 'unknown' }, 'not ready')
      throw new ApiError(503, 'not_ready', 'The database does not answer, or its schema is not in place yet.')
    }
    return { ok: true } as const
  },
)

export const metrics = operation(
  {
    method: 'get',
    path: '/metrics',
    summary: 'Figures for Prometheus, as text; keep them off the public internet',
    tag: 'Operations',
    isPublic: true,
    answer: z.string(),
  },
  async ({ deps, c }) =>
    c.body(await deps.metrics.metrics(), 200, { 'content-type': deps.metrics.contentType }),
)
