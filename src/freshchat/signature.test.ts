import { createPublicKey, generateKeyPairSync, sign } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { BadKeyError, freshchatKey } from './key.ts'
import { freshchatSignatureOk } from './signature.ts'

const GOLDEN = resolve(import.meta.dirname, '../../../shared/fixtures/freshchat/signature-golden-2019.json')

function spellings(spki: Buffer): Record<string, string> {
  const base64 = spki.toString('base64')
  const lines = base64.replace(/(.{64})/g, '$1\n').trim()
  const pkcs1 = createPublicKey({ key: spki, format: 'der', type: 'spki' }).export({
    format: 'pem',
    type: 'pkcs1',
  })
  return {
    'one line, as the page shows it': `-----BEGIN RSA PUBLIC KEY----- ${base64} -----END RSA PUBLIC KEY-----`,
    'with real newlines': `-----BEGIN RSA PUBLIC KEY-----\r\n${lines}\r\n-----END RSA PUBLIC KEY-----\r\n`,
    'with literal \\n': `"-----BEGIN RSA PUBLIC KEY-----\\n${lines.replaceAll('\n', '\\n')}\\n-----END RSA PUBLIC KEY-----"`,
    'bare base64': base64,
    'under BEGIN PUBLIC KEY': `-----BEGIN PUBLIC KEY-----\n${lines}\n-----END PUBLIC KEY-----`,
    'true PKCS#1': String(pkcs1),
  }
}

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const SPKI = publicKey.export({ format: 'der', type: 'spki' })

describe.each(Object.entries(spellings(SPKI)))('a key written %s', (_, text) => {
  const key = freshchatKey(text)
  const raw = Buffer.from('{"text":"হাই, wie geht’s?"}')
  const signature = sign('RSA-SHA256', raw, privateKey).toString('base64')

  test('verifies what its owner signed and nothing else', () => {
    expect(freshchatSignatureOk(raw, signature, key)).toBe(true)
    expect(freshchatSignatureOk(Buffer.from(`${raw} `), signature, key)).toBe(false)
    expect(freshchatSignatureOk(raw, sign('RSA-SHA1', raw, privateKey).toString('base64'), key)).toBe(false)
    for (const header of [null, undefined, '', 'AAAA', signature.slice(0, -8), `${signature.slice(4)}AAAA`]) {
      expect(freshchatSignatureOk(raw, header, key)).toBe(false)
    }
  })
})

test.skipIf(!existsSync(GOLDEN))(
  `a real delivery of 2019 verifies in all six spellings (needs ${GOLDEN})`,
  () => {
    const golden = JSON.parse(readFileSync(GOLDEN, 'utf8'))
    const spki = Buffer.from(golden.publicKeyAsShown.replace(/-----[^-]*-----|\s/g, ''), 'base64')
    for (const text of [golden.publicKeyAsShown, ...Object.values(spellings(spki))]) {
      const key = freshchatKey(text)
      expect(freshchatSignatureOk(Buffer.from(golden.body), golden.validSignature, key)).toBe(true)
      expect(freshchatSignatureOk(Buffer.from(golden.body), golden.invalidSignature, key)).toBe(false)
    }
  },
)

const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const short = generateKeyPairSync('rsa', { modulusLength: 512 })

test.each([
  ['nothing', ' ', /empty/],
  ['a sentence', 'my key, sorry', /not a public key/],
  ['half a key', SPKI.toString('base64').slice(0, 200), /not an RSA public key/],
  [
    'an elliptic key',
    String(elliptic.publicKey.export({ format: 'pem', type: 'spki' })),
    /not an RSA public key/,
  ],
  ['a toy key', String(short.publicKey.export({ format: 'pem', type: 'spki' })), /too short/],
  ['a private key', String(privateKey.export({ format: 'pem', type: 'pkcs8' })), /private key/],
  ['a certificate', '-----BEGIN CERTIFICATE-----AAAA-----END CERTIFICATE-----', /certificate/],
  ['a novel', 'A'.repeat(20_000), /too long/],
])('%s is refused with a sentence', (_, text, sentence) => {
  expect(() => freshchatKey(text)).toThrow(BadKeyError)
  expect(() => freshchatKey(text)).toThrow(sentence)
})
