import { wordsOf } from '../knowledge/language.ts'
import { sentencesOf } from '../knowledge/sentence.ts'
import { courtesyIn } from './phrases.ts'
import type { Question } from './question.ts'

/** What a customer wants in their own words, for a rep who reads nothing else. */

const LONGEST = 300
const LONGEST_BEFORE = 150

/** What they wrote last, without hellos and thanks, and what they had asked before that. */
export function summaryOf({
  text,
  courtesy,
  before,
}: Pick<Question, 'text' | 'courtesy' | 'before'>): string {
  if (courtesy === 'greeting') return 'The customer said hello.'
  if (courtesy === 'thanks') return 'The customer said thanks.'
  if (courtesy === 'noted') return 'The customer took note of the answer.'
  const last = `“${gist(text, LONGEST)}”`
  return before === '' ? last : `${last}, and before that: “${gist(before, LONGEST_BEFORE)}”`
}

/** Too long to stand as it is, it is told by its questions. */
function gist(text: string, longest: number): string {
  const all = text.split('\n').flatMap((line) => sentencesOf(line))
  const told = all.filter((sentence) => courtesyIn(sentence, wordsOf(sentence)) === null)
  const whole = onOneLine(told.length === 0 ? all : told)
  if (whole.length <= longest) return whole
  const questions = onOneLine(told.filter((sentence) => /[?？؟]\s*$/u.test(sentence)))
  return shortened(questions === '' ? whole : questions, longest)
}

const onOneLine = (sentences: string[]): string => sentences.join(' ').replace(/\s+/g, ' ').trim()

function shortened(line: string, longest: number): string {
  return line.length <= longest ? line : `${line.slice(0, longest - 1).trimEnd()}…`
}
