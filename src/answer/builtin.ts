import { languageAmong } from '../knowledge/language.ts'
import type { Passage } from '../knowledge/search.ts'
import { bestOfEachArticle } from '../knowledge/search.ts'
import { contentStems } from '../knowledge/terms.ts'
import type { Draft } from '../rules/decision.ts'
import type { Settings } from '../settings.ts'
import { citationOf } from './draft.ts'
import { isEverydayTalk } from './everyday.ts'
import { hostsOf } from './links.ts'
import { moodOf } from './mood.ts'
import type { Question } from './question.ts'
import { partFor, quoteFrom } from './quote.ts'
import { summaryOf } from './summary.ts'
import type { TopicTeller } from './topic.ts'
import { whichOf } from './which.ts'
import { wording } from './wording.ts'

/** The answerer that needs no key: it finds the right article and quotes it, word for word. */

const CITED = 3
/** Where it belongs there less probably than this, what was found has nothing to do with the question. */
const UNRELATED = 0.35
/** So much of a question's words are all of them, and so little apart is the same; of more than so many likely ones none is likely. */
const HOLDS_ALL = 0.8
const AS_LIKELY = 0.05
const MOST_OFFERED = 3
/** So many next articles are weighed against the best: a turn has eight passages, and a knowledge of any size this many. */
const RIVALS = 2
/** More words in common add nothing. */
const WORDS_HEARD = 12
/** With so many phrasings what they taught counts as much as what was found. */
const TELLING_PHRASINGS = 10

