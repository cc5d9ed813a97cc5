import { randomUUID } from 'node:crypto'
import type { NewArticle } from '../store/knowledge.ts'
import type { NewPassage } from '../store/passages.ts'
import type { ArticleFields } from './article.ts'
import { languageOf } from './language.ts'
import { type Piece, split } from './split.ts'
import { contentStems, passageTerms } from './terms.ts'

/** What an article is stored as: its language, and the passages that it is cut into, with their terms. */

export function prepared(id: string, externalId: string | null, fields: ArticleFields): NewArticle {
  const { title, body, phrasings, url, visibility, state } = fields
  const language = languageOf(`${title}\n${body.slice(0, 400)}`, 'en')
  return { id, externalId, title, body, phrasings, url, visibility, state, language }
}

/** A draft has none. */
export function passagesOf(article: NewArticle): NewPassage[] {
  if (article.state !== 'published') return []
  const { title, language } = article
  const pieces = split(article.body)
  const phrasings = assigned(article.phrasings, pieces, language)
  return pieces.map((piece, position) => ({
    id: randomUUID(),
    articleId: article.id,
    position,
    ...piece,
    ...passageTerms({ ...piece, title, phrasings: phrasings[position] ?? [] }, language),
  }))
}

/** A phrasing belongs to the passage that has most in common with it, the first where none stands out. */
function assigned(phrasings: string[], pieces: Piece[], language: string): string[][] {
  if (pieces.length === 1) return [phrasings]
  const stems = pieces.map(({ heading, text }) => contentStems(`${heading}\n${text}`, language))
  const lists: string[][] = pieces.map(() => [])
  for (const phrasing of phrasings) {
    const asked = contentStems(phrasing, language)
    const shared = stems.map((own) => [...asked].filter((stem) => own.has(stem)).length)
    lists[shared.indexOf(Math.max(...shared))]?.push(phrasing)
  }
  return lists
}
