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

export function api<T>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  return answerOf<T>(path, {
    method,
    ...(signal === undefined ? {} : { signal }),
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  })
}

/** What is no JSON: a file as it is. */
export function send<T>(path: string, body: Blob, type: string): Promise<T> {
  return answerOf<T>(path, { method: 'POST', body, headers: { 'content-type': type } })
}

async function answerOf<T>(path: string, request: RequestInit): Promise<T> {
  const response = await fetch(path, request).catch((fault: unknown) => {
    if (request.signal?.aborted) throw fault
    throw new Refused(0, {})
  })
  const text = await response.text()
  if (!response.ok) throw new Refused(response.status, errorIn(text))
  return (text === '' ? undefined : JSON.parse(text)) as T // each caller names what its route answers
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
