import type { AttachmentKind } from '../conversation.ts'
import { list, loose, optionalText, word } from './wire.ts'

/** What a message carries beside its words. Pure; an attachment whose address comes late has none yet. */
export interface Attachment {
  /** Its place among the message's parts; what stands in collections is counted on after the last of these. */
  index: number
  kind: AttachmentKind
  url: string | null
  /** Fit to be shown: no path, nothing invisible, at most 120 characters. */
  name: string | null
  /** As Freshchat says; what the bytes are is another question. */
  contentType: string | null
  sizeBytes: number | null
}

const KINDS = new Map<string, AttachmentKind>([
  ['image', 'image'],
  ['sticker', 'image'],
  ['file', 'file'],
  ['attachment', 'file'],
  ['video', 'video'],
  ['audio', 'audio'],
])
/** Parts that are words, or ask for some. */
const NO_ATTACHMENT = new Set([
  'text',
  'email',
  'url_button',
  'quick_reply_button',
  'callback',
  'reference',
  'attachment_input',
  'text_input',
  'help_text',
])
const DEEPEST = 3
const LONGEST_NAME = 120
const LONGEST_URL = 8_000

/** In the order in which they stand in the message. */
export function attachmentsIn(parts: unknown[]): Attachment[] {
  let next = parts.length
  return parts
    .flatMap((part, place) => opened(part).map((each) => attachmentOf(each, each === part ? place : next++)))
    .filter((attachment) => attachment !== null)
}

const container = loose({
  collection: loose({ sub_parts: list }),
  template_content: loose({ sections: list }),
})
const section = loose({ parts: list })

/** Collections and carousels as the parts that they hold. */
function opened(part: unknown, depth = 0): unknown[] {
  const { collection, template_content } = container.parse(part)
  const inner = [
    ...collection.sub_parts,
    ...template_content.sections.flatMap((each) => section.parse(each).parts),
  ]
  return inner.length === 0 || depth >= DEEPEST ? [part] : inner.flatMap((each) => opened(each, depth + 1))
}

function attachmentOf(part: unknown, index: number): Attachment | null {
  const [key, value] = keyAndValue(part)
  if (key === null || key === 'collection' || key === 'template_content' || NO_ATTACHMENT.has(key))
    return null
  const known = KINDS.get(key)
  const file = fileSchema.parse(value)
  const contentType = cleanType(firstOf(file.content_type, file.contentType, file.file_content_type))
  return {
    index,
    kind: known === undefined ? 'other' : (kindOfType(contentType) ?? known),
    url: cleanUrl(file.url),
    name: cleanName(firstOf(file.name, file.file_name, file.fileName)),
    contentType,
    sizeBytes: firstOf(...[file.file_size_in_bytes, file.fileSizeInBytes, file.file_size].map(sizeOf)),
  }
}

const fileSchema = loose({
  url: optionalText,
  name: optionalText,
  file_name: optionalText,
  fileName: optionalText,
  content_type: word,
  contentType: word,
  file_content_type: word,
})

const twoThousandEighteen = loose({ part_type: word })

/** Each part has one key, and of several the first that names an attachment; in 2018 the kind was a word beside its properties. */
function keyAndValue(part: unknown): [key: string | null, value: unknown] {
  if (typeof part !== 'object' || part === null) return [null, null]
  const { part_type: kind } = twoThousandEighteen.parse(part)
  if (kind !== null) return [kind, 'properties' in part ? part.properties : null]
  const entries = Object.entries(part).filter(([, value]) => typeof value === 'object' && value !== null)
  return entries.find(([key]) => KINDS.has(key)) ?? entries[0] ?? [null, null]
}

/** A photograph sent as a file is a picture, and Freshchat's video part carries sound too. */
function kindOfType(contentType: string | null): AttachmentKind | null {
  const [family] = (contentType ?? '').split('/')
  return family === 'image' || family === 'video' || family === 'audio' ? family : null
}

function cleanType(text: string | null): string | null {
  const [type = ''] = (text ?? '').split(';')
  return /^[a-z0-9.+-]+\/[a-z0-9.+-]+$/.test(type.trim()) ? type.trim() : null
}

function cleanUrl(text: string | null): string | null {
  if (text === null || text.length > LONGEST_URL || !URL.canParse(text)) return null
  return /^https?:$/.test(new URL(text).protocol) ? text : null
}

/** Control characters, and what turns the reading direction or cannot be seen: "gpj.exe" must not read "exe.jpg". */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}]/gu

function cleanName(text: string | null): string | null {
  if (text === null) return null
  const file = (text.split(/[/\\]/).at(-1) ?? '').replace(UNSEEN, '').replace(/\s+/gu, ' ').trim()
  if (/^\.*$/.test(file)) return null
  const letters = [...file]
  if (letters.length <= LONGEST_NAME) return file
  const extension = /\.[a-z0-9]{1,8}$/i.exec(file)?.[0] ?? ''
  return `${letters.slice(0, LONGEST_NAME - extension.length - 1).join('')}…${extension}`
}

function sizeOf(value: unknown): number | null {
  const size = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value
  return typeof size === 'number' && Number.isSafeInteger(size) && size >= 0 ? size : null
}

function firstOf<T>(...values: (T | null)[]): T | null {
  return values.find((value) => value !== null) ?? null
}
