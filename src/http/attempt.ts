import { ApiError } from './error.ts'
import type { HttpContext } from './operation.ts'
import { clientAddress } from './origin.ts'
import type { Throttle } from './throttle.ts'

/** Counts a try for this account from where the request comes; whoever succeeds says so. Throws 429 when there were too many. */
export function attempt(throttle: Throttle, account: string, c: HttpContext): { succeeded(): void } {
  const tried = throttle.attempt(account, clientAddress(c))
  if (tried.waitMs === 0) return tried
  const seconds = Math.ceil(tried.waitMs / 1000)
  const message = `Too many wrong tries. Wait ${seconds} seconds, then try again.`
  throw new ApiError(429, 'too_many_tries', message, null, seconds)
}
