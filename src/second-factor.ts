import { randomBytes, randomInt } from 'node:crypto'
import { base32 } from '@better-auth/utils/base32'
import { createOTP } from '@better-auth/utils/otp'
import { hashOf } from './secret.ts'

/** A second factor as authenticator apps know it (RFC 6238: SHA-1, six digits, half minutes), and recovery codes beside it. */

const STEP_MS = 30_000
const SECRET_BYTES = 20
const RECOVERY_CODES = 10
/** 117 bits: not to be guessed from their hashes either. */
const RECOVERY_LENGTH = 24
/** None of them is taken for another: no 0, 1, i, l, o, u. */
const RECOVERY_LETTERS = '23456789abcdefghjkmnpqrstvwxyz'

/** As apps want it typed: base32 without padding. */
export function newSharedSecret(): string {
  return base32.encode(randomBytes(SECRET_BYTES), { padding: false })
}

/** What a QR code holds. */
export function appUrl(secret: string, email: string): string {
  return otpOf(secret).url('Baton', email)
}

/** The half minute that this is the code of: the present one, or one before or after (clocks differ). null: of none, or used before. */
export async function stepOf(
  secret: string,
  code: string,
  { lastStep, now }: { lastStep: number; now: Date },
): Promise<number | null> {
  const present = Math.floor(now.getTime() / STEP_MS)
  const otp = otpOf(secret)
  const given = code.replace(/\s/g, '')
  for (const step of [present, present - 1, present + 1])
    if (step > lastStep && hashOf(await otp.hotp(step)) === hashOf(given)) return step
  return null
}

export function newRecoveryCodes(): string[] {
  return Array.from({ length: RECOVERY_CODES }, () => {
    const letter = () => RECOVERY_LETTERS[randomInt(RECOVERY_LETTERS.length)]
    const letters = Array.from({ length: RECOVERY_LENGTH }, letter).join('')
    return letters.replace(/(.{4})(?=.)/g, '$1-')
  })
}

/** As it is kept: however it was typed. */
export function recoveryHash(code: string): string {
  return hashOf(`recovery ${code.toLowerCase().replace(/[^a-z0-9]/g, '')}`)
}

function otpOf(secret: string) {
  return createOTP(base32.decode(secret))
}
