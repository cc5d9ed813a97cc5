import type { Config } from '../config.ts'
import { createDialer, refusalIn } from '../dial.ts'
import { SIGNATURE_HEADER } from '../freshchat/signature.ts'
import { alertRules, dialRule } from '../host-rule.ts'
import type { Forward } from '../store/forwards-sent.ts'

/** A socket's patience is real time, whatever the clock says. */
const TIMEOUT_MS = 10_000

/** The other tool did not take it. The message names the host and why, and nothing else of the address, which may hold a secret. */
export class NotForwarded extends Error {
  override name = 'NotForwarded'
  /** null: there was no answer. */
  readonly status: number | null
  constructor(message: string, status: number | null) {
    super(message)
    this.status = status
  }
}

export type ForwardWay = (
  forward: Pick<Forward, 'url' | 'body' | 'signature' | 'contentType'>,
) => Promise<void>

/** How a delivery gets to the other tool: its bytes as they came, with the signature over them. Throws `NotForwarded`. */
export function forwardWay({ alertHosts }: Pick<Config, 'alertHosts'>): ForwardWay {
  const dialer = createDialer(dialRule(alertRules(alertHosts)))
  return async (forward) => {
    const url = new URL(forward.url)
    const signal = AbortSignal.timeout(TIMEOUT_MS)
    const { status, body } = await dialer
      .request(url, { method: 'POST', headers: headersOf(forward), body: forward.body, signal })
      .catch((fault) => {
        throw new NotForwarded(refusalIn(fault) ?? whyUnreached(url.host, fault, signal), null)
      })
    // what it says beside that is not read, however much it is
    body.destroy()
    if (status < 200 || status > 299) throw new NotForwarded(`${url.host} answered ${status}.`, status)
  }
}

function headersOf({ signature, contentType }: Pick<Forward, 'signature' | 'contentType'>) {
  return {
    ...(contentType === null ? {} : { 'content-type': contentType }),
    ...(signature === null ? {} : { [SIGNATURE_HEADER]: signature }),
  }
}

function whyUnreached(host: string, fault: unknown, { aborted }: AbortSignal): string {
  if (aborted) return `${host} did not answer within ${TIMEOUT_MS / 1_000} s.`
  return `${host} could not be reached: ${codeOf(fault)}.`
}

/** Of a failed dial: what a person who looks after servers knows it by. */
function codeOf(fault: unknown): string {
  if (!(fault instanceof Error)) return 'unknown'
  return 'code' in fault && typeof fault.code === 'string' ? fault.code : fault.name
}
