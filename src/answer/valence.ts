import { createRequire } from 'node:module'
import { wordsOf } from '../knowledge/language.ts'

/**
 * How pleasant the words of a text are, -1 to 1, by kept lexicons: VADER for English, with its rules for negation, "but" and capitals;
 * AFINN, translated, for the others.
 */

// both are CommonJS whose names an ES import does not see; the lexicons are read when a language first comes up
const require = createRequire(import.meta.url)
const { SentimentIntensityAnalyzer: vader } = require('vader-sentiment') as typeof import('vader-sentiment')

const LEXICONS = new Set(
  'ar bg ca cs da de el es et fa fi fr hi hr hu id it ja ko lt lv nl no pl pt ro ru sk sl sv th tr uk vi zh'.split(
    ' ',
  ),
)
const NEGATIONS = new Set(
  'nicht kein keine keinen nie pas jamais non no nunca ni não nem niet geen nooit nie не нет никогда inte inga ikke ikkje değil 不 没 沒 ない'.split(
    ' ',
  ),
)
/** As VADER does it: the further from 15, the less a word adds. */
const SPREAD = 15
const NEGATED = -0.7
const REACH = 2

const loaded = new Map<string, Map<string, number>>()

/** 0 where no lexicon knows the language. Reads 2,000 characters at most. */
export function valenceOf(text: string, language: string): number {
  const sample = text.slice(0, 2_000)
  if (language === 'en') return vader.polarity_scores(sample).compound
  const lexicon = lexiconOf(language)
  if (lexicon.size === 0) return 0
  const words = wordsOf(sample)
  const sum = words.reduce((total, word, at) => {
    const weight = lexicon.get(word) ?? 0
    const isNegated = words.slice(Math.max(0, at - REACH), at).some((before) => NEGATIONS.has(before))
    return total + (isNegated ? NEGATED * weight : weight)
  }, 0)
  return sum / Math.sqrt(sum * sum + SPREAD)
}

function lexiconOf(language: string): Map<string, number> {
  const known = loaded.get(language)
  if (known) return known
  const words = LEXICONS.has(language)
    ? // a flat object of words and weights, -5 to 5
      (require(`afinn-165-multilingual/build/AFINN-${language}.json`) as Record<string, number>)
    : {}
  const lexicon = new Map(Object.entries(words).map(([word, weight]) => [word.toLowerCase(), weight]))
  loaded.set(language, lexicon)
  return lexicon
}
