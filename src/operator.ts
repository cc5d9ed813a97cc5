import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Vault } from './secret.ts'

/** Whoever runs Baton shows that they hold its secret: how the command line talks to the running server. */

const VALID_FOR_MS = 60_000

/** For the header `Authorization`. Good for a minute, and for this path. */
export function operatorPass(vault: Pick<Vault, 'derive'>, path: string, now: Date): string {
  const at = String(now.getTime())
  return `Operator ${at}.${signatureOf(vault.derive('operator'), path, at)}`
}

export function isOperator(
  vault: Pick<Vault, 'deriveAll'>,
  path: string,
  header: string | undefined,
  now: Date,
): boolean {
  const [, at, signature] = /^Operator (\d{1,15})\.([0-9a-f]{64})$/.exec(header ?? '') ?? []
  if (at === undefined || signature === undefined) return false
  // made with any secret in force: the command line may still have the older one alone
  const isRight = vault
    .deriveAll('operator')
    .some((key) => timingSafeEqual(Buffer.from(signature), Buffer.from(signatureOf(key, path, at))))
  return isRight && Math.abs(now.getTime() - Number(at)) <= VALID_FOR_MS
}

function signatureOf(key: string, path: string, at: string): string {
  return createHmac('sha256', key).update(`${at} ${path}`).digest('hex')
}
