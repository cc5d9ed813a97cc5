import { frontMatterOf } from './front-matter.ts'
import { decodeHtml, readHtml } from './html.ts'
import { entryOf, type Skipped } from './import-entry.ts'
import type { ImportEntry } from './ingest.ts'
import { readPdf } from './pdf.ts'
import { UnreadableFile } from './unreadable-file.ts'

/** A file that is one article. */
export type DocumentForm = 'html' | 'markdown' | 'pdf'

export interface Document {
  bytes: Uint8Array
  /** Its path or name: the article's id, so that the next import of it changes the article. null: it has none. */
  path: string | null
  /** As it was sent; null: nobody said. */
  contentType: string | null
}

/** Throws UnreadableFile when nothing can be made of it. */
export async function readDocument(form: DocumentForm, document: Document): Promise<ImportEntry | Skipped> {
  const { standing, ...value } = await READERS[form](document)
  if (value.body.trim() === '') throw new UnreadableFile('There is no text in it.')
  const title = value.title || nameOf(document.path)
  return entryOf({ line: 0, value: { ...value, id: document.path, title } }, standing)
}

interface Written {
  title: unknown
  body: string
  url?: unknown
  phrasings?: unknown
  standing?: Pick<ImportEntry['fields'], 'visibility' | 'state'>
}

const READERS: Record<DocumentForm, (document: Document) => Promise<Written>> = {
  html: async ({ bytes, contentType }) => {
    const { title, markdown, canonical } = await readHtml(decodeHtml(bytes, contentType), null)
    return { title, body: markdown, url: canonical }
  },
  pdf: async ({ bytes }) => {
    const { title, markdown } = await readPdf(bytes)
    return { title, body: markdown }
  },
  markdown: async ({ bytes }) => markdownArticle(new TextDecoder().decode(bytes).replace(/\r\n?/g, '\n')),
}

/** Its title: in the front matter, or the first heading where the text begins with one. */
function markdownArticle(text: string): Written {
  const { front, body } = frontMatterOf(text)
  const { visibility, state, title, ...said } = front
  const [first = '', ...others] = body.trimStart().split('\n')
  const heading = (/^#[ \t]/.test(first) && bare(first)) || undefined
  return {
    ...said,
    title: title ?? heading,
    body: (heading === undefined ? body : others.join('\n')).trim(),
    standing: { visibility, state },
  }
}

/** `# Gift cards #`, as some write it. */
function bare(heading: string): string {
  const words = heading.split(/[ \t]/).slice(1)
  while (/^#*$/.test(words.at(-1) ?? 'a word')) words.pop()
  return words.join(' ').trim()
}

/** `shop/gift-cards.md` → `gift cards`. */
function nameOf(path: string | null): string {
  const name =
    path
      ?.split('/')
      .at(-1)
      ?.replace(/\.[a-z]{2,8}$/i, '') ?? ''
  return name.replace(/[-_]+/g, ' ').trim()
}
