import { type DocumentForm, readDocument } from './document.ts'
import type { Skipped } from './import-entry.ts'
import { type ImportForm, readImport } from './import-file.ts'
import type { ImportEntry } from './ingest.ts'
import { UnreadableFile } from './unreadable-file.ts'
import { formOfName, isBinary, isPdf, isZip, type UploadForm } from './upload-form.ts'
import { unpacked } from './zip.ts'

/** Whatever a team imports in one request: rows, a document, or a zip of both. */

export interface Upload {
  form: UploadForm
  bytes: Uint8Array
  /** Of the file; null: nobody said. */
  name: string | null
  contentType: string | null
}

export interface Readable {
  entries: ImportEntry[]
  skipped: Skipped[]
}

/** So many files of one zip may take more than there is; after them it is taken to be made for that. */
const MOST_GIVEN_UP = 5

/** Throws UnreadableFile when nothing of it can be read. */
export async function readUpload({ form, bytes, name, contentType }: Upload): Promise<Readable> {
  if (bytes.length === 0) throw new UnreadableFile('The body is empty.')
  return form === 'zip' ? readZip(bytes) : readOne(form, { bytes, path: name, contentType })
}

async function readOne(
  form: Exclude<UploadForm, 'zip'>,
  file: { bytes: Uint8Array; path: string | null; contentType: string | null },
): Promise<Readable> {
  const { bytes } = file
  if (form === 'pdf' ? !isPdf(bytes) : isBinary(bytes)) throw new UnreadableFile(NOT_WHAT_IT_SAYS[form])
  if (!isDocument(form)) return readImport(form, new TextDecoder().decode(bytes))
  const read = await readDocument(form, file)
  return 'reason' in read ? { entries: [], skipped: [read] } : { entries: [read], skipped: [] }
}

const NOT_WHAT_IT_SAYS: Record<Exclude<UploadForm, 'zip'>, string> = {
  pdf: 'This is no PDF, whatever its name says.',
  html: 'This is no HTML, whatever its name says.',
  markdown: 'This is no Markdown, whatever its name says.',
  csv: 'This is no CSV, whatever its name says.',
  ndjson: 'This is no NDJSON, whatever its name says.',
  json: 'This is no JSON, whatever its name says.',
}

function isDocument(form: ImportForm | DocumentForm): form is DocumentForm {
  return form === 'html' || form === 'markdown' || form === 'pdf'
}

async function readZip(bytes: Uint8Array): Promise<Readable> {
  if (!isZip(bytes)) throw new UnreadableFile('This is no zip, whatever its name says.')
  const all: Readable = { entries: [], skipped: [] }
  const leaveOut = (file: string, reason: string) => void all.skipped.push({ line: 0, reason, file })
  let givenUp = 0
  for await (const file of unpacked(bytes, formInZip)) {
    if ('reason' in file) leaveOut(file.path, file.reason)
    else if (givenUp >= MOST_GIVEN_UP) leaveOut(file.path, 'Too many files before it took too long to read.')
    else
      try {
        const { entries, skipped } = await readOne(file.form, { ...file, contentType: null })
        all.entries.push(...entries)
        all.skipped.push(...skipped.map((each) => ({ ...each, file: file.path })))
      } catch (error) {
        if (!(error instanceof UnreadableFile)) throw error
        if (error.tookTooMuch) givenUp += 1
        leaveOut(file.path, error.message)
      }
  }
  return all
}

/** JSON in a folder of texts is how programs are set up. */
function formInZip(path: string): Exclude<UploadForm, 'zip' | 'json'> | null {
  const form = formOfName(path)
  return form === 'zip' || form === 'json' ? null : form
}
