import type { Passage } from '../knowledge/search.ts'

/** One that fits as well as can be; `more` says what matters to a test. */
export function passageOf(more: Partial<Passage>): Passage {
  return {
    passageId: 'p',
    articleId: 'a',
    externalId: null,
    title: '',
    heading: '',
    text: '',
    phrasings: [],
    url: null,
    visibility: 'public',
    language: 'en',
    score: 1,
    fit: 1,
    byWords: 1,
    wordsHeld: 3,
    coverage: 1,
    likeness: 1,
    taught: null,
    ...more,
  }
}
