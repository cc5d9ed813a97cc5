import { SIGNALS, type Signal } from './attack-signals.ts'
import { plainly, undisguised } from './disguise.ts'

/**
 * Whether a text tries to give the AI orders. In a customer's words it is an attack (H1); in an article those sentences are not
 * quoted. The fence around all data (prompt.ts) is what protects a model; this is what reports, and all the built-in answerer has.
 */

export interface Attack {
  /** The words that weigh most, at most 120 characters. */
  words: string
  /** What kinds of things gave it away, heaviest first. */
  signals: string[]
  /** The sum of the signals' weights, 1 and above. */
  score: number
}

export const ENOUGH = 1
const LONGEST = 16_000
/** The end is read too: an order may hide behind a long text. */
const TAIL = 4_000

/** Null when too little speaks for it. `signals` are those of `attack-signals.ts` unless others are handed in. */
export function attackIn(text: string, signals: Signal[] = SIGNALS): Attack | null {
  const plain = plainly(
    text.length <= LONGEST + TAIL ? text : `${text.slice(0, LONGEST)}\n${text.slice(-TAIL)}`,
  )
  const found = weighed(plain, signals)
  if (found !== null && found.score >= ENOUGH) return found
  for (const { disguise, text: face } of undisguised(plain)) {
    const hidden = weighed(face, signals)
    // chance finds in scrambled letters: a disguise must hide a whole attack
    if (hidden !== null && hidden.score >= ENOUGH)
      return { ...hidden, signals: [disguise, ...hidden.signals] }
  }
  return null
}

/** What speaks for an attack, however little; null when nothing does. */
export function weighed(plain: string, signals: Signal[]): Attack | null {
  const found = new Map<string, { weight: number; words: string }>()
  for (const { name, weight, pattern } of signals) {
    if (weight <= (found.get(name)?.weight ?? 0)) continue
    const words = pattern.exec(plain)?.[0].trim()
    if (words) found.set(name, { weight, words })
  }
  if (found.size === 0) return null
  const sorted = [...found].sort(([, a], [, b]) => b.weight - a.weight)
  return {
    words: (sorted[0]?.[1].words ?? '').slice(0, 120),
    signals: sorted.map(([name]) => name),
    score: Math.round(100 * sorted.reduce((sum, [, { weight }]) => sum + weight, 0)) / 100,
  }
}
