import { isOperator } from '../operator.ts'
import { organizationIds, organizationName } from '../store/organizations.ts'
import { shownConnection } from './connection.ts'
import { ApiError } from './error.ts'
import type { HttpContext, HttpDeps } from './operation.ts'

/** What `baton doctor` asks: how each organization's connection is, and nothing of what is said in it. */
export interface OperatorReport {
  organizations: {
    name: string
    status: 'disconnected' | 'connected' | 'degraded' | 'broken'
    checks: { name: string; ok: boolean; detail: string; fix: string | null }[]
  }[]
}

/** For whoever holds the install's secret. */
export async function operatorReport(deps: HttpDeps, c: HttpContext): Promise<Response> {
  if (!isOperator(deps.vault, c.req.path, c.req.header('authorization'), deps.clock.now()))
    throw new ApiError(401, 'unauthorized', 'This is for the command line of whoever runs Baton.')
  const organizations: OperatorReport['organizations'] = []
  for (const id of await organizationIds(deps.database)) {
    const shown = await shownConnection(deps, id)
    organizations.push({
      name: await organizationName(deps.database, id),
      status: shown.status,
      checks: shown.status === 'disconnected' ? [] : shown.health.checks,
    })
  }
  return c.json({ organizations } satisfies OperatorReport)
}
