import { parse } from 'yaml'
import { UnreadableFile } from './unreadable-file.ts'

/** What stands above a Markdown file, between two lines of dashes. */
export interface FrontMatter {
  title: unknown
  url: unknown
  phrasings: unknown
  visibility: 'public' | 'internal'
  state: 'published' | 'draft'
}

const MOST_CHARACTERS = 64_000
const FRONT = /^---[ \t]*\n([\s\S]*?)\n?---[ \t]*(?:\n|$)/

/** The words of the article's fields, as they stand there: whoever makes an article of them checks them. */
export function frontMatterOf(text: string): { front: FrontMatter; body: string } {
  const [whole = '', front = ''] = FRONT.exec(text) ?? []
  const said = new Map(Object.entries(fieldsOf(front)).map(([name, value]) => [name.toLowerCase(), value]))
  const { visibility } = Object.fromEntries(said)
  const isInternal = visibility === 'internal' || visibility === 'private'
  const isDraft =
    said.get('draft') === true || said.get('state') === 'draft' || said.get('published') === false
  return {
    front: {
      title: textOf(said.get('title')),
      url: said.get('url'),
      phrasings: said.get('phrasings'),
      visibility: isInternal ? 'internal' : 'public',
      state: isDraft ? 'draft' : 'published',
    },
    body: text.slice(whole.length),
  }
}

/** No aliases, which unpack to anything, and none of the tags that make objects. */
function fieldsOf(front: string): object {
  if (front.length > MOST_CHARACTERS) throw new UnreadableFile('What stands above the text is too long.')
  let said: unknown
  try {
    said = parse(front, { schema: 'core', maxAliasCount: 0, logLevel: 'silent', prettyErrors: false })
  } catch {
    throw new UnreadableFile('What stands above the text, between the dashes, is not YAML.')
  }
  return typeof said === 'object' && said !== null && !Array.isArray(said) ? said : {}
}

/** A title that looks like a number, or is one. */
function textOf(value: unknown): unknown {
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value
}
