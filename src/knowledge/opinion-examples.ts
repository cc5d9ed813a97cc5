import { type Features, WORD_FAMILIES } from './opinion-features.ts'
import type { Space } from './opinion-space.ts'

/** The examples themselves, to tell how near a text is to any of them. */
export interface Examples {
  /** Each example's label, by number. */
  labels: Uint16Array
  /** The words (and neighbouring words) of example e, as indices of features, stand from `ends[e - 1]` to `ends[e]`. */
  ends: Uint32Array
  words: Uint32Array
}

/** The same, the other way round: which examples have a feature. */
export interface ExampleIndex {
  lengths: Float32Array
  starts: Uint32Array
  examples: Uint32Array
}

const NEAREST = 3

/** `known`: each text's features of the word families, by index. */
export function examplesOf(labels: number[], known: Uint32Array[]): Examples {
  const ends = new Uint32Array(known.length)
  let end = 0
  for (const [example, words] of known.entries()) {
    end += words.length
    ends[example] = end
  }
  const words = new Uint32Array(end)
  for (const [example, own] of known.entries()) words.set(own, ends[example]! - own.length)
  return { labels: Uint16Array.from(labels), ends, words }
}

export function indexExamples({ ends, words }: Examples, rarity: Float32Array): ExampleIndex {
  const starts = new Uint32Array(rarity.length + 1)
  for (const word of words) starts[word + 1]! += 1
  for (let at = 0; at < rarity.length; at += 1) starts[at + 1]! += starts[at]!
  const next = starts.slice()
  const examples = new Uint32Array(words.length)
  const lengths = new Float32Array(ends.length)
  let at = 0
  for (let example = 0; example < ends.length; example += 1) {
    let squares = 0
    for (; at < ends[example]!; at += 1) {
      const word = words[at]!
      squares += rarity[word]! ** 2
      examples[next[word]!] = example
      next[word]! += 1
    }
    lengths[example] = Math.sqrt(squares)
  }
  return { lengths, starts, examples }
}

/**
 * The cosine between the text and a label's nearest examples (the second and third of them counting a half and a third), 0 to 1.
 * Words that no example has make the text longer, and so less near to all.
 */
export function nearness(
  text: Features,
  known: Uint32Array,
  label: number,
  { space, examples, index }: { space: Space; examples: Examples; index: ExampleIndex },
): number {
  const strange = (text.ends[WORD_FAMILIES - 1] ?? 0) - known.length
  let squares = strange * space.unknownRarity ** 2
  const products = new Map<number, number>()
  for (const word of known) {
    const square = space.rarity[word]! ** 2
    squares += square
    for (let at = index.starts[word]!; at < index.starts[word + 1]!; at += 1) {
      const example = index.examples[at]!
      if (examples.labels[example] === label) products.set(example, (products.get(example) ?? 0) + square)
    }
  }
  let size = 0
  for (const each of examples.labels) if (each === label) size += 1
  const cosines = [...products].map(
    ([example, product]) => product / Math.sqrt(squares) / index.lengths[example]!,
  )
  const nearest = cosines.sort((a, b) => b - a).slice(0, NEAREST)
  const shares = Array.from({ length: Math.min(NEAREST, size) }, (_, rank) => 1 / (rank + 1))
  const whole = shares.reduce((sum, share) => sum + share, 0)
  return nearest.reduce((sum, cosine, rank) => sum + cosine * (shares[rank] ?? 0), 0) / (whole || 1)
}
