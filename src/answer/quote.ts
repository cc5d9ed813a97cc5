import { detected } from '../knowledge/language.ts'
import { sentencesOf } from '../knowledge/sentence.ts'
import { contentStems } from '../knowledge/terms.ts'
import { withoutForeignLinks } from './links.ts'
import { plainText } from './plain-text.ts'
import { plantedIn } from './planted.ts'

const LONGEST_QUOTE = 600

/**
 * The sentences of a passage that answer, in their order and as plain text: the whole passage when it is short, else the best
 * stretch. What is meant for an AI that reads it is left out, and so is a link that is not the knowledge's own (A9).
 */
export function quoteFrom(
  markdown: string,
  question: string,
  hosts: Set<string>,
  longest = LONGEST_QUOTE,
): string {
  const language = detected(markdown) ?? 'en'
  const said = plainText(markdown)
    .split('\n')
    .flatMap((line) => [...sentencesOf(line).map((each) => each.trimEnd()), '\n'])
    .filter((sentence) => sentence !== '')
  // looked at with its links: where a sentence leads may be what gives it away
  const planted = plantedIn(said, question, language)
  const sentences = said
    .filter((_sentence, at) => planted[at] === null)
    .map((sentence) => withoutForeignLinks(sentence, hosts))
  const whole = joined(sentences)
  if (whole.length <= longest) return whole

  const asked = contentStems(question, language)
  const weights = sentences.map((sentence) => {
    const stems = contentStems(sentence, language)
    return [...asked].filter((stem) => stems.has(stem)).length
  })
  return bestStretch(sentences, weights, longest)
}

/**
 * Of a quote that the customer has before them already, the paragraph, else the line, else the sentence that says most of what they ask
 * now and did not ask before; null when none says more than the others.
 */
export function partFor(quote: string, question: string, before: string): string | null {
  const language = detected(quote) ?? 'en'
  const known = contentStems(before, language)
  const asked = [...contentStems(question, language)].filter((stem) => !known.has(stem))
  const cuts = [quote.split('\n\n'), quote.split('\n'), quote.split('\n').flatMap(sentencesOf)]
  for (const parts of cuts) {
    const said = parts.map((part) => {
      const stems = contentStems(part, language)
      return { text: part.trim(), says: asked.filter((stem) => stems.has(stem)).length }
    })
    const most = Math.max(...said.map(({ says }) => says))
    const [best, ...others] = said.filter(({ says }) => says === most)
    if (most > 0 && best !== undefined && others.length === 0 && said.length > 1) return best.text
  }
  return null
}

/** The neighbouring sentences that say most of what was asked and still fit; an earlier stretch wins a tie. */
function bestStretch(sentences: string[], weights: number[], longest: number): string {
  let best = { weight: -1, text: '' }
  for (let from = 0; from < sentences.length; from += 1) {
    if (sentences[from] === '\n') continue
    let weight = 0
    for (let to = from; to < sentences.length; to += 1) {
      weight += weights[to] ?? 0
      const text = joined(sentences.slice(from, to + 1))
      if (text.length > longest) break
      if (weight > best.weight || (weight === best.weight && text.startsWith(best.text)))
        best = { weight, text }
    }
  }
  return (
    best.text ||
    `${joined(sentences)
      .slice(0, longest - 1)
      .trimEnd()}…`
  )
}

function joined(sentences: string[]): string {
  return sentences
    .join(' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}
