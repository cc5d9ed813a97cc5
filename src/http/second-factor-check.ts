import { verifyPassword } from 'better-auth/crypto'
import { faultFields } from '../log.ts'
import { recoveryHash, stepOf } from '../second-factor.ts'
import { SecretLost } from '../secret.ts'
import { personByEmail } from '../store/people.ts'
import {
  type SecondFactor,
  secondFactorContext,
  secondFactorOf,
  takeRecoveryCode,
  takeStep,
} from '../store/second-factors.ts'
import { attempt } from './attempt.ts'
import type { Caller } from './caller.ts'
import { ApiError, unprocessable, wrongCredentials } from './error.ts'
import type { HttpContext, HttpDeps } from './operation.ts'

/**
 * For whoever has a second factor: the code is right too. The password is looked at first, so that only who knows it learns that a code
 * is asked for. `email` in small letters. Throws ApiError.
 */
export async function passSecondFactor(
  deps: HttpDeps,
  c: HttpContext,
  { email, password, code }: { email: string; password: string; code?: string | undefined },
): Promise<void> {
  const person = await personByEmail(deps.database, email)
  const factor = person === null ? null : await secondFactorOf(deps.database, person.userId)
  if (person === null || factor === null || !factor.isConfirmed) return
  if (!(await verifyPassword({ hash: person.passwordHash, password }))) throw wrongCredentials()
  if (code === undefined || code.trim() === '')
    throw new ApiError(
      401,
      'second_factor_required',
      'Enter the code that your authenticator app shows, or a recovery code.',
      'code',
    )
  await passCode(deps, c, { ...person, factor, code }, 401)
}

/** The code is right, and good no longer from now on. */
export async function passCode(
  deps: HttpDeps,
  c: HttpContext,
  { userId, email, factor, code }: { userId: string; email: string; factor: SecondFactor; code: string },
  status: 401 | 422,
): Promise<void> {
  const tried = attempt(deps.codeThrottle, email, c)
  if (!(await takeCode(deps, userId, factor, code)))
    throw new ApiError(
      status,
      'invalid_code',
      'This code is wrong, or was used before. Wait for the next one.',
      'code',
    )
  tried.succeeded()
}

async function takeCode(
  { database, vault, clock, log }: HttpDeps,
  userId: string,
  factor: SecondFactor,
  code: string,
): Promise<boolean> {
  try {
    const secret = vault.open(factor.secretSealed, secondFactorContext(userId))
    const step = await stepOf(secret, code, { lastStep: factor.lastStep, now: clock.now() })
    if (step !== null) return takeStep(database, userId, step)
  } catch (fault) {
    if (!(fault instanceof SecretLost)) throw fault
    // recovery codes are kept by their hashes, and good still
    log.error({ userId, ...faultFields(fault) }, 'a second factor cannot be checked')
  }
  return takeRecoveryCode(database, userId, recoveryHash(code))
}

/** Who is signed in already shows that it is them indeed. Throws 422 at the field, 429. */
export async function passPassword(
  deps: HttpDeps,
  c: HttpContext,
  { email }: Pick<Caller, 'email'>,
  password: string,
): Promise<void> {
  const tried = attempt(deps.throttle, email, c)
  const person = await personByEmail(deps.database, email)
  if (person === null || !(await verifyPassword({ hash: person.passwordHash, password })))
    throw unprocessable('invalid_credentials', 'password', 'The password is wrong.')
  tried.succeeded()
}
