import { createHmac, randomBytes } from 'node:crypto'
import type { AlertWays } from '../alert.ts'
import type { Clock } from '../clock.ts'
import type { Config } from '../config.ts'
import { createDialer, refusalIn } from '../dial.ts'
import { alertRules, dialRule } from '../host-rule.ts'
import type { Mail } from '../mail.ts'
import type { Vault } from '../secret.ts'
import { alertSecret, alertSecretContext, replaceAlertSecret } from '../store/alerts.ts'
import { type Database, inOrganization } from '../store/database.ts'
import { lockSettings } from '../store/settings.ts'

/** A socket's patience is real time, whatever the clock says. */
const TIMEOUT_MS = 10_000

/** How alerts leave the house: by the operator's mail server, and to an address that the organization names. */
export function alertWays(
  { alertHosts }: Pick<Config, 'alertHosts'>,
  { database, vault, clock, mail }: { database: Database; vault: Vault; clock: Clock; mail: Mail | null },
): AlertWays {
  const dialer = createDialer(dialRule(alertRules(alertHosts)))
  return {
    mail,

    async post(address, text, signedWith) {
      const url = new URL(address)
      const signal = AbortSignal.timeout(TIMEOUT_MS)
      const { status, body } = await dialer
        .request(url, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            ...(signedWith === null ? {} : { 'baton-signature': signatureOf(text, signedWith, clock.now()) }),
          },
          body: text,
          signal,
        })
        .catch((fault) => {
          throw new Error(refusalIn(fault) ?? whyUnreached(url.host, fault, signal))
        })
      body.destroy()
      if (status < 200 || status > 299) throw new Error(`${url.host} answered ${status}.`)
    },

    async signingSecret(organizationId) {
      const context = alertSecretContext(organizationId)
      const fresh = vault.seal(`bas_${randomBytes(32).toString('base64url')}`, context)
      const sealed = await inOrganization(database, organizationId, async (tx) => {
        await lockSettings(tx, organizationId, clock.now())
        const kept = await alertSecret(tx, organizationId, fresh)
        if (vault.knowsKeyOf(kept)) return kept
        // nobody can sign with it any more: a receiver that refuses the new one is noticed, silence would not be
        await replaceAlertSecret(tx, organizationId, fresh)
        return fresh
      })
      return vault.open(sealed, context)
    },
  }
}

function whyUnreached(host: string, fault: unknown, { aborted }: AbortSignal): string {
  if (aborted) return `${host} did not answer within ${TIMEOUT_MS / 1000} s.`
  return `${host} could not be reached: ${fault instanceof Error ? fault.message : String(fault)}`
}

/** `t=<seconds>,v1=<hex of HMAC-SHA256 over "<seconds>.<body>">`: a receiver can refuse what is old. */
function signatureOf(body: string, secret: string, now: Date): string {
  const seconds = Math.floor(now.getTime() / 1000)
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`
}
