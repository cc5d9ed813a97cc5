import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { z } from 'zod'
import { CommandFault } from './ask-server.ts'

/**
 * The file of an export: gzip of one JSON value a line. First what it is; then each table, `{"table", "columns"}`, its rows as lists,
 * `{"end", "rows", "sum"}`; then the sequences; then how much it was. A file without that last line is not whole.
 */

export const FORMAT = 1

const headerSchema = z.object({
  baton: z.literal('export'),
  format: z.number(),
  version: z.string(),
  /** The last one that had run. */
  migration: z.string(),
  exportedAt: z.string(),
  /** Ids of the keys that something in it is sealed with. */
  keys: z.array(z.string()),
})

const lineSchema = z.union([
  z.object({ table: z.string(), columns: z.array(z.string()).min(1) }),
  z.object({ end: z.string(), rows: z.number(), sum: z.string() }),
  z.object({ sequence: z.string(), value: z.string().regex(/^\d+$/), isCalled: z.boolean() }),
  z.object({ tables: z.number(), rows: z.number() }),
])

export type Header = z.infer<typeof headerSchema>
/** A row comes with the text that it was, which is what is counted and stored. */
export type Line = z.infer<typeof lineSchema> | { row: (string | null)[]; text: string }

const rowSchema = z.array(z.string().nullable())

/** Sums rows however they are ordered: what store/import.ts computes of a table. */
export function rowSum(texts: Iterable<string>): bigint {
  let sum = 0n
  for (const text of texts) sum += BigInt(`0x${createHash('sha256').update(text).digest('hex').slice(0, 15)}`)
  return sum
}

/** Written beside and moved into place when it is whole, readable by its owner only. Throws CommandFault where there is such a file. */
export async function writeFileOf(
  path: string,
  write: (line: (text: string) => Promise<void>) => Promise<void>,
) {
  // the name is taken first, so that two who export there do not write over each other
  const file = await open(path, 'wx', 0o600).catch((fault: NodeJS.ErrnoException) => {
    if (fault.code === 'EEXIST') throw new CommandFault(`${path} is there already.`, 'Name another file.')
    throw new CommandFault(
      `${path} cannot be written (${fault.code}).`,
      'Name a file in a folder that you may write to.',
    )
  })
  await file.close()
  const beside = `${path}.part`
  try {
    const gzip = createGzip()
    const stream = createWriteStream(beside, { mode: 0o600, flush: true })
    const written = pipeline(gzip, stream)
    // a full disk ends it here, also while we wait for room
    const failed = written.then(() => new Promise<never>(() => {}))
    failed.catch(() => {})
    await write(async (text) => {
      if (!gzip.write(`${text}\n`)) await Promise.race([once(gzip, 'drain'), failed])
    })
    gzip.end()
    await written
    await rename(beside, path)
  } catch (fault) {
    await rm(beside, { force: true })
    await rm(path, { force: true })
    throw fault
  }
}

export interface OpenFile {
  header: Header
  /** The rest, once. Ends with CommandFault where the file is not whole. */
  lines(): AsyncGenerator<Line>
  close(): void
}

/** Throws CommandFault for what is no export. */
export async function openFileOf(path: string): Promise<OpenFile> {
  const file = createReadStream(path)
  const gunzip = createGunzip().setEncoding('utf8')
  file.on('error', (fault) => gunzip.destroy(fault))
  file.pipe(gunzip)
  const texts = textsOf(path, gunzip)
  const close = () => {
    file.destroy()
    gunzip.destroy()
  }
  try {
    const first = await texts.next()
    const header = headerSchema.safeParse(parsed(first.value ?? ''))
    if (!header.success) throw noExport(path)
    return { header: header.data, lines: () => linesOf(path, texts), close }
  } catch (fault) {
    close()
    throw fault
  }
}

/** Without the ends of lines. */
async function* textsOf(path: string, chunks: AsyncIterable<string>): AsyncGenerator<string, undefined> {
  // a line may be of many chunks: only those that end one are looked into twice
  let begun: string[] = []
  try {
    for await (const chunk of chunks) {
      const pieces = chunk.split('\n')
      for (const piece of pieces.slice(0, -1)) {
        yield begun.join('') + piece
        begun = []
      }
      begun.push(pieces.at(-1) ?? '')
    }
  } catch (fault) {
    throw faultOf(path, fault)
  }
}

async function* linesOf(path: string, texts: AsyncIterable<string>): AsyncGenerator<Line> {
  let last: Line | null = null
  for await (const text of texts) {
    // something follows what says that it is all
    if (last !== null) throw damaged(path)
    const value = parsed(text)
    const row = rowSchema.safeParse(value)
    if (row.success) {
      yield { row: row.data, text }
      continue
    }
    const line = lineSchema.safeParse(value)
    if (!line.success) throw damaged(path)
    if ('tables' in line.data) last = line.data
    else yield line.data
  }
  if (last === null) throw cutShort(path)
  // only now gzip has found its own sum right
  yield last
}

export function damaged(path: string): CommandFault {
  return new CommandFault(
    `${path} is damaged, or no export of Baton’s.`,
    'Copy or export it again. Nothing was imported.',
  )
}

function noExport(path: string): CommandFault {
  return new CommandFault(`${path} is no export of Baton’s.`, 'Name a file that baton export wrote.')
}

function cutShort(path: string): CommandFault {
  return new CommandFault(
    `${path} is not whole: its end is missing.`,
    'Copy or export it again. Nothing was imported.',
  )
}

function faultOf(path: string, fault: unknown): unknown {
  const code = fault instanceof Error && 'code' in fault ? String(fault.code) : ''
  if (code === 'Z_BUF_ERROR') return cutShort(path)
  if (code === 'Z_DATA_ERROR') return damaged(path)
  if (code === '') return fault
  return new CommandFault(`${path} cannot be read (${code}).`, 'Name a file that baton export wrote.')
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
