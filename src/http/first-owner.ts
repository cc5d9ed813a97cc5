import { hashPassword } from 'better-auth/crypto'
import { claimInstall } from '../store/organizations.ts'
import { anyUser } from '../store/people.ts'
import type { HttpApp } from './operation.ts'
import { startSettings } from './start-settings.ts'

type Needs = Pick<HttpApp, 'config' | 'database' | 'vault' | 'clock'>

/**
 * The first owner with the first organization (the demo's is adopted and renamed). Does nothing when there is a user already,
 * so that an environment that stays set is harmless; null then.
 */
export async function createFirstOwner(
  app: Needs,
  owner: { email: string; password: string; organizationName: string; name?: string },
): Promise<{ userId: string; organizationId: string } | null> {
  // hashing takes a while and may not be awaited inside the transaction, whose lock decides the race
  if (await anyUser(app.database)) return null
  const passwordHash = await hashPassword(owner.password)
  const email = owner.email.toLowerCase()
  const claimed = await claimInstall(app.database, {
    email,
    name: owner.name ?? email.split('@')[0] ?? email,
    passwordHash,
    organizationName: owner.organizationName,
    at: app.clock.now(),
  })
  if (claimed !== null) await startSettings(app, claimed.organizationId)
  return claimed
}
