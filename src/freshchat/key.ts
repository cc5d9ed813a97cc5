import { createPublicKey, type KeyObject } from 'node:crypto'

/** The message is a sentence for the admin who pasted the key. */
export class BadKeyError extends Error {
  override name = 'BadKeyError'
}

const LONGEST_KEY = 10_000
const SHORTEST_MODULUS = 1024

/**
 * The key that Freshchat's webhook page shows. Its header says PKCS#1 while the DER inside is SPKI, so Node
 * refuses it as it stands (reference 12.3); header, line breaks, literal `\n` and quotes are dropped and the
 * bytes are tried as both. Throws BadKeyError.
 */
export function freshchatKey(text: string): KeyObject {
  if (text.trim() === '') throw new BadKeyError('The public key is empty.')
  if (text.length > LONGEST_KEY)
    throw new BadKeyError('This is too long to be the public key of one webhook.')
  if (/PRIVATE KEY/.test(text)) {
    throw new BadKeyError(
      'This is a private key. Paste the public key that Freshchat’s webhook page shows, and treat the private one as leaked.',
    )
  }
  if (/CERTIFICATE/.test(text)) {
    throw new BadKeyError('This is a certificate. Paste the public key that Freshchat’s webhook page shows.')
  }

  const base64 = text
    .replace(/\\[rn]/g, '')
    .replace(/-----[^-]*-----/g, '')
    .replace(/["'\s]/g, '')
  if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(base64)) {
    throw new BadKeyError(
      'This is not a public key: copy the whole text, from BEGIN to END, from Freshchat’s webhook page.',
    )
  }

  const key = rsaKey(Buffer.from(base64, 'base64'))
  if (key === null) {
    throw new BadKeyError(
      'This is not an RSA public key: copy the whole text, from BEGIN to END, from Freshchat’s webhook page.',
    )
  }
  if ((key.asymmetricKeyDetails?.modulusLength ?? 0) < SHORTEST_MODULUS) {
    throw new BadKeyError('This RSA key is too short to be Freshchat’s.')
  }
  return key
}

function rsaKey(der: Buffer): KeyObject | null {
  for (const type of ['spki', 'pkcs1'] as const) {
    try {
      const key = createPublicKey({ key: der, format: 'der', type })
      if (key.asymmetricKeyType === 'rsa') return key
    } catch {
      // not this encoding
    }
  }
  return null
}
