import { z } from 'zod'

/** One thing the team knows, as it wrote it. Only a published one is found; an internal one is used but never shown as a link. */
export interface Article {
  id: string
  externalId: string | null
  title: string
  /** Markdown. */
  body: string
  /** Ways that customers ask for it. */
  phrasings: string[]
  url: string | null
  visibility: 'public' | 'internal'
  state: 'published' | 'draft'
  /** ISO 639-1, as detected. */
  language: string
  /** The website that it is read from: its page alone changes what it says. null: members write it. */
  websiteId: string | null
  createdAt: Date
  updatedAt: Date
}

/** What a person gives of an article. */
export type ArticleFields = Pick<Article, 'title' | 'body' | 'phrasings' | 'url' | 'visibility' | 'state'>

const LONGEST_BODY = 500_000
export const MOST_PHRASINGS = 1_000

const line = (longest: number) =>
  z
    .string('a text')
    .transform(clean)
    .pipe(z.string().trim().min(1, 'must not be empty').max(longest, `at most ${longest} characters`))

const title = line(500).describe('What the article is about')
const body = line(LONGEST_BODY).describe('Markdown')
export const phrasing = line(2_000)
const phrasings = z
  .array(phrasing, 'a list of texts')
  .max(MOST_PHRASINGS, `at most ${MOST_PHRASINGS} phrasings`)
  .describe('Ways that customers ask for it')
const url = z
  .url({ protocol: /^https?$/, error: 'an address that begins with http:// or https://' })
  .max(2_000)
  .nullable()
const visibility = z.enum(['public', 'internal'])
const state = z.enum(['published', 'draft'])

export const articleFields = z.strictObject({
  title,
  body,
  phrasings: phrasings.default([]),
  url: url.default(null),
  visibility: visibility.default('public'),
  state: state.default('published'),
})

export const articlePatch = z.strictObject({ title, body, phrasings, url, visibility, state }).partial()

export const externalId = z
  .union([line(500), z.number().transform(String)], 'a text or a number')
  .describe('Your own id: an import with the same id updates the article')

/** PostgreSQL stores neither NUL nor half a surrogate pair; a byte order mark is never meant. */
function clean(text: string): string {
  return text
    .replaceAll('\0', '')
    .replace(/\ufeff|\p{Surrogate}/gu, '')
    .replace(/\r\n?/g, '\n')
}
