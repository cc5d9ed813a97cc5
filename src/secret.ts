import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'

/** Seals what must not be read at rest: AES-256-GCM, the key's id with each value, so that keys can be rotated. */
export interface Vault {
  /** `context` binds a value to its place: a sealed token copied into another row does not open there. */
  seal(plain: string, context: string): string
  /** Throws when no key in force sealed it, or it was changed. */
  open(sealed: string, context: string): string
  /** A key of its own for another purpose (signing sessions, say), from the first secret. */
  derive(purpose: string): string
}

/** `secrets`: 32 bytes each; the first seals, all open. */
export function createVault(secrets: Buffer[]): Vault {
  const keys = secrets.map((secret) => {
    const key = Buffer.from(hkdfSync('sha256', secret, 'baton', 'vault', 32))
    return { id: createHash('sha256').update(key).digest('hex').slice(0, 8), key }
  })
  const [first] = keys
  const [firstSecret] = secrets
  if (first === undefined || firstSecret === undefined) throw new Error('A vault needs at least one secret')
  return {
    seal(plain, context) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', first.key, nonce).setAAD(Buffer.from(context))
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
      return ['v1', first.id, Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')].join(
        '.',
      )
    },
    open(sealed, context) {
      const [version, id, text] = sealed.split('.')
      const key = keys.find((candidate) => candidate.id === id)?.key
      if (version !== 'v1' || text === undefined || key === undefined) {
        throw new Error('This value was sealed with a secret that is no longer in BATON_SECRET')
      }
      const bytes = Buffer.from(text, 'base64url')
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12)).setAAD(
        Buffer.from(context),
      )
      decipher.setAuthTag(bytes.subarray(12, 28))
      return decipher.update(bytes.subarray(28), undefined, 'utf8') + decipher.final('utf8')
    },
    derive: (purpose) =>
      Buffer.from(hkdfSync('sha256', firstSecret, 'baton', purpose, 32)).toString('base64'),
  }
}

/** What is stored in place of a secret that only has to be recognised. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}
