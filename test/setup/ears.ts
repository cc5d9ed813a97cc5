import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

/** Somebody outside who is told: a mail server and a webhook, both on this machine. */
export interface Ears extends AsyncDisposable {
  smtpUrl: string
  /** Headers and all; what was folded for the way is unfolded. */
  mails: { to: string[]; text: string }[]
  hookUrl: string
  hookHost: string
  hooks: { body: string; signature: string | null }[]
  /** What the webhook answers from now on. */
  answer(status: number): void
}

export async function openEars(): Promise<Ears> {
  const mails: Ears['mails'] = []
  const hooks: Ears['hooks'] = []
  let status = 200

  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => address)
        mails.push({ to, text: Buffer.concat(chunks).toString('utf8').replaceAll('=\r\n', '') })
        done()
      })
    },
  })
  await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve))

  const http = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const signature = request.headers['baton-signature']
      const body = Buffer.concat(chunks).toString('utf8')
      hooks.push({ body, signature: typeof signature === 'string' ? signature : null })
      response.writeHead(status).end()
    })
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const portOf = (address: unknown) => (address as AddressInfo).port // a TCP server has such an address
  const hookHost = `127.0.0.1:${portOf(http.address())}`

  return {
    smtpUrl: `smtp://127.0.0.1:${portOf(smtp.server.address())}?from=alerts@acme.test`,
    mails,
    hookUrl: `http://${hookHost}/alerts`,
    hookHost,
    hooks,
    answer(next) {
      status = next
    },
    async [Symbol.asyncDispose]() {
      await new Promise<void>((resolve) => smtp.close(() => resolve()))
      await new Promise((resolve) => http.close(resolve))
    },
  }
}
