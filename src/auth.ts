import { apiKey } from '@better-auth/api-key'
import { betterAuth } from 'better-auth'
import { organization } from 'better-auth/plugins/organization'
import type { Config } from './config.ts'
import type { Log } from './log.ts'
import type { Vault } from './secret.ts'
import type { Database } from './store/database.ts'

export type Auth = ReturnType<typeof createAuth>

export const SHORTEST_PASSWORD = 8
export const LONGEST_PASSWORD = 128

const DAY_SEC = 24 * 3600
/** A sign-in that nobody uses for so long is over. */
const UNUSED_SEC = 30 * DAY_SEC
/** And one in use after so long, whoever has got hold of it. */
export const LONGEST_SIGN_IN_MS = 90 * DAY_SEC * 1_000

export function cookiePrefix(config: Pick<Config, 'publicUrl'>): string {
  return isHttps(config) ? '__Host-baton' : 'baton'
}

function isHttps({ publicUrl }: Pick<Config, 'publicUrl'>): boolean {
  return publicUrl.startsWith('https:')
}

/**
 * better-auth over our one Kysely instance. It owns passwords, sessions and its tables; who may do what is ours (http/guard.ts),
 * and http/sign-in.ts decides which of its endpoints the world can reach. The plugins are here for their tables: organizations,
 * members and keys are written by store/.
 */
export function createAuth(deps: { config: Config; database: Database; vault: Vault; log: Log }) {
  const { config, database, vault, log } = deps
  return betterAuth({
    appName: 'Baton',
    baseURL: config.publicUrl,
    basePath: '/api/auth',
    secret: vault.derive('auth'),
    database: { db: database, type: 'postgres' },
    user: { modelName: 'auth_user' },
    session: { modelName: 'auth_session', expiresIn: UNUSED_SEC, updateAge: DAY_SEC },
    account: { modelName: 'auth_account' },
    verification: { modelName: 'auth_verification' },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: SHORTEST_PASSWORD,
      maxPasswordLength: LONGEST_PASSWORD,
    },
    plugins: [organization(), apiKey({ references: 'organization', enableMetadata: true })],
    // its own counts successes too and knows one address behind a proxy; http/throttle.ts counts wrong tries
    rateLimit: { enabled: false },
    advanced: {
      // __Host-: no other host of the same domain, and no plain page of ours, can set it
      cookiePrefix: cookiePrefix(config),
      useSecureCookies: false,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', secure: isHttps(config) },
      // http/guard.ts refuses foreign origins before anything reaches better-auth
      disableCSRFCheck: true,
      ipAddress: { disableIpTracking: true },
    },
    telemetry: { enabled: false },
    // what it says may quote an address
    logger: { level: 'error', log: () => log.error({ part: 'auth' }, 'better-auth failed') },
  })
}
