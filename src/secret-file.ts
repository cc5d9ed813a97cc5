import { randomBytes } from 'node:crypto'
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ConfigError, secretFromBase64 } from './config.ts'

/** The secret of an embedded install: `BATON_DATA/secret`, made at first start, readable by its owner only. */
export async function keptSecret(dataDir: string): Promise<Buffer> {
  const file = join(dataDir, 'secret')
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  try {
    // wx: two starts at once must not make two secrets, the loser reads the winner's
    await writeFile(file, `${randomBytes(32).toString('base64')}\n`, { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  await chmod(file, 0o600)
  const secret = await secretIn(dataDir)
  if (secret === null) {
    throw new ConfigError([
      `${file} does not hold 32 bytes as base64. Put the secret of this data back: without it stored tokens cannot be read.`,
    ])
  }
  return secret
}

/** The secret that is kept there, for whoever only reads: null when it is none. Rejects when there is no such file. */
export async function secretIn(dataDir: string): Promise<Buffer | null> {
  return secretFromBase64((await readFile(join(dataDir, 'secret'), 'utf8')).trim())
}
