import { z } from 'zod'
import { LONGEST_PASSWORD } from '../auth.ts'
import { appUrl, newRecoveryCodes, newSharedSecret, recoveryHash, stepOf } from '../second-factor.ts'
import { endSignIns } from '../store/people.ts'
import {
  confirmSecondFactor,
  dropSecondFactor,
  proposeSecondFactor,
  secondFactorContext,
  secondFactorOf,
} from '../store/second-factors.ts'
import { attempt } from './attempt.ts'
import { auditPerson } from './audited.ts'
import { ApiError, unprocessable } from './error.ts'
import { operation } from './operation.ts'
import { passCode, passPassword } from './second-factor-check.ts'

/** Each person's own second factor: shown, proved by a code, turned off. */

const password = z.string().max(LONGEST_PASSWORD)
const code = z.string().min(1).max(40)

export const getTwoFactor = operation(
  {
    method: 'get',
    path: '/api/v1/me/two-factor',
    summary: 'Whether the caller signs in with a second factor',
    tag: 'Signing in',
    answer: z.object({ isOn: z.boolean(), recoveryCodesLeft: z.int() }),
  },
  async ({ deps, caller }) => {
    const factor = await secondFactorOf(deps.database, caller.userId)
    const isOn = factor?.isConfirmed ?? false
    return { isOn, recoveryCodesLeft: isOn ? (factor?.recoveryLeft ?? 0) : 0 }
  },
)

export const startTwoFactor = operation(
  {
    method: 'post',
    path: '/api/v1/me/two-factor',
    summary: 'Shows a new secret for an authenticator app; it is asked for once a code has proved it',
    tag: 'Signing in',
    body: z.strictObject({ password }),
    answer: z.object({ secret: z.string(), url: z.string().describe('What a QR code holds') }),
    status: 201,
    errors: { 409: 'There is one already', 429: 'Too many wrong tries' },
  },
  async ({ deps, caller, body, c }) => {
    await passPassword(deps, c, caller, body.password)
    const secret = newSharedSecret()
    const sealed = deps.vault.seal(secret, secondFactorContext(caller.userId))
    if (!(await proposeSecondFactor(deps.database, caller.userId, sealed)))
      throw new ApiError(409, 'already_on', 'You have a second factor already: turn it off first.')
    return { secret, url: appUrl(secret, caller.email) }
  },
)

export const confirmTwoFactor = operation(
  {
    method: 'post',
    path: '/api/v1/me/two-factor/confirm',
    summary:
      'Turns it on; answers with recovery codes, shown this once, and ends the caller’s other sign-ins',
    tag: 'Signing in',
    body: z.strictObject({ code }),
    answer: z.object({ recoveryCodes: z.array(z.string()) }),
    errors: { 409: 'None was begun', 429: 'Too many wrong tries' },
  },
  async ({ deps, caller, body, c }) => {
    const { database, vault, clock, codeThrottle } = deps
    const { userId, email, sessionId } = caller
    const factor = await secondFactorOf(database, userId)
    if (factor === null || factor.isConfirmed)
      throw new ApiError(
        409,
        'not_begun',
        'Ask for a secret first, and enter it into your authenticator app.',
      )
    const tried = attempt(codeThrottle, email, c)
    const now = clock.now()
    const secret = vault.open(factor.secretSealed, secondFactorContext(userId))
    const step = await stepOf(secret, body.code, { lastStep: factor.lastStep, now })
    const wrong = unprocessable('invalid_code', 'code', 'This is not the code that the app shows now.')
    if (step === null) throw wrong
    const recoveryCodes = newRecoveryCodes()
    await database.transaction().execute(async (tx) => {
      const recoveryHashes = recoveryCodes.map(recoveryHash)
      if (!(await confirmSecondFactor(tx, userId, { step, recoveryHashes, at: now }))) throw wrong
      await endSignIns(tx, userId, sessionId)
      await auditPerson(tx, caller, { action: 'second_factor.turned_on', ...DEED }, now)
    })
    tried.succeeded()
    return { recoveryCodes }
  },
)

export const stopTwoFactor = operation(
  {
    method: 'post',
    path: '/api/v1/me/two-factor/stop',
    summary: 'Turns it off',
    tag: 'Signing in',
    body: z.strictObject({ password, code }),
    errors: { 409: 'There is none', 429: 'Too many wrong tries' },
  },
  async ({ deps, caller, body, c }) => {
    const factor = await secondFactorOf(deps.database, caller.userId)
    if (factor === null || !factor.isConfirmed)
      throw new ApiError(409, 'not_on', 'You have no second factor.')
    await passPassword(deps, c, caller, body.password)
    await passCode(deps, c, { ...caller, factor, code: body.code }, 422)
    await deps.database.transaction().execute(async (tx) => {
      await dropSecondFactor(tx, caller.userId)
      await auditPerson(tx, caller, { action: 'second_factor.turned_off', ...DEED }, deps.clock.now())
    })
  },
)

const DEED = { before: null, after: {}, isDeed: true } as const
