import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A tool beside Baton that wants Freshchat's deliveries too, on this machine. */
export interface OtherTool extends AsyncDisposable {
  url: string
  host: string
  /** All that came, whatever it was answered. */
  got: { path: string; body: Buffer; headers: IncomingHttpHeaders; answered: number }[]
  /** What it took: was answered 2xx. */
  took(): Buffer[]
  /** What it answers from now on. */
  answers(status: number, headers?: Record<string, string>): void
  /** From now on it answers nobody until `goesOn`. */
  hangs(): void
  goesOn(): void
  /** Nobody listens at its address; `comesBack` is at the same one. */
  goesDown(): Promise<void>
  comesBack(): Promise<void>
}

export async function openOtherTool(): Promise<OtherTool> {
  const got: OtherTool['got'] = []
  let status = 200
  let answered: Record<string, string> = {}
  let held: (() => void)[] | null = null
  let server: Server | null = null
  let port = 0

  async function listen(): Promise<void> {
    server = createServer((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        const entry = {
          path: request.url ?? '',
          body: Buffer.concat(chunks),
          headers: request.headers,
          answered: 0,
        }
        got.push(entry)
        const answer = () => {
          entry.answered = status
          response.writeHead(status, answered).end('thank you')
        }
        if (held === null) answer()
        else held.push(answer)
      })
    })
    const listening = server
    await new Promise<void>((resolve) => listening.listen(port, '127.0.0.1', resolve))
    port = (listening.address() as AddressInfo).port // a TCP server has such an address
  }

  async function close(): Promise<void> {
    const open = server
    server = null
    open?.closeAllConnections()
    if (open !== null) await new Promise((resolve) => open.close(resolve))
  }

  await listen()
  const host = `127.0.0.1:${port}`
  return {
    url: `http://${host}/freshchat?key=s3cret`,
    host,
    got,
    took: () => got.flatMap((each) => (each.answered >= 200 && each.answered < 300 ? [each.body] : [])),
    answers(next, headers = {}) {
      status = next
      answered = headers
    },
    hangs() {
      held = []
    },
    goesOn() {
      const waiting = held ?? []
      held = null
      for (const answer of waiting) answer()
    },
    goesDown: close,
    comesBack: listen,
    [Symbol.asyncDispose]: close,
  }
}
