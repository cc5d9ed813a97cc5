import { createTransport } from 'nodemailer'
import type { Config } from './config.ts'

/** Hands a letter to the operator's mail server. Throws, with a sentence that says why, when that does not take it. */
export type Mail = (to: string[], words: { subject: string; text: string }) => Promise<void>

/** A socket's patience is real time, whatever the clock says. */
const TIMEOUT_MS = 10_000

/** null: no mail server is set. `?from=` in the URL says who writes; else its user, where that is an address; else baton@ the host of our own address. */
export function openMail({ smtpUrl, publicUrl }: Pick<Config, 'smtpUrl' | 'publicUrl'>): Mail | null {
  if (smtpUrl === null) return null
  const url = new URL(smtpUrl)
  const user = decodeURIComponent(url.username)
  const from =
    url.searchParams.get('from') ?? (user.includes('@') ? user : `baton@${new URL(publicUrl).hostname}`)
  url.searchParams.delete('from')
  const transport = createTransport({
    url: url.href,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
  })
  return async (to, { subject, text }) => {
    try {
      await transport.sendMail({ from: { name: 'Baton', address: from }, to, subject, text })
    } catch (fault) {
      // what the server said may hold a password's echo: its kind and its number say enough
      const code = fault instanceof Error && 'code' in fault ? String(fault.code) : 'unknown'
      const answered =
        fault instanceof Error && 'responseCode' in fault ? ` (${String(fault.responseCode)})` : ''
      throw new Error(`The mail server ${url.host} did not take it: ${code}${answered}.`)
    }
  }
}
