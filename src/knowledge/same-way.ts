import { hashOf } from '../secret.ts'
import { wordsOf } from './language.ts'
import { withoutMarks } from './terms.ts'

/** Which ways to ask for an article are the same. Pure. */

/** Of an alphabet, and too short to say much in any language: "is", "my", "zu", "de". */
const SMALL = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]{1,2}$/u

/**
 * The same for two ways of asking that differ in case, punctuation, accents, order, a plural's s or small words alone. It does not
 * lead back to the words, so that what was decided about is known when it is asked again, and nobody's words are kept for it.
 * No word list and no stemmer: a release, or a language that is detected otherwise, would tell them apart.
 */
export function fingerprintOf(articleId: string, phrasing: string): string {
  const words = [...new Set(wordsOf(phrasing).map(withoutMarks))]
  const telling = words.filter((word) => !SMALL.test(word)).map((word) => word.replace(/^(.{3,60})s$/u, '$1'))
  return hashOf([articleId, ...(telling.length > 0 ? telling : words).sort()].join(' '))
}