export function draftFromPassages(
  question: Question,
  passages: Passage[],
  settings: Settings,
  topics: TopicTeller,
): Draft {
  const articles = bestOfEachArticle(passages)
  const [best] = articles
  const written = [...passages.map((passage) => passage.language), ...settings.persona.languages]
  // a hello is answered in its own language, whatever the articles are written in
  const told = languageAmong(question.text, written, question.language)
  const language = question.courtesy === null ? told : (question.language ?? told)
  const { frustration: anger, sentiment } = moodOf(question.text, language)
  const confidence = confidenceIn(articles)
  const hosts = hostsOf(passages)
  const common = {
    confidence,
    language,
    topic: topics.topicOf(question, language),
    sentiment,
    summary: summaryOf(question),
    citations: articles.slice(0, CITED).map((passage) => citationOf(passage, question.query, hosts)),
    isCourtesy: false,
    reason: null,
    evidence: '',
  }

  if (question.courtesy !== null) {
    const text = wording(question.courtesy, language)
    return {
      ...common,
      decision: 'reply',
      text,
      citations: [],
      confidence: 1,
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
  if (question.chosen?.length === 0) {
    const evidence = 'The customer means none of the articles that were offered'
    return { ...common, decision: 'hand_off', text: '', reason: 'not_in_knowledge', evidence }
  }
  if (question.smallTalk === 'who') {
    const text = wording('who', language).replace('{name}', settings.persona.name)
    return { ...common, decision: 'reply', text, citations: [], confidence: 1, isCourtesy: true }
  }
  if (question.smallTalk === 'unhelped') {
    const evidence = `What was said before was no help: the customer answered “${question.text}”`
    return { ...common, decision: 'hand_off', text: '', citations: [], reason: 'low_confidence', evidence }
  }
  if (question.smallTalk === 'needs_help' || saysNothing(question, best, language)) {
    const evidence = 'The customer has not said yet what it is about'
    return question.clarifiedBefore
      ? { ...common, decision: 'hand_off', text: '', citations: [], reason: 'not_in_knowledge', evidence }
      : { ...common, decision: 'clarify', text: wording('about', language), citations: [], evidence }
  }
  if (best !== undefined && isDeclined(question, best)) {
    const evidence = `The customer says that they do not want this: “${question.declined}”`
    return { ...common, decision: 'hand_off', text: '', reason: 'low_confidence', evidence }
  }
  const likely = equallyLikely(question, articles)
  if (likely !== null) {
    const evidence = `“${likely.map(({ title }) => title).join('” and “')}” are equally likely`
    const offer = question.clarifiedBefore ? null : whichOf(likely, language)
    // asked once is enough: to choose for the customer would be a guess
    return offer === null
      ? { ...common, decision: 'hand_off', text: '', reason: 'low_confidence', evidence }
      : { ...common, decision: 'clarify', text: offer, evidence }
  }
  const quote = best === undefined ? '' : quoteFrom(best.text, question.query, hosts)
  if (best === undefined || quote === '' || (confidence < UNRELATED && belonging(best) < UNRELATED)) {
    const evidence =
      best === undefined
        ? 'Nothing was found'
        : `The closest article, “${best.title}”, has little to do with the question`
    return { ...common, decision: 'hand_off', text: '', reason: 'not_in_knowledge', evidence }
  }
  const text = question.said.some((said) => said.text.includes(quote))
    ? (partFor(quote, question.text, question.before) ?? quote)
    : quote
  return { ...common, decision: 'reply', text, evidence: `“${best.title}” answers it` }
}

/**
 * How probably the best article is the right one: that the question belongs to what it is about, times that it stands out among the
 * articles that come next. Round numbers near a fit over seven public question sets and questions foreign to them, the same for every
 * knowledge. It tells a foreign question (AUROC 0.95 to 1), not one that names the right things and asks what the article does not
 * say (AUROC 0.5).
 */
export function confidenceIn(articles: Passage[]): number {
  const [best, ...others] = articles
  if (best === undefined) return 0
  const found = belonging(best) * standingOut(best, others)
  if (best.taught === null) return found
  // the more ways to ask for it are known, the more it says that none of them is like this one
  return Math.max(best.taught, found / (1 + best.phrasings.length / TELLING_PHRASINGS))
}

/**
 * By how well the best fits, and by how many words it says of what was asked: three of three are sooner chance than ten of twelve. The
 * fit leaves out what was said before: a question about nothing known, after one that was answered, must not be answered with the
 * same again.
 */
function belonging({ fit, wordsHeld }: Passage): number {
  return 1 / (1 + Math.exp(3.5 - 11 * fit - Math.log(1 + Math.min(wordsHeld, WORDS_HEARD))))
}

/** The best one's share among itself and the next ones; of what was said before, too, which tells like articles apart. A score that is 0.05 behind counts half. */
function standingOut(best: Passage, others: Passage[]): number {
  const rivals = others
    .map(({ byWords }) => byWords)
    .sort((a, b) => b - a)
    .slice(0, RIVALS)
  return 1 / rivals.reduce((sum, score) => sum + Math.exp(14 * (score - best.byWords)), 1)
}

/** Everyday words that no title, heading or phrasing names: that a body holds them too tells nothing. */
function saysNothing(question: Question, best: Passage | undefined, language: string): boolean {
  if (!isEverydayTalk(question.text, language)) return false
  return best === undefined || shareNamed({ ...question, query: question.text }, best) === 0
}

/** How much of the question the title, the headings or the phrasings name. */
function shareNamed({ query }: Question, { title, heading, phrasings, language }: Passage): number {
  const asked = contentStems(query, language)
  const named = contentStems([title, heading, ...phrasings].join('\n'), language)
  return asked.size === 0 ? 0 : [...asked].filter((stem) => named.has(stem)).length / asked.size
}

/** Of who only says what they do not want, an article whose name names it answers the opposite. */
function isDeclined({ declined }: Question, article: Passage): boolean {
  if (declined === null) return false
  const named = contentStems([article.title, article.heading].join('\n'), article.language)
  return [...contentStems(declined, article.language)].some((stem) => named.has(stem))
}

/** Articles that hold all that was asked, and none of them more than another: null when there is one that stands out, or none. */
function equallyLikely(question: Question, articles: Passage[]): Passage[] | null {
  const [best] = articles
  if (best === undefined || best.coverage < HOLDS_ALL) return null
  const fitOf = (article: Passage) => [article.coverage, article.likeness, shareNamed(question, article)]
  const fit = fitOf(best)
  const near = articles.filter((article) =>
    fitOf(article).every((value, at) => Math.abs(value - (fit[at] ?? 0)) <= AS_LIKELY),
  )
  return near.length > 1 && near.length <= MOST_OFFERED ? near : null
}
