import type { DocumentForm } from './document.ts'
import type { ImportForm } from './import-file.ts'

/** What a file is: as it is said, by its name, and by its own first bytes. */

export type UploadForm = ImportForm | DocumentForm | 'zip'

const TYPES: [RegExp, UploadForm][] = [
  [/\bcsv\b/, 'csv'],
  [/ndjson|jsonl|json-?lines/, 'ndjson'],
  [/^(text\/html|application\/xhtml\+xml)$/, 'html'],
  [/^text\/(x-)?markdown$/, 'markdown'],
  [/^application\/(x-)?pdf$/, 'pdf'],
  [/^application\/(x-)?zip(-compressed)?$/, 'zip'],
]

const NAMES: [RegExp, UploadForm][] = [
  [/\.csv$/i, 'csv'],
  [/\.(ndjson|jsonl)$/i, 'ndjson'],
  [/\.json$/i, 'json'],
  [/\.(html?|xhtml)$/i, 'html'],
  [/\.(md|markdown)$/i, 'markdown'],
  [/\.pdf$/i, 'pdf'],
  [/\.zip$/i, 'zip'],
]

/** By its content type; where that says nothing (a bare curl), by its name or how it begins. null: nobody knows. */
export function formOf(contentType: string, name: string | null, bytes: Uint8Array): UploadForm | null {
  const type = contentType.split(';')[0]?.trim().toLowerCase() ?? ''
  const said = TYPES.find(([pattern]) => pattern.test(type))?.[1]
  if (said !== undefined) return said
  // one object, or one on each line, is sent as JSON too
  const begun = beginning(bytes)
  if (/json/.test(type)) return begun === 'ndjson' ? 'ndjson' : 'json'
  // what is said to be a picture is no article, whatever its name
  if (!/^(|text\/plain|application\/(octet-stream|x-www-form-urlencoded))$/.test(type)) return begun
  return (name === null ? null : formOfName(name)) ?? begun
}

export function formOfName(name: string): UploadForm | null {
  return NAMES.find(([pattern]) => pattern.test(name))?.[1] ?? null
}

function beginning(bytes: Uint8Array): UploadForm | null {
  if (isPdf(bytes)) return 'pdf'
  if (isZip(bytes)) return 'zip'
  const start = new TextDecoder().decode(bytes.subarray(0, 1_024)).trimStart()
  if (start.startsWith('{')) return 'ndjson'
  if (start.startsWith('[')) return 'json'
  return /^<(!doctype html|html|head|body)\b/i.test(start) ? 'html' : null
}

export function isPdf(bytes: Uint8Array): boolean {
  // readers take what stands before it too
  return Buffer.from(bytes.subarray(0, 1_024)).includes('%PDF-')
}

/** With files in it, or with none. */
export function isZip([first, second, third, fourth]: Uint8Array): boolean {
  return first === 0x50 && second === 0x4b && ((third === 3 && fourth === 4) || (third === 5 && fourth === 6))
}

/** Text holds no NUL, but for the kind of two bytes a letter, which says so. */
export function isBinary(bytes: Uint8Array): boolean {
  const [first, second] = bytes
  const isWide = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)
  return !isWide && (isPdf(bytes.subarray(0, 8)) || isZip(bytes) || bytes.subarray(0, 8_192).includes(0))
}
