import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'

/** Seals what must not be read at rest: AES-256-GCM, the key's id with each value, so that keys can be rotated. */
export interface Vault {
  /** `context` binds a value to its place: a sealed token copied into another row does not open there. */
  seal(plain: string, context: string): string
  /** Throws SecretLost when no key in force sealed it, another error when it was changed or stands elsewhere. */
  open(sealed: string, context: string): string
  /** Whether the first secret sealed it, and whether any secret in force did. */
  isCurrent(sealed: string): boolean
  knowsKeyOf(sealed: string): boolean
  /** A key of its own for another purpose (signing sessions, say), from the first secret. */
  derive(purpose: string): string
  /** The same from each secret in force, the first one first: what an older one signed is good still. */
  deriveAll(purpose: string): string[]
}

/** Sealed with a secret that is no longer in BATON_SECRET. */
export class SecretLost extends Error {
  override name = 'SecretLost'
}

const NONCE_BYTES = 12
const TAG_BYTES = 16

/** `secrets`: 32 bytes each; the first seals, all open. */
export function createVault(secrets: Buffer[]): Vault {
  const keys = secrets.map((secret) => {
    const key = Buffer.from(hkdfSync('sha256', secret, 'baton', 'vault', 32))
    return { id: createHash('sha256').update(key).digest('hex').slice(0, 8), key }
  })
  const [first] = keys
  if (first === undefined) throw new Error('A vault needs at least one secret')
  const keyOf = (sealed: string) => {
    const parts = sealed.split('.')
    const [version, id, text] = parts
    if (parts.length !== 3 || version !== 'v1' || text === undefined)
      throw new Error('This is no sealed value')
    return {
      key: keys.find((candidate) => candidate.id === id) ?? null,
      bytes: Buffer.from(text, 'base64url'),
    }
  }
  // every signed-in request asks for one
  const derived = new Map<string, string[]>()
  const deriveAll = (purpose: string) => {
    const known =
      derived.get(purpose) ??
      secrets.map((secret) =>
        Buffer.from(hkdfSync('sha256', secret, 'baton', purpose, 32)).toString('base64'),
      )
    derived.set(purpose, known)
    return known
  }
  return {
    seal(plain, context) {
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv('aes-256-gcm', first.key, nonce).setAAD(Buffer.from(context))
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
      const bytes = Buffer.concat([nonce, cipher.getAuthTag(), body])
      return ['v1', first.id, bytes.toString('base64url')].join('.')
    },
    open(sealed, context) {
      const { key, bytes } = keyOf(sealed)
      if (key === null)
        throw new SecretLost('This was sealed with a secret that is no longer in BATON_SECRET')
      if (bytes.length < NONCE_BYTES + TAG_BYTES) throw new Error('This sealed value was cut short')
      const decipher = createDecipheriv('aes-256-gcm', key.key, bytes.subarray(0, NONCE_BYTES), {
        authTagLength: TAG_BYTES,
      })
      decipher.setAAD(Buffer.from(context))
      decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
      return (
        decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
      )
    },
    isCurrent: (sealed) => keyOf(sealed).key === first,
    knowsKeyOf: (sealed) => keyOf(sealed).key !== null,
    derive: (purpose) => deriveAll(purpose)[0] ?? '',
    deriveAll,
  }
}

/** What is stored in place of a secret that only has to be recognised. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}
