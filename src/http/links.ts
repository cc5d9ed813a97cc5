import { z } from 'zod'
import { faultFields } from '../log.ts'
import type { Mail } from '../mail.ts'
import type { Tx } from '../store/database.ts'
import { makeToken } from '../store/tokens.ts'
import { ApiError } from './error.ts'
import type { HttpDeps } from './operation.ts'

/** Links with one-time tokens, which go out by mail or are copied by who made them. */

const HOUR_MS = 60 * 60_000

export const GOOD_FOR_MS = { invitation: 7 * 24 * HOUR_MS, mailedReset: HOUR_MS, copiedReset: 24 * HOUR_MS }

/** The token stands behind `#`: a browser sends that to no server. */
export function linkTo(
  { config }: Pick<HttpDeps, 'config'>,
  page: 'invitation' | 'reset-password',
  token: string,
): string {
  return `${config.publicUrl}/${page}#${token}`
}

/** A link by which a person sets a new password; their older ones are good no longer. `twoFactorOff`: it ends their second factor too. */
export async function makeResetLink(
  deps: Pick<HttpDeps, 'config' | 'clock'>,
  tx: Tx,
  { userId, goodForMs, twoFactorOff = false }: { userId: string; goodForMs: number; twoFactorOff?: boolean },
): Promise<string> {
  const at = deps.clock.now()
  const expiresAt = new Date(at.getTime() + goodForMs)
  const made = await makeToken(tx, 'reset', { subject: userId, more: { twoFactorOff }, at, expiresAt })
  return linkTo(deps, 'reset-password', made)
}

/** Never says which of the three it is: made up, used, or too old. */
export function spentLink(): ApiError {
  return new ApiError(
    410,
    'spent_link',
    'This link is not good, or not any more: ask for a new one.',
    'token',
  )
}

export const token = z.string().min(1).max(100)

/** What became of a letter. `isMailed` false without a fault: no mail server is set. */
export const mailed = {
  isMailed: z.boolean(),
  mailFault: z
    .string()
    .nullable()
    .describe('Why it could not be mailed; the link can be copied all the same'),
}

export async function mailOrSay(
  { mail, log }: { mail: Mail | null; log: HttpDeps['log'] },
  to: string,
  words: { subject: string; text: string },
): Promise<{ isMailed: boolean; mailFault: string | null }> {
  if (mail === null) return { isMailed: false, mailFault: null }
  try {
    await mail([to], words)
    return { isMailed: true, mailFault: null }
  } catch (fault) {
    log.warn(faultFields(fault), 'a letter could not be mailed')
    return { isMailed: false, mailFault: fault instanceof Error ? fault.message : 'unknown' }
  }
}
