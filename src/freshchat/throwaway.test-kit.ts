import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Clock } from '../clock.ts'
import { createFreshchat, type Freshchat } from './client.ts'
import { FreshchatError } from './error.ts'
import { createRate, memoryRateStore } from './rate-queue.ts'
import type { FreshchatOptions } from './request.ts'

/** For the tests beside it: a Freshchat of a few lines on loopback, and a client with a clock of its own. */

export const TOKEN = 'eyJraWQiOiJjdXN0b20tb2F1dGgta2V5aWQ'
export const NOW = new Date('2026-11-26T10:00:00Z')
export const NOW_SECONDS = NOW.getTime() / 1000
export const READ = { priority: 'read' } as const
export const SEND = { priority: 'send', agentId: 'ai', text: 'Hello', private: false } as const

export interface Seen {
  method: string
  path: string
  query: URLSearchParams
  body: Record<string, string>
  authorization: string | undefined
}
export type Reply =
  | { status?: number; json?: unknown; raw?: string; headers?: Record<string, string> }
  /** never answers; closes the connection after the request was read; closes it in the middle of the answer */
  | 'hang'
  | 'lost'
  | 'cut'

/** A throw-away Freshchat on loopback that answers what the test says. */
export async function freshchat(
  answer: (seen: Seen, count: number) => Reply,
  options: Partial<FreshchatOptions> = {},
) {
  const seen: Seen[] = []
  const server = createServer(async (request, response) => {
    const one = await readRequest(request)
    seen.push(one)
    reply(response, answer(one, seen.length))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // listening on TCP, the address is never a pipe's name
  const { port } = server.address() as AddressInfo
  const waits: number[] = []
  let now = NOW.getTime()
  const clock: Clock = {
    now: () => new Date(now),
    async wait(ms, signal) {
      signal?.throwIfAborted()
      waits.push(ms)
      now += ms
    },
  }
  const url = `http://127.0.0.1:${port}`
  const client: Freshchat = createFreshchat({
    baseUrl: url,
    token: `Bearer ${TOKEN}\n`,
    defaultAgentId: 'ai',
    rate: createRate(memoryRateStore(), clock, { random: () => 0 }),
    clock,
    fetch,
    ...options,
  })
  const close = async () => {
    server.closeAllConnections()
    if (server.listening) await new Promise((resolve) => server.close(resolve))
  }
  return { client, seen, waits, url, close, [Symbol.asyncDispose]: close }
}

async function readRequest(request: IncomingMessage): Promise<Seen> {
  let body = ''
  for await (const chunk of request) body += chunk
  const url = new URL(request.url ?? '', 'http://localhost')
  return {
    method: request.method ?? '',
    path: url.pathname,
    query: url.searchParams,
    body: body === '' ? {} : JSON.parse(body),
    authorization: request.headers.authorization,
  }
}

function reply(response: ServerResponse, answer: Reply): void {
  if (answer === 'hang') return
  if (answer === 'lost') return void response.socket?.destroy()
  if (answer === 'cut') {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' })
    response.write('{"id":')
    return void setImmediate(() => response.socket?.destroy())
  }
  const { status = 200, json, raw = '', headers = {} } = answer
  const type = json === undefined ? 'text/html; charset=utf-8' : 'application/json;charset=UTF-8'
  response.writeHead(status, { 'content-type': type, ...headers })
  response.end(json === undefined ? raw : JSON.stringify(json))
}

export async function failure(call: Promise<unknown>): Promise<FreshchatError> {
  const fault: unknown = await call.then(
    () => new Error('it succeeded'),
    (reason: unknown) => reason,
  )
  if (fault instanceof FreshchatError) return fault
  throw fault
}

export const said = (id: string, text = id, more: object = {}) => ({
  id,
  conversation_id: 'c1',
  actor_type: 'user',
  actor_id: 'ada',
  message_type: 'normal',
  message_parts: [{ text: { content: text } }],
  created_time: '2026-11-26T09:00:00.000Z',
  ...more,
})
export const state = (agent: string | null, group: string | null, status = 'new') => ({
  conversation_id: 'c1',
  status,
  ...(agent === null ? {} : { assigned_agent_id: agent }),
  assigned_group_id: group ?? '',
})
