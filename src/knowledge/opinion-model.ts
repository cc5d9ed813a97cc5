import { type ExampleIndex, type Examples, indexExamples } from './opinion-examples.ts'
import type { Space } from './opinion-space.ts'
import type { Learnt } from './opinion-training.ts'

/** What is stored of a trained opinion. */
export interface StoredOpinion {
  labels: string[]
  /** What words are stemmed by, in this order. */
  languages: string[]
  space: Space
  biases: Float32Array
  weights: SparseWeights
  examples: Examples
}

/** Stored, with what asking needs beside it. Do not change it. */
export interface OpinionModel extends StoredOpinion {
  index: ExampleIndex
  known: ReadonlySet<string>
}

/** The weights of feature f stand from `rows[f]` to `rows[f + 1]`, those next to nothing left out. */
export interface SparseWeights {
  rows: Uint32Array
  labels: Uint16Array
  /** In units of `unit`. */
  values: Int8Array
  unit: number
}

export function readyToAsk(stored: StoredOpinion): OpinionModel {
  return {
    ...stored,
    index: indexExamples(stored.examples, stored.space.rarity),
    known: new Set(stored.labels),
  }
}

/** A byte each instead of four, and of a hundred labels a feature mostly speaks of a dozen. Yields between pieces of work. */
export function* sparse(learnt: Learnt): Generator<void, SparseWeights> {
  const labelCount = learnt.biases.length
  const featureCount = labelCount === 0 ? 0 : learnt.weights.length / labelCount
  const rows = new Uint32Array(featureCount + 1)
  let largest = 0
  for (let at = 0; at < learnt.weights.length; at += 1) {
    largest = Math.max(largest, Math.abs(learnt.weights[at]!))
    if (at % CELLS_PER_STEP === 0) yield
  }
  const unit = largest / 127 || 1
  const rounded = new Int8Array(learnt.weights.length)
  for (let feature = 0, at = 0, count = 0; feature < featureCount; feature += 1) {
    for (let label = 0; label < labelCount; label += 1, at += 1) {
      const value = Math.round(learnt.weights[at]! / unit)
      rounded[at] = value
      if (value !== 0) count += 1
      if (at % CELLS_PER_STEP === 0) yield
    }
    rows[feature + 1] = count
  }
  const labels = new Uint16Array(rows[featureCount] ?? 0)
  const values = new Int8Array(labels.length)
  for (let at = 0, next = 0; at < rounded.length; at += 1) {
    if (rounded[at] !== 0) {
      labels[next] = at % labelCount
      values[next] = rounded[at]!
      next += 1
    }
    if (at % CELLS_PER_STEP === 0) yield
  }
  return { rows, labels, values, unit }
}

const CELLS_PER_STEP = 500_000
