import type { Vector } from './opinion-space.ts'

/** What was learnt: a score of a label is its bias and the weights of the text's features. */
export interface Learnt {
  /** By feature, then by label. */
  weights: Float32Array
  biases: Float32Array
}

/** How much a wrong example weighs against small weights; half or double of it measured the same. */
const COST = 1
const ROUNDS = 6
/** Multiplications between two pauses: some 10 ms, more while the memory is touched for the first time. */
const WORK_PER_STEP = 1_500_000

/**
 * A linear support vector machine for each label against the rest, with squared hinge loss, by dual coordinate descent (Hsieh et al.
 * 2008), all labels at once, for one pass over a text's features then serves them all. Yields between pieces of work. `labels` holds
 * each text's label as a number below `labelCount`. The same input gives the same weights.
 */
export function* train(
  texts: Vector[],
  labels: number[],
  labelCount: number,
  featureCount: number,
): Generator<void, Learnt> {
  const weights = new Float32Array(featureCount * labelCount)
  const biases = new Float32Array(labelCount)
  const duals = new Float32Array(texts.length * labelCount)
  const costs = costsOf(labels, labelCount)
  const scores = new Float32Array(labelCount)
  const steps = new Float32Array(labelCount)
  const moved = new Uint32Array(labelCount)
  const random = randomOf(1)
  const order = texts.map((_, index) => index)
  let work = 0
  for (let round = 0; round < ROUNDS; round += 1) {
    shuffle(order, random)
    for (const index of order) {
      const text = texts[index]!
      score(text, weights, biases, scores)
      const count = descend(index)
      if (count > 0) apply(text, count)
      work += (text.at.length + 10) * labelCount
      if (work > WORK_PER_STEP) {
        work = 0
        yield
      }
    }
  }
  return { weights, biases }

  /** How far each label's dual variable of this text moves; returns how many do. */
  function descend(index: number): number {
    const curvature = texts[index]!.squaredLength + 1
    let count = 0
    for (let label = 0; label < labelCount; label += 1) {
      const isOwn = labels[index] === label
      const sign = isOwn ? 1 : -1
      const softness = 0.5 / (isOwn ? costs[label]! : COST)
      const dual = duals[index * labelCount + label]!
      const gradient = sign * scores[label]! - 1 + softness * dual
      if (dual === 0 && gradient >= 0) continue
      const next = Math.max(0, dual - gradient / (curvature + softness))
      if (Math.abs(next - dual) < 1e-6) continue
      duals[index * labelCount + label] = next
      steps[count] = (next - dual) * sign
      moved[count] = label
      count += 1
    }
    return count
  }

  function apply({ at, values }: Vector, count: number): void {
    for (let each = 0; each < at.length; each += 1) {
      const row = at[each]! * labelCount
      const value = values[each]!
      for (let move = 0; move < count; move += 1) weights[row + moved[move]!]! += value * steps[move]!
    }
    for (let move = 0; move < count; move += 1) biases[moved[move]!]! += steps[move]!
  }
}

function score(
  { at, values }: Vector,
  weights: Float32Array,
  biases: Float32Array,
  into: Float32Array,
): void {
  const labelCount = into.length
  into.set(biases)
  for (let each = 0; each < at.length; each += 1) {
    const row = at[each]! * labelCount
    const value = values[each]!
    for (let label = 0; label < labelCount; label += 1) into[label]! += value * weights[row + label]!
  }
}

/** A label of few examples is heard more, by the square root of what it falls short: up to a point of accuracy on uneven sets. */
function costsOf(labels: number[], labelCount: number): number[] {
  const sizes = new Array<number>(labelCount).fill(0)
  for (const label of labels) if (label < labelCount) sizes[label]! += 1
  return sizes.map((size) => COST * Math.sqrt(labels.length / (labelCount * Math.max(1, size))))
}

function shuffle(order: number[], random: () => number): void {
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1))
    const kept = order[last]!
    order[last] = order[other]!
    order[other] = kept
  }
}

/** Mulberry32, 0 to 1: the same row of numbers for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
