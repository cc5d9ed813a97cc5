import { isOperator } from '../operator.ts'
import { organizationIds, organizationName } from '../store/organizations.ts'
import { countSealed, countSecondFactors, type Sealed } from '../store/sealed.ts'
import { shownConnection } from './connection.ts'
import { ApiError } from './error.ts'
import type { HttpContext, HttpDeps } from './operation.ts'

/** What `baton doctor` asks: how each organization's connection is, and nothing of what is said in it. */
export interface OperatorReport {
  organizations: {
    name: string
    status: 'disconnected' | 'connected' | 'degraded' | 'broken'
    checks: { name: string; ok: boolean; detail: string; fix: string | null }[]
    /** How many values are sealed, with the first secret or an older one; and which no secret in force opens. */
    sealed: Sealed
  }[]
  /** The same of persons' second factors. */
  secondFactors: Sealed
}

/** Throws 401 for whoever does not hold the install's secret. */
export function admitOperator(deps: HttpDeps, c: HttpContext): void {
  if (!isOperator(deps.vault, c.req.path, c.req.header('authorization'), deps.clock.now()))
    throw new ApiError(401, 'unauthorized', 'This is for the command line of whoever runs Baton.')
}

export async function operatorReport(deps: HttpDeps, c: HttpContext): Promise<Response> {
  admitOperator(deps, c)
  const organizations: OperatorReport['organizations'] = []
  for (const id of await organizationIds(deps.database)) {
    const shown = await shownConnection(deps, id)
    organizations.push({
      name: await organizationName(deps.database, id),
      status: shown.status,
      checks: shown.status === 'disconnected' ? [] : shown.health.checks,
      sealed: await countSealed(deps.database, deps.vault, id),
    })
  }
  const secondFactors = await countSecondFactors(deps.database, deps.vault)
  return c.json({ organizations, secondFactors } satisfies OperatorReport)
}
