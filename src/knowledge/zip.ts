import { type Entry, fromBufferPromise, getFileNameLowLevel, validateFileName, type ZipFile } from 'yauzl'
import { UnreadableFile } from './unreadable-file.ts'

/** What a zip holds, one file after the other, in memory only: nothing is written anywhere, whatever its names say. */
export type Packed<F> = { path: string; form: F; bytes: Uint8Array } | { path: string; reason: string }

const MIB = 1024 * 1024
const MOST_FILES = 2_000
const MOST_BYTES = 100 * MIB
const MOST_OF_ONE = 10 * MIB
/** Text packs to a fifth or a tenth. What packs tighter, and is not small, was made to be unpacked by somebody else. */
const TIGHTEST = 100
const SMALL = MIB

const NO_ZIP = 'It is broken, or no zip.'
const TOO_MANY = 'The zip holds more than 2,000 files. Split it.'
const TOO_MUCH = 'The zip unpacks to more than 100 MB. Split it.'

/** `formOf`: what a file of this name is; null: of no use, and not unpacked. Throws UnreadableFile for the zip as a whole. */
export async function* unpacked<F>(
  bytes: Uint8Array,
  formOf: (path: string) => F | null,
): AsyncGenerator<Packed<F>> {
  const zip = await opened(bytes)
  if (zip.entryCount > MOST_FILES) throw new UnreadableFile(TOO_MANY)
  // counted as it comes: what a zip says of itself is not to be believed
  const total = { bytes: 0 }
  for (const entry of await entriesOf(zip)) {
    const path = pathOf(entry)
    if (isHousekeeping(path)) continue
    const form = formOf(path)
    const reason = reasonNotTo(entry, path) ?? (form === null ? 'This kind of file is not read.' : null)
    const got = reason === null ? await unpack(zip, entry, total) : { reason }
    if ('reason' in got) yield { path: shown(path), reason: got.reason }
    else if (form !== null) yield { path, form, bytes: got.bytes }
  }
}

async function opened(bytes: Uint8Array): Promise<ZipFile> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    // names are looked at here: one that leads out of the zip leaves out that file, not all of them
    return await fromBufferPromise(buffer, { lazyEntries: true, decodeStrings: false })
  } catch {
    throw new UnreadableFile(NO_ZIP)
  }
}

async function entriesOf(zip: ZipFile): Promise<Entry[]> {
  const entries: Entry[] = []
  try {
    for await (const entry of zip.eachEntry()) entries.push(entry)
  } catch {
    throw new UnreadableFile(NO_ZIP)
  }
  return entries
}

function pathOf({ generalPurposeBitFlag, fileNameRaw, extraFields }: Entry): string {
  return getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, true)
}

/** Folders, and what systems leave in them. */
function isHousekeeping(path: string): boolean {
  return /\/$|(^|\/)(__MACOSX\/|\.DS_Store$|\.git\/|Thumbs\.db$|desktop\.ini$|\._[^/]*$)/.test(path)
}

const FILE_KIND = 0o170000
const SYMLINK = 0o120000

function reasonNotTo(entry: Entry, path: string): string | null {
  if (path.includes('\0') || validateFileName(path) !== null) return 'Its name leads out of the zip.'
  if (path.length > 500) return 'Its name is too long.'
  if (((entry.externalFileAttributes >>> 16) & FILE_KIND) === SYMLINK) return 'It is a link, and no file.'
  if (entry.isEncrypted()) return 'It is protected by a password. Pack it without one.'
  if (/\.(zip|jar|gz|tgz|bz2|xz|7z|rar|tar)$/i.test(path)) return 'It is packed once more. Unpack it first.'
  return entry.canDecodeFileData() ? null : 'It is packed in a way that is not read.'
}

async function unpack(
  zip: ZipFile,
  entry: Entry,
  total: { bytes: number },
): Promise<{ bytes: Uint8Array } | { reason: string }> {
  const pieces: Buffer[] = []
  let size = 0
  try {
    for await (const piece of await zip.openReadStreamPromise(entry)) {
      size += piece.length
      total.bytes += piece.length
      if (total.bytes > MOST_BYTES) throw new UnreadableFile(TOO_MUCH)
      if (size > MOST_OF_ONE) return { reason: 'It is too large: at most 10 MB are read of one file.' }
      if (size > SMALL && size > entry.compressedSize * TIGHTEST)
        return { reason: 'It unpacks to far more than any text does.' }
      pieces.push(piece)
    }
  } catch (error) {
    if (error instanceof UnreadableFile) throw error
    return { reason: 'It is broken and cannot be unpacked.' }
  }
  return { bytes: Buffer.concat(pieces) }
}

/** A name as it may stand in a list. */
function shown(path: string): string {
  return path.replace(/\p{C}/gu, '\ufffd').slice(0, 200)
}
