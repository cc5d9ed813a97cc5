import { sentencesOf } from '../knowledge/sentence.ts'

/** What one message asks for, part by part: people ask for two things at once, and expect two answers. Pure. */

/** What is more is one part: each costs a look into topics, and a message may be as long as its writer likes. */
const MOST = 50
/** Parts shorter than this say nothing by themselves: "Hi!", "Please help." */
const SHORTEST = 12

/** "… and how long does it take": a question word after an "and" begins a question of its own. */
const AND_ASKS = new RegExp(
  `[,;]? (?:and|und|et|y|e|en|i|og|och|ve|и|та|і) (?=(?:also )?(?:` +
    `how|what|when|where|which|who|why|can|could|do|does|is|are|will|` +
    `wie|was|wann|wo|welche[rs]?|warum|kann|können|ist|` +
    `comment|quand|où|combien|quel(?:le)?s?|est-ce|puis-je|` +
    `cómo|cuándo|dónde|cuánto|qué|puedo|` +
    `come|quando|dove|quanto|posso|` +
    `como|onde|qual|` +
    `hoe|wat|wanneer|waar|kan|` +
    `jak|kiedy|gdzie|ile|czy|` +
    `hur|när|var|hvordan|hvornår|hvor|` +
    `nasıl|ne zaman|` +
    `как|когда|где|сколько|можно ли|як|коли|де|скільки)(?![\\p{L}\\p{N}]))`,
  'giu',
)

export interface Part {
  text: string
  isQuestion: boolean
}

/** In their order; none when the message is one need. What is too short to stand by itself goes to the part before it. */
export function partsOf(message: string): Part[] {
  const parts: Part[] = []
  const pieces = message
    .split('\n')
    .flatMap((line) => sentencesOf(line.replace(/\s+/g, ' ')).flatMap(cutAtAnd))
  for (const { text, isQuestion } of pieces) {
    const last = parts.at(-1)
    const isShort = text.length < SHORTEST || (last !== undefined && last.text.length < SHORTEST)
    if (last !== undefined && (isShort || parts.length === MOST))
      Object.assign(last, { text: `${last.text} ${text}`, isQuestion: last.isQuestion || isQuestion })
    else parts.push({ text, isQuestion })
  }
  return parts.length < 2 ? [] : parts
}

/** Of "How do I return it and how long does it take?" both are questions: the first lost its mark to the second. */
function cutAtAnd(sentence: string): Part[] {
  const isQuestion = /[?？؟]\s*$/.test(sentence)
  return sentence
    .split(AND_ASKS)
    .map((piece) => ({ text: piece.trim(), isQuestion }))
    .filter(({ text }) => text !== '')
}
