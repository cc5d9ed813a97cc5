import { readingOf } from './reading.ts'
import { UnreadableFile } from './unreadable-file.ts'

/** What an HTML page says and where it leads. */
export interface Page {
  /** Empty where it has none. */
  title: string
  /** ISO 639, as the page itself says; null: it does not. */
  language: string | null
  /** The main content, without what stands on every page. */
  markdown: string
  /** Absolute http(s) addresses of the whole page, without their fragments, each once. */
  links: string[]
  canonical: string | null
  /** What the page asks of robots. */
  noIndex: boolean
  noFollow: boolean
}

/** Longer pages are lists of data. */
const MOST_CHARACTERS = 10_000_000

/**
 * `url`: where the page stands; null leaves relative links out. Throws UnreadableFile for what no reader gets through in its time and
 * memory: whatever the page is, it is read beside the server's own thread.
 */
export async function readHtml(html: string, url: string | null): Promise<Page> {
  if (html.length > MOST_CHARACTERS) throw new UnreadableFile('The page is too large: 10 MB are the most.')
  return readingOf({ kind: 'html', html, url })
}

/** So far a page's own word about its characters is looked for, as browsers do (they look through 1,024 bytes). */
const HEAD_BYTES = 4_096

/** Text of a page or a file: by its byte order mark, by what the content type says, by what the page says, else UTF-8. */
export function decodeHtml(bytes: Uint8Array, contentType: string | null): string {
  const names = [markOf(bytes), charsetIn(contentType ?? ''), charsetSaid(bytes), 'utf-8']
  for (const name of names) {
    const decoder = name === null ? null : decoderOf(name)
    if (decoder !== null) return decoder.decode(bytes)
  }
  return ''
}

function markOf([first, second, third]: Uint8Array): string | null {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  return first === 0xff && second === 0xfe ? 'utf-16le' : null
}

function charsetIn(text: string): string | null {
  return /charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{1,40})/i.exec(text)?.[1] ?? null
}

function charsetSaid(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, HEAD_BYTES)).toString(
    'latin1',
  )
  const tag = /<meta\b[^>]{0,500}charset[^>]{0,100}|<\?xml[^>]{0,200}encoding[^>]{0,60}/i.exec(head)?.[0]
  if (tag === undefined) return null
  const name = charsetIn(tag.replace(/encoding/i, 'charset'))
  // a page that could say so in letters is none of these
  return name !== null && /^utf-?16/i.test(name) ? 'utf-8' : name
}

/** null for a name that nobody knows. */
function decoderOf(name: string): InstanceType<typeof TextDecoder> | null {
  try {
    return new TextDecoder(name)
  } catch {
    return null
  }
}
