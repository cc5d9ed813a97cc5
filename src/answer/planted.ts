import { detected } from '../knowledge/language.ts'
import { sentencesOf } from '../knowledge/sentence.ts'
import { contentStems } from '../knowledge/terms.ts'
import { MIDDLE, SIGNALS, WEAK } from './attack-signals.ts'
import { plainly } from './disguise.ts'
import { type Attack, attackIn, ENOUGH, weighed } from './injection.ts'
import { ASSISTANT_TASK, asksForKnowledge, asksTheReader, PLANTED } from './planted-signals.ts'

/**
 * Which sentences of an article are meant for an AI that reads it: orders, and tasks that have nothing to do with the article. They
 * are not quoted. A question or task nobody in the article takes up is no loss to the customer should it have been honest.
 */

/** Fewer words with a meaning say too little about what an article is about. */
const TELLING = 8
/** Honest-looking sentences between two of an attack belong to it; with so many found, all between the first and the last do. */
const GAP = 2
const MANY = 3
/** A quotation that an attack opens is its own up to the closing mark, within so many sentences. */
const LONGEST_QUOTATION = 5

/** One verdict a sentence, null for an honest one; line ends may stand between them as sentences of their own. `asked`: what the customer wrote, which an answer may be about. */
export function plantedIn(sentences: string[], asked: string, language: string): (Attack | null)[] {
  const stems = sentences.map((sentence) => contentStems(sentence, language))
  const count = new Map<string, number>()
  for (const set of stems) for (const stem of set) count.set(stem, (count.get(stem) ?? 0) + 1)
  const wanted = contentStems(asked, language)
  const isForeign = (own: Set<string>) => {
    const shared = [...own].filter((stem) => count.get(stem) !== 1 || wanted.has(stem)).length
    return own.size >= 2 && count.size - own.size >= TELLING && shared <= (own.size >= 4 ? 1 : 0)
  }
  const found = sentences.map((sentence, at) => {
    // what goes on in lower case is one sentence, whatever mark stood in between ("Say “Free!” to all")
    const next = sentences[at + 1] ?? ''
    const before = sentences[at - 1] ?? ''
    const whole = /^\p{Ll}/u.test(next)
      ? `${sentence} ${next}`
      : /^\p{Ll}/u.test(sentence)
        ? `${before} ${sentence}`
        : sentence
    return verdict(whole, isForeign(stems[at] ?? new Set()))
  })
  return withWhatBelongsTo(found, sentences)
}

/** A text with its layout, without what is meant for an AI that reads it, and what that was. */
export function withoutPlanted(markdown: string, asked: string): { text: string; planted: string[] } {
  const language = detected(markdown) ?? 'en'
  const sentences = markdown.split(/(\n)/).flatMap((line) => (line === '\n' ? [line] : sentencesOf(line)))
  const found = plantedIn(sentences, asked, language)
  const isPlanted = (_: string, at: number) => found[at] !== null && sentences[at] !== '\n'
  return {
    text: sentences.filter((sentence, at) => !isPlanted(sentence, at)).join(''),
    planted: sentences.filter(isPlanted).map((sentence) => sentence.trim()),
  }
}

function verdict(sentence: string, isForeign: boolean): Attack | null {
  const signals = asksTheReader(sentence) ? SIGNALS : [...SIGNALS, ...PLANTED]
  const attack = attackIn(sentence, signals)
  if (attack !== null || !isForeign) return attack
  const plain = plainly(sentence)
  const slight = weighed(plain, signals)
  const isTask = ASSISTANT_TASK.test(plain) || asksForKnowledge(plain)
  const score = WEAK + (slight?.score ?? 0) + (isTask ? MIDDLE : 0)
  if (score < ENOUGH) return null
  return {
    words: slight?.words ?? plain.trim().slice(0, 120),
    signals: [
      ...(slight?.signals ?? []),
      ...(isTask ? ['a task for an assistant'] : []),
      'foreign to the article',
    ],
    score,
  }
}

/** An attack told in several sentences: what stands between two of them, what it quotes, and what leads on from one with a slight sign. */
function withWhatBelongsTo(found: (Attack | null)[], sentences: string[]): (Attack | null)[] {
  const all = [...found]
  const hits = found.flatMap((attack, at) => (attack === null ? [] : [at]))
  hits.forEach((at, nth) => {
    const next = hits[nth + 1] ?? at
    const attack = found[at] ?? null
    if (next - at <= GAP + 1 || hits.length >= MANY) all.fill(attack, at, next)
    const isOpen = quotationMarks(sentences[at]) % 2 === 1
    const rest = sentences.slice(at + 1, at + 1 + LONGEST_QUOTATION)
    const close = rest.findIndex((sentence) => quotationMarks(sentence) % 2 === 1)
    if (isOpen && close >= 0) all.fill(attack, at, at + close + 2)
  })
  for (let at = 1; at < all.length; at++) {
    const before = all[at - 1] ?? null
    if (all[at] === null && before !== null && weighed(plainly(sentences[at] ?? ''), SIGNALS) !== null)
      all[at] = before
  }
  return all
}

const quotationMarks = (sentence = ''): number => sentence.match(/["“”«»„]/g)?.length ?? 0
