import type { z } from 'zod'
import type { messageSchema, sessionSchema, turnSchema } from '../../src/http/present.ts'
import type { connectionSchema } from '../../src/http/present-connection.ts'

export type Session = z.infer<typeof sessionSchema>
export type Message = z.infer<typeof messageSchema>
export type Turn = z.infer<typeof turnSchema>
export type Connection = z.infer<typeof connectionSchema>
export interface Page<T> {
  items: T[]
  next: string | null
}
export interface Me {
  member: { id: string; email: string; name: string; role: 'viewer' | 'agent' | 'admin' | 'owner' }
  organization: { id: string; name: string }
}

/** What the server refused, in its own words: `field` names the input that it is about. Status 0 without a word: it could not be reached. */
export class Refused extends Error {
  override name = 'Refused'
  readonly status: number
  readonly code: string
  readonly field: string | null
  constructor(status: number, error: { code?: string; message?: string; field?: string }) {
    super(error.message ?? '')
    this.status = status
    this.code = error.code ?? ''
    this.field = error.field ?? null
  }
}

/** What was answered, with the ETag that names the state it shows. */
export interface Tagged<T> {
  body: T
  tag: string
}

export function api<T>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  return bodyOf<T>(path, {
    method,
    ...(signal === undefined ? {} : { signal }),
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  })
}

/** `ifStill`: done only while things stand as that tag says. */
export function apiWithTag<T>(
  method: string,
  path: string,
  body?: unknown,
  ifStill?: string,
): Promise<Tagged<T>> {
  return answerOf<T>(path, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(ifStill === undefined ? {} : { 'if-match': ifStill }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
}

/** The same, for what takes its time: each line but the last says how far it is, the last is the answer. Nothing: it broke off. */
export async function hear<Progress, Answer>(
  path: string,
  body: Blob,
  type: string,
  tell: (progress: Progress) => void,
): Promise<Answer> {
  const headers = { 'content-type': type, accept: 'application/x-ndjson' }
  const response = await fetch(path, { method: 'POST', body, headers }).catch(() => null)
  if (response === null) throw new Refused(0, {})
  if (!response.ok) throw new Refused(response.status, errorIn(await response.text()))
  let last: string | null = null
  for await (const line of linesOf(response)) {
    if (last !== null) tell(JSON.parse(last) as Progress) // each caller names what its route tells
    last = line
  }
  const answer = last === null ? {} : JSON.parse(last)
  if ('error' in answer) throw new Refused(500, answer.error)
  if (last === null || 'done' in answer) throw new Refused(0, { code: 'broke_off' })
  return answer as Answer // as above
}

/** Whole lines only; what breaks off in the middle of one is left out. */
async function* linesOf({ body }: Response): AsyncGenerator<string> {
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  for (;;) {
    const read = await reader?.read().catch(() => null)
    if (!read?.value) return
    const lines = (rest + read.value).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
}

/** What is no JSON: a file as it is. */
export function send<T>(path: string, body: Blob, type: string): Promise<T> {
  return bodyOf<T>(path, { method: 'POST', body, headers: { 'content-type': type } })
}

async function bodyOf<T>(path: string, request: RequestInit): Promise<T> {
  return (await answerOf<T>(path, request)).body
}

async function answerOf<T>(path: string, request: RequestInit): Promise<Tagged<T>> {
  const response = await fetch(path, request).catch((fault: unknown) => {
    if (request.signal?.aborted) throw fault
    throw new Refused(0, {})
  })
  const text = await response.text().catch(() => null)
  if (text === null) throw new Refused(0, {})
  if (!response.ok) throw new Refused(response.status, errorIn(text))
  return { body: bodyIn<T>(text), tag: response.headers.get('etag') ?? '' }
}

/** What is no JSON was said by somebody in between. Each caller names what its route answers. */
function bodyIn<T>(text: string): T {
  if (text === '') return undefined as T
  try {
    return JSON.parse(text) as T
  } catch {
    throw new Refused(0, {})
  }
}

function errorIn(text: string): { code?: string; message?: string; field?: string } {
  try {
    return JSON.parse(text).error ?? {}
  } catch {
    return {}
  }
}

export const get = <T>(path: string, signal?: AbortSignal): Promise<T> =>
  api<T>('GET', path, undefined, signal)
