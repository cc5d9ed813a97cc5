import { languageOf } from '../../src/knowledge/language.ts'
import { stemsOf } from '../../src/knowledge/overlap.ts'
import type { KnowledgeSet } from './knowledge-sets.ts'

/**
 * BM25 as the textbook has it, over whole articles, titles counted once, words stemmed, stop words left out: what our figures are held
 * against on the very same articles and queries. A bar that was published may have been measured on another part of a set.
 */

const K1 = 1.2
const B = 0.75

/** Query → external ids of the articles that have a word of it, best first. */
export function plainSearch({ articles }: KnowledgeSet): (query: string) => string[] {
  const language = languageOf(
    articles
      .slice(0, 5)
      .map(({ fields }) => fields.body.slice(0, 80))
      .join('\n'),
    'en',
  )
  const documents = articles.map(({ externalId, fields }) => {
    const words = stemsOf(`${fields.title}\n${fields.body}`, language)
    const times = new Map<string, number>()
    for (const word of words) times.set(word, (times.get(word) ?? 0) + 1)
    return { id: externalId ?? '', times, length: words.length }
  })
  const usual = documents.reduce((sum, { length }) => sum + length, 0) / documents.length
  const having = new Map<string, number>()
  for (const { times } of documents)
    for (const word of times.keys()) having.set(word, (having.get(word) ?? 0) + 1)
  const rarity = (word: string) => {
    const count = having.get(word) ?? 0
    return Math.log(1 + (documents.length - count + 0.5) / (count + 0.5))
  }
  return (query) => {
    const asked = [...new Set(stemsOf(query, language))]
    const scoreOf = ({ times, length }: (typeof documents)[number]) =>
      asked.reduce((sum, word) => {
        const count = times.get(word) ?? 0
        return sum + (rarity(word) * count * (K1 + 1)) / (count + K1 * (1 - B + (B * length) / usual))
      }, 0)
    return documents
      .map((document) => ({ id: document.id, score: scoreOf(document) }))
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score)
      .map(({ id }) => id)
  }
}
