import { languageAmong } from '../knowledge/language.ts'
import type { Passage } from '../knowledge/search.ts'
import { contentStems, contentWords, type Said } from '../knowledge/terms.ts'

type Search = (query: string, said: Said[]) => Promise<Passage[]>

/**
 * Many articles stand in several languages, and say the same: the twin in another language is no second answer to choose from, and no
 * rival that makes the first one unsure. What holds a word of the question that the customer's own language does not hold stays.
 */
export function inOwnLanguage(search: Search, before: string | null): Search {
  return async (query, said) => withoutTwins(await search(query, said), query, before)
}

export function withoutTwins(passages: Passage[], query: string, before: string | null): Passage[] {
  const written = passages.map(({ language }) => language)
  if (new Set(written).size < 2) return passages
  const own = languageAmong(query, written, before)
  const asked = contentWords(query, own)
  const heldByOwn = passages.flatMap((each) => (each.language === own ? [wordsHeld(asked, each)] : []))
  const isTwin = (passage: Passage) => {
    const held = wordsHeld(asked, passage)
    return heldByOwn.some((theirs) => held.every((word) => theirs.includes(word)))
  }
  return passages.filter((passage) => passage.language === own || !isTwin(passage))
}

function wordsHeld(asked: string[], { title, heading, text, phrasings, language }: Passage): string[] {
  const said = contentStems([title, heading, text, ...phrasings].join('\n'), language)
  return asked.filter((word) => [...contentStems(word, language)].some((stem) => said.has(stem)))
}
