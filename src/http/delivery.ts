import type { KeyObject } from 'node:crypto'
import type { Connection } from '../connection.ts'
import { freshchatKey } from '../freshchat/key.ts'
import { freshchatSignatureOk } from '../freshchat/signature.ts'
import { ApiError } from './error.ts'

/** The bytes of one delivery: whether they are Freshchat's, and what they say. */

/** Without a saved key nothing is checked: the secret in the address is all there is. */
export function isSigned(connection: Connection, body: Uint8Array, signature: string | undefined): boolean {
  if (connection.publicKey === null) return true
  return freshchatSignatureOk(body, signature, keyOf(connection.publicKey))
}

const MOST_KEYS = 1_000
const keys = new Map<string, KeyObject>()

/** Reading a key costs as much as seven signatures (measured): each is read once. */
function keyOf(text: string): KeyObject {
  const known = keys.get(text)
  if (known !== undefined) return known
  if (keys.size >= MOST_KEYS) keys.clear()
  const key = freshchatKey(text)
  keys.set(text, key)
  return key
}

export function jsonObject(body: Uint8Array): object {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  } catch {
    // not JSON, or not UTF-8
  }
  throw new ApiError(400, 'not_json', 'The body is not a JSON object.')
}
