import type { Settings } from '../settings.ts'
import { languageOf } from './language.ts'
import { type Example, type Heard, hear, trainOpinion } from './opinion.ts'
import { type Features, featuresOf } from './opinion-features.ts'
import type { OpinionModel } from './opinion-model.ts'
import { vectorOf } from './opinion-space.ts'
import { contentStems } from './terms.ts'

/** Which of the settings' topics a message is about: learnt from their examples, as the second opinion is from phrasings. Pure. */

export type Topic = Settings['topics']['list'][number]

export interface TopicModel {
  list: Topic[]
  /** Of the topics that have examples; null: none has. */
  opinion: OpinionModel | null
}

export interface TopicMatch {
  topic: string
  /** 0 to 1: how probably the message is about it. */
  confidence: number
}

export interface NearExample {
  topic: string
  example: string
  /** 0 to 1: what the two have in common in words and parts of words. */
  likeness: number
}

/** What is about none of the topics; no topic has this name. */
const NONE = ''
/** An article whose texts are so probably about a topic is no example of what is about none. */
const ABOUT_A_TOPIC = 0.5
/** Labels times examples: 200 topics of ten examples, or 40 of 200, take some seconds; what is beyond is left out, evenly. */
const MOST_WORK = 400_000
/** Where nothing is known of what customers ask anyway, it may be that as well. */
const UNKNOWN = 1
const MOST_PHRASES = 10
const PHRASE_ENDS = /[.,;\n]/
/** Without examples a topic is meant by half the words of its name, or of a phrase of its description. */
const SHARED = 0.5
const NEAREST = 3
/** A list may hold 40,000 examples, and this is asked while somebody types. */
const TOPICS_COMPARED = 5
const WORDS_HEARD = 20

/**
 * `ordinary`: each article's title and phrasings, what customers ask anyway. A topic can be what an article is about; that article's
 * texts are left out, for as examples of "none" they would teach the opposite of what the team's examples say. With them all in, AUROC
 * fell from 98 to 78 on one set of five examples a topic.
 */
export async function learnTopics(list: Topic[], ordinary: string[][]): Promise<TopicModel> {
  const examples = examplesOf(list)
  if (examples.length === 0) return { list, opinion: null }
  const read = readOnce()
  const none = await aboutNone(examples, ordinary, read)
  return { list, opinion: await learnt(examples, none, read) }
}

/** The articles that are about no topic, each as told by what was learnt beside the other half of them, which has not seen it. */
async function aboutNone(
  examples: Example[],
  ordinary: string[][],
  read: typeof featuresOf,
): Promise<string[][]> {
  const half = (rest: number) => ordinary.filter((_, at) => at % 2 === rest)
  const beside = [await learnt(examples, half(1), read), await learnt(examples, half(0), read)]
  return ordinary.filter((texts, at) => {
    const opinion = beside[at % 2] ?? null
    const confidences = texts.map((text) => byExamples(opinion, text)?.confidence ?? 0)
    return confidences.reduce((sum, each) => sum + each, 0) / texts.length < ABOUT_A_TOPIC
  })
}

async function learnt(examples: Example[], none: string[][], read: typeof featuresOf): Promise<OpinionModel> {
  return trainOpinion([...examples, ...none.flat().map((text) => ({ text, label: NONE }))], { read })
}

/** The same texts are learnt from three times, and reading them is half of the work. */
function readOnce(): typeof featuresOf {
  const known = new Map<string, Features>()
  return (text, languages, stems) => {
    const key = `${languages} ${text}`
    const features = known.get(key) ?? featuresOf(text, languages, stems)
    known.set(key, features)
    return features
  }
}

/** The topic that a text is most probably about, however improbable; null where it shares nothing with any. `language`: the text's. */
export function matchTopic(model: TopicModel, text: string, language: string): TopicMatch | null {
  const matches = [byExamples(model.opinion, text), byWords(model.list, text, language)]
  return matches.reduce((best, match) => {
    if (match === null) return best
    return best === null || match.confidence > best.confidence ? match : best
  }, null)
}

