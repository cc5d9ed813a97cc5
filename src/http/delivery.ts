import type { KeyObject } from 'node:crypto'
import type { Connection } from '../connection.ts'
import { freshchatKey } from '../freshchat/key.ts'
import { freshchatSignatureOk } from '../freshchat/signature.ts'
import { keeping } from '../keeping.ts'
import { ApiError } from './error.ts'

/** The bytes of one delivery: whether they are Freshchat's, and what they say. */

/** Without a saved key nothing is checked: the secret in the address is all there is. */
export function isSigned(connection: Connection, body: Uint8Array, signature: string | undefined): boolean {
  const { publicKey } = connection
  if (publicKey === null) return true
  const key = keys(publicKey, () => freshchatKey(publicKey))
  return freshchatSignatureOk(body, signature, key)
}

const MOST_KEYS = 1_000
/** Reading a key costs as much as seven signatures (measured): each is read once. */
const keys = keeping<KeyObject>(MOST_KEYS)

export function jsonObject(body: Uint8Array): object {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  } catch {
    // not JSON, or not UTF-8
  }
  throw new ApiError(400, 'not_json', 'The body is not a JSON object.')
}
