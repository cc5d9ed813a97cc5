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

/** What the server refused, in its own words: `field` names the input that it is about. */
export class Refused extends Error {
  override name = 'Refused'
  readonly status: number
  readonly code: string
  readonly field: string | null
  constructor(status: number, error: { code?: string; message?: string; field?: string }) {
    super(error.message ?? `The server answered ${status}.`)
    this.status = status
    this.code = error.code ?? ''
    this.field = error.field ?? null
  }
}

export async function api<T>(method: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(path, {
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  }).catch(() => {
    throw new Refused(0, { message: 'Baton cannot be reached. Is it running?' })
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

export const get = <T>(path: string): Promise<T> => api<T>('GET', path)
