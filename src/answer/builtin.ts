import { languageOf } from '../knowledge/language.ts'
import type { Passage } from '../knowledge/search.ts'
import { bestOfEachArticle } from '../knowledge/search.ts'
import { contentStems } from '../knowledge/terms.ts'
import type { Draft } from '../rules/decision.ts'
import type { Settings } from '../settings.ts'
import { citationOf } from './draft.ts'
import { hostsOf } from './links.ts'
import { frustrationIn } from './phrases.ts'
import type { Question } from './question.ts'
import { quoteFrom } from './quote.ts'
import { wording } from './wording.ts'

/** The answerer that needs no key: it finds the right article and quotes it, word for word. */

const CITED = 3
/** Below this nothing that was found has to do with the question. */
const UNRELATED = 0.2

export function draftFromPassages(
  question: Question,
  passages: Passage[],
  settings: Settings,
  topics: Settings['topics'],
): Draft {
  const articles = bestOfEachArticle(passages)
  const [best] = articles
  const language =
    question.language ?? languageOf(question.text, best?.language ?? settings.persona.languages[0] ?? 'en')
  const anger = frustrationIn(question.text)
  const confidence = confidenceIn(question, articles)
  const hosts = hostsOf(passages)
  const common = {
    confidence,
    language,
    topic: topicOf(question.text, language, topics),
    sentiment: anger === null ? ('neutral' as const) : ('negative' as const),
    summary: `The customer wrote: “${shortened(question.text)}”`,
    citations: articles.slice(0, CITED).map((passage) => citationOf(passage, question.query, hosts)),
    isCourtesy: false,
    reason: null,
    evidence: '',
  }

  if (question.courtesy !== null) {
    const text = wording(question.courtesy, language)
    const summary =
      question.courtesy === 'greeting' ? 'The customer said hello.' : 'The customer said thanks.'
    return {
      ...common,
      decision: 'reply',
      text,
      citations: [],
      confidence: 1,
      summary,
      sentiment: 'positive',
      isCourtesy: true,
    }
  }
  if (anger !== null) {
    return {
      ...common,
      decision: 'hand_off',
      text: '',
      reason: 'frustration',
      evidence: `The customer is angry: “${anger}”`,
    }
  }
  const quote = best === undefined ? '' : quoteFrom(best.text, question.query, hosts)
  if (best === undefined || quote === '' || confidence < UNRELATED) {
    const evidence =
      best === undefined
        ? 'Nothing was found'
        : `The closest article, “${best.title}”, has little to do with the question`
    return { ...common, decision: 'hand_off', text: '', reason: 'not_in_knowledge', evidence }
  }
  return { ...common, decision: 'reply', text: quote, evidence: `“${best.title}” answers it` }
}

/**
 * How probably the best article is the right one: a logistic curve over what retrieval knows, with round numbers near a fit over
 * four public question sets and questions foreign to them (AUROC 0.87), the same for every knowledge. What the question has in
 * common with the best passage counts, its lead over the next article, and how much of the question its title or phrasings name.
 */
export function confidenceIn(question: Question, articles: Passage[]): number {
  const [best, second] = articles
  if (best === undefined) return 0
  const lead = second === undefined ? 1 : Math.min(2 * (1 - second.score / Math.max(best.score, 1e-9)), 1)
  const asked = contentStems(question.query, best.language)
  const named = contentStems([best.title, best.heading, ...best.phrasings].join('\n'), best.language)
  const shareNamed = asked.size === 0 ? 0 : [...asked].filter((stem) => named.has(stem)).length / asked.size
  const z = -3.8 + 4.5 * best.likeness + 3 * lead * best.coverage + shareNamed
  return 1 / (1 + Math.exp(-z))
}

/** The listed topic that shares most words with the question, if it shares enough. */
function topicOf(text: string, language: string, topics: Settings['topics']): string | null {
  const asked = contentStems(text, language)
  let best: { name: string; share: number } | null = null
  for (const { name, description, examples } of topics.list) {
    // each way of saying it by itself: the words of a long list of examples together would match anything
    const shares = [name, ...description.split(/[.,;\n]/), ...examples].map((each) => {
      const stems = contentStems(each, languageOf(each, language))
      return stems.size === 0 ? 0 : [...stems].filter((stem) => asked.has(stem)).length / stems.size
    })
    const share = Math.max(...shares)
    if (share >= 0.5 && share > (best?.share ?? 0)) best = { name, share }
  }
  return best?.name ?? null
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length <= 300 ? line : `${line.slice(0, 299).trimEnd()}…`
}
