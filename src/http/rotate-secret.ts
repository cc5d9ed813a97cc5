import { organizationIds, organizationName } from '../store/organizations.ts'
import { type Resealed, resealOrganization, resealSecondFactors } from '../store/sealed.ts'
import type { HttpContext, HttpDeps } from './operation.ts'
import { admitOperator } from './operator-report.ts'

/** What `baton rotate-secret` did, organization by organization, and with persons' second factors. */
export interface Rotation {
  organizations: ({ name: string } & Resealed)[]
  secondFactors: Resealed
}

/**
 * Seals anew, with the first secret, all that another one in force has sealed. Nothing stops for it; who asks again finds less to do,
 * also after a death in the middle, or beside another instance that does the same.
 */
export async function rotateSecret(deps: HttpDeps, c: HttpContext): Promise<Response> {
  admitOperator(deps, c)
  const { database, vault, clock, log } = deps
  const organizations: Rotation['organizations'] = []
  for (const id of await organizationIds(database)) {
    const resealed = await resealOrganization(database, vault, id, clock.now())
    organizations.push({ name: await organizationName(database, id), ...resealed })
    log.info(
      { organizationId: id, resealed: resealed.resealed, unreadable: resealed.unreadable.length },
      'sealed with the first secret',
    )
  }
  const secondFactors = await resealSecondFactors(database, vault)
  return c.json({ organizations, secondFactors } satisfies Rotation)
}
