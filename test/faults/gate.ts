import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A request on its way through a gate. */
export interface Passing {
  method: string
  path: string
  body: string
  at: number
}

export interface Answer {
  status: number
  headers: IncomingMessage['headers']
  body: Buffer
}

/**
 * A door between Baton and Freshchat, either way, where a test sees each request and may do something at exactly the moment when
 * it is on its way: before it arrives, or when it was carried out and nobody knows yet.
 */
export interface Gate extends AsyncDisposable {
  url: string
  /** `HOST:PORT` */
  host: string
  underWay(): Passing[]
  /** By default each request is forwarded. `null` cuts the connection. */
  onPass: (passing: Passing, forward: () => Promise<Answer | null>) => Promise<Answer | null>
}

/** A delivery that comes for the fifth time waits so long for somebody to listen: Freshchat must not give up in this short time. */
const PATIENT_FROM_RETRY = 4
const PATIENCE_MS = 20_000
const REACHED_WITHIN_MS = 1_000

/** `targets` are asked for each request, and tried in that order: one that cannot be reached is skipped. `host`: where it listens. */
export async function openGate(targets: () => string[], host: string): Promise<Gate> {
  const underWay = new Set<Passing>()
  const server = createServer((incoming, outgoing) => {
    void pass(incoming, outgoing).catch(() => outgoing.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  // a server on a TCP port has such an address
  const { port } = server.address() as AddressInfo

  async function pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk)
    const body = Buffer.concat(chunks)
    const passing: Passing = {
      method: incoming.method ?? '',
      path: incoming.url ?? '',
      body: body.toString('utf8'),
      at: Date.now(),
    }
    underWay.add(passing)
    try {
      const answer = await gate.onPass(passing, () => forward(passing, incoming.headers, body))
      if (answer === null) return void outgoing.destroy()
      const { 'transfer-encoding': _, connection: __, ...headers } = answer.headers
      outgoing.writeHead(answer.status, { ...headers, 'content-length': answer.body.length })
      outgoing.end(answer.body)
    } finally {
      underWay.delete(passing)
    }
  }

  async function forward(
    { method, path }: Passing,
    headers: IncomingMessage['headers'],
    body: Buffer,
  ): Promise<Answer | null> {
    const isPatient = Number(headers['x-retry-count'] ?? 0) >= PATIENT_FROM_RETRY
    const deadline = isPatient ? Date.now() + PATIENCE_MS : 0
    do {
      for (const target of targets()) {
        const answer = await send(target, method, path, headers, body)
        if (answer !== 'not-reached') return answer
      }
      await new Promise((resolve) => setTimeout(resolve, isPatient ? 50 : 0))
    } while (Date.now() < deadline)
    return null
  }

  const gate: Gate = {
    url: `http://${host}:${port}`,
    host: `${host}:${port}`,
    underWay: () => [...underWay],
    onPass: (_, forward) => forward(),
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
  return gate
}

/** null: it was cut off and may have arrived. */
function send(
  target: string,
  method: string,
  path: string,
  { host: _, connection: __, ...headers }: IncomingMessage['headers'],
  body: Buffer,
): Promise<Answer | null | 'not-reached'> {
  return new Promise((resolve) => {
    const outgoing = request(`${target}${path}`, { method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', () => resolve(null))
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks),
        }),
      )
    })
    // nobody tells that a network is cut
    let isReached = false
    outgoing.on('socket', (socket) => {
      socket.once('connect', () => {
        isReached = true
      })
      socket.setTimeout(REACHED_WITHIN_MS, () => isReached || socket.destroy())
    })
    outgoing.on('close', () => resolve(isReached ? null : 'not-reached'))
    outgoing.on('error', () => resolve(isReached ? null : 'not-reached'))
    outgoing.end(body)
  })
}

export type CallKind = 'claim' | 'step-aside' | 'say' | 'note' | 'look'

/** What a call of Baton's is for, told from its wire form. */
export function callKind({ method, path, body }: Passing): CallKind {
  if (method === 'POST' && path.includes('/messages')) return /"private"/.test(body) ? 'note' : 'say'
  if (method === 'PUT') return /"assigned_agent_id":"\s*"/.test(body) ? 'step-aside' : 'claim'
  return 'look'
}
