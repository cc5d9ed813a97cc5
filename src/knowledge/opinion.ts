import { setImmediate } from 'node:timers/promises'
import { languageOf } from './language.ts'
import { beliefs, confidenceOf } from './opinion-confidence.ts'
import { examplesOf, nearness } from './opinion-examples.ts'
import { type Features, featuresOf, WORD_FAMILIES } from './opinion-features.ts'
import { type OpinionModel, readyToAsk, type SparseWeights, sparse } from './opinion-model.ts'
import { spaceOf, type Vector, vectorOf } from './opinion-space.ts'
import { train } from './opinion-training.ts'

/**
 * A second opinion beside retrieval: learns from examples (an article's phrasings, a topic's examples) which label a text belongs to,
 * and how sure that is.
 */

export interface Example {
  text: string
  label: string
}

export interface Opinion {
  label: string
  /**
   * 0 to 1. The first one's says how probably it is right, where a part of what is asked belongs to no label; the others' compare with
   * it and do not add up to anything.
   */
  probability: number
}

/** 128 MB while training; beyond it the rarest features are left out. */
const WEIGHTS_LEARNT = 2 ** 25
const MOST_LABELS = 65_535
const EXAMPLES_PER_STEP = 10
const LANGUAGES_HEARD = 3
const TOLD = 5

/** A text without words belongs to no label: what is learnt beside the examples, so that even a single label can be doubted. */
const NOTHING_SAID: Vector = {
  at: new Uint32Array(),
  values: new Float32Array(),
  ends: [],
  squaredLength: 0,
}

/**
 * Learns in pieces of some 10 ms, between which the event loop runs: 600 examples take a second, 15,000 of 150 labels some 20.
 * `others`: texts that belong to none of the labels, which teach what else there is to ask: without them every question is taken for one
 * about what happens to be taught. `read`: for who learns several times from the same texts. Throws the signal's reason when it is aborted, and a RangeError beyond 65,535 labels. Without examples the model has no opinion.
 */
export async function trainOpinion(
  examples: Example[],
  {
    signal,
    read = featuresOf,
    others = [],
  }: { signal?: AbortSignal; read?: typeof featuresOf; others?: string[] } = {},
): Promise<OpinionModel> {
  const steps = training(examples, others, read)
  for (;;) {
    signal?.throwIfAborted()
    const step = steps.next()
    if (step.done) return step.value
    await setImmediate()
  }
}

/** What a model makes of a text, label by label. */
export interface Heard {
  words: number
  /** By label's number: about 1 where its examples lie, -1 where those of others do. */
  scores: Float32Array
  /** Cosine to a label's nearest examples, 0 to 1. */
  nearness(label: number): number
}

/** Null for a text that has nothing in common with any example. */
export function hear(model: OpinionModel, text: string): Heard | null {
  const features = featuresOf(text, model.languages)
  const vector = vectorOf(features, model.space)
  if (vector.at.length === 0 || model.labels.length === 0) return null
  return {
    words: features.words,
    scores: scoresOf(vector, model.biases, model.weights),
    nearness: (label) => nearness(features, wordsKnown(vector), label, model),
  }
}

/** The labels a text may belong to, best first, five at most; none for a text that has nothing in common with any example. */
export function askOpinion(model: OpinionModel, text: string): Opinion[] {
  const heard = hear(model, text)
  if (heard === null) return []
  const { scores, words } = heard
  const ranked = [...scores.keys()].sort((a, b) => scores[b]! - scores[a]!).slice(0, TOLD)
  const best = ranked[0]!
  const confidence = confidenceOf({ score: scores[best]!, nearness: heard.nearness(best), words })
  const belief = beliefs(ranked.map((label) => scores[label]!))
  return ranked.map((label, rank) => ({
    label: model.labels[label]!,
    probability: confidence * belief[rank]!,
  }))
}

function* training(
  examples: Example[],
  others: string[],
  read: typeof featuresOf,
): Generator<void, OpinionModel> {
  const labels = [...new Set(examples.map(({ label }) => label))]
  if (labels.length > MOST_LABELS) throw new RangeError(`More than ${MOST_LABELS} labels`)
  const languages = yield* languagesOf(examples)
  const bags: Features[] = []
  const stems = new Map<string, string>()
  for (const text of [...examples.map(({ text }) => text), ...others]) {
    bags.push(read(text, languages, stems))
    if (bags.length % EXAMPLES_PER_STEP === 0) yield
  }
  const space = yield* spaceOf(bags, Math.floor(WEIGHTS_LEARNT / Math.max(1, labels.length)))
  const texts: Vector[] = []
  for (const bag of bags) {
    texts.push(vectorOf(bag, space))
    if (texts.length % EXAMPLES_PER_STEP === 0) yield
  }
  const numbers = new Map(labels.map((label, number) => [label, number]))
  const own = examples.map(({ label }) => numbers.get(label) ?? 0)
  const noLabel = labels.length
  const learnt = yield* train(
    [...texts, NOTHING_SAID],
    [...own, ...others.map(() => noLabel), noLabel],
    labels.length,
    space.hashes.length,
  )
  const weights = yield* sparse(learnt)
  yield
  return readyToAsk({
    labels,
    languages,
    space,
    biases: learnt.biases,
    weights,
    examples: examplesOf(own, texts.slice(0, own.length).map(wordsKnown)),
  })
}

/** Those that a good part of the labels is written in; one label's examples together are long enough to tell. */
function* languagesOf(examples: Example[]): Generator<void, string[]> {
  const texts = new Map<string, string>()
  for (const { label, text } of examples) {
    const before = texts.get(label) ?? ''
    if (before.length < 400) texts.set(label, `${before}\n${text}`)
  }
  const votes = new Map<string, number>()
  for (const text of texts.values()) {
    const language = languageOf(text, 'en')
    votes.set(language, (votes.get(language) ?? 0) + 1)
    yield
  }
  return [...votes]
    .filter(([, count]) => count * 5 >= texts.size)
    .sort(([, a], [, b]) => b - a)
    .slice(0, LANGUAGES_HEARD)
    .map(([language]) => language)
}

function scoresOf({ at, values }: Vector, biases: Float32Array, weights: SparseWeights): Float32Array {
  const scores = biases.slice()
  for (let each = 0; each < at.length; each += 1) {
    const value = values[each]! * weights.unit
    const end = weights.rows[at[each]! + 1]!
    for (let cell = weights.rows[at[each]!]!; cell < end; cell += 1)
      scores[weights.labels[cell]!]! += value * weights.values[cell]!
  }
  return scores
}

function wordsKnown({ at, ends }: Vector): Uint32Array {
  return at.subarray(0, ends[WORD_FAMILIES - 1] ?? 0)
}
