import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The account's webhook key: RSASSA-PKCS1-v1_5 with SHA-256 over the raw body, in standard base64 (12.3). */
export interface SigningKey {
  sign(body: string): string
  /** One line, as Freshchat shows it: the header says PKCS#1, the DER inside is SPKI (12.3). */
  publicKey(): string
  /** Makes a new pair; the old one is gone. */
  renew(): void
}

export function openKey(dataDir: string | null): SigningKey {
  const folder = dataDir === null ? null : join(dataDir, 'sandbox')
  const file = folder === null ? null : join(folder, 'webhook-key.pem')

  const make = (): KeyObject => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    if (folder !== null && file !== null) {
      mkdirSync(folder, { recursive: true })
      writeFileSync(`${file}.new`, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 })
      chmodSync(`${file}.new`, 0o600)
      renameSync(`${file}.new`, file)
    }
    return privateKey
  }

  let key = file !== null && existsSync(file) ? createPrivateKey(readFileSync(file)) : make()
  return {
    sign: (body) => sign('RSA-SHA256', Buffer.from(body), key).toString('base64'),
    publicKey() {
      const der = createPublicKey(key).export({ type: 'spki', format: 'der' })
      return `-----BEGIN RSA PUBLIC KEY----- ${der.toString('base64')} -----END RSA PUBLIC KEY-----`
    },
    renew() {
      key = make()
    },
  }
}
