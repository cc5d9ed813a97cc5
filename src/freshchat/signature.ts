import { type KeyObject, verify } from 'node:crypto'

/** The request header that carries the signature; header names come in any case (reference 12.2). */
export const SIGNATURE_HEADER = 'x-freshchat-signature'

/**
 * Whether `raw` was signed by the owner of `key`: base64 of RSASSA-PKCS1-v1_5 with SHA-256 (reference 12.3).
 * `raw` must be the bytes as they came: text that went through a string and back breaks on non-ASCII.
 */
export function freshchatSignatureOk(
  raw: Uint8Array,
  header: string | null | undefined,
  key: KeyObject,
): boolean {
  if (!header) return false
  const signature = Buffer.from(header.trim().replace(/-/g, '+').replace(/_/g, '/'), 'base64')
  const modulusBits = key.asymmetricKeyDetails?.modulusLength ?? 0
  if (signature.length === 0 || signature.length !== (modulusBits + 7) >> 3) return false
  return verify('RSA-SHA256', raw, key, signature)
}