/** The examples that a text is most like, best first, of the topics that it is likeliest about. */
export function nearestExamples({ list, opinion }: TopicModel, text: string): NearExample[] {
  const heard = opinion === null ? null : hear(opinion, text)
  if (opinion === null || heard === null) return []
  const likeliest = new Set(
    topicsHeard(opinion, heard)
      .slice(0, TOPICS_COMPARED)
      .map(({ topic }) => topic),
  )
  const pointOf = (each: string) => vectorOf(featuresOf(each, opinion.languages), opinion.space)
  const asked = pointOf(text)
  const values = new Map([...asked.at].map((at, index) => [at, asked.values[index] ?? 0]))
  return list
    .filter(({ name }) => likeliest.has(name))
    .flatMap(({ name, examples }) => examples.map((example) => ({ topic: name, example })))
    .map((each) => {
      const { at, values: own, squaredLength } = pointOf(each.example)
      const product = at.reduce((sum, index, place) => sum + (values.get(index) ?? 0) * (own[place] ?? 0), 0)
      return { ...each, likeness: Math.min(1, product / Math.sqrt(asked.squaredLength * squaredLength || 1)) }
    })
    .filter(({ likeness }) => likeness > 0)
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, NEAREST)
}

/** The name and the phrases of the description are ways to say it, too. */
function examplesOf(list: Topic[]): Example[] {
  const taught = list.filter(({ examples }) => examples.some(isSaid))
  const most = Math.max(1, Math.floor(MOST_WORK / taught.length ** 2))
  return taught.flatMap(({ name, description, examples }) =>
    [...examples, name, ...phrasesOf(description)]
      .filter(isSaid)
      .slice(0, most)
      .map((text) => ({ text, label: name })),
  )
}

/**
 * A logistic curve with round numbers near a fit (4.1, 0.7, 1.1, 0.8, -1.7) over five public sets of messages, ten labels of each as
 * topics of 5, 10 and 20 examples, with the other labels and with all as the knowledge.
 */
function byExamples(opinion: OpinionModel | null, text: string): TopicMatch | null {
  const heard = opinion === null ? null : hear(opinion, text)
  if (opinion === null || heard === null) return null
  const [best] = topicsHeard(opinion, heard)
  if (best === undefined) return null
  const none = heard.scores[opinion.labels.indexOf(NONE)] ?? UNKNOWN
  const z =
    4 * best.score +
    0.7 * heard.nearness(best.label) -
    1.1 * none +
    0.8 * Math.log(1 + Math.min(heard.words, WORDS_HEARD)) -
    1.7
  return { topic: best.topic, confidence: 1 / (1 + Math.exp(-z)) }
}

/** Best first. */
function topicsHeard({ labels }: OpinionModel, { scores }: Heard) {
  return labels
    .map((topic, label) => ({ topic, label, score: scores[label] ?? 0 }))
    .filter(({ topic }) => topic !== NONE)
    .sort((a, b) => b.score - a.score)
}

/** Of the topics without examples the one that shares most words, if it shares enough. */
function byWords(list: Topic[], text: string, language: string): TopicMatch | null {
  const asked = contentStems(text, language)
  let best: TopicMatch | null = null
  for (const { name, description, examples } of list) {
    if (examples.some(isSaid)) continue
    // each phrase by itself: the words of a long description together would match anything
    const shares = [name, ...phrasesOf(description)].map((phrase) => {
      const stems = contentStems(phrase, languageOf(phrase, language))
      return stems.size === 0 ? 0 : [...stems].filter((stem) => asked.has(stem)).length / stems.size
    })
    const share = Math.max(...shares)
    if (share >= SHARED && share > (best?.confidence ?? 0)) best = { topic: name, confidence: share }
  }
  return best
}

function phrasesOf(description: string): string[] {
  return description.split(PHRASE_ENDS).slice(0, MOST_PHRASES)
}

function isSaid(text: string): boolean {
  return text.trim() !== ''
}
