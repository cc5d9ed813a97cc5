import { z } from 'zod'
import { type OpinionModel, readyToAsk } from './opinion-model.ts'

/**
 * A trained opinion as bytes, to be stored and read back: MAGIC, OPINION_FORMAT, the length of the head, the head as JSON, then the arrays one
 * after the other, little-endian as every machine that Node runs on keeps them. A change to how features are made needs a new OPINION_FORMAT:
 * an old model would be asked about features it never saw. So does a change to what is learnt, for every organization is to have it.
 */

const MAGIC = 'BTOP'
export const OPINION_FORMAT = 2
const PREFIX_BYTES = 12

const headSchema = z.object({
  labels: z.array(z.string()),
  languages: z.array(z.string()),
  unknownRarity: z.number(),
  unit: z.number(),
  features: z.int().nonnegative(),
  cells: z.int().nonnegative(),
  examples: z.int().nonnegative(),
  words: z.int().nonnegative(),
})

type Head = z.infer<typeof headSchema>

/** The bytes are not an opinion of this version; training again gives one. */
export class ForeignOpinion extends Error {
  override name = 'ForeignOpinion'
}

export function packOpinion({
  labels,
  languages,
  space,
  biases,
  weights,
  examples,
}: OpinionModel): Uint8Array {
  const head: Head = {
    labels,
    languages,
    unknownRarity: space.unknownRarity,
    unit: weights.unit,
    features: space.hashes.length,
    cells: weights.values.length,
    examples: examples.labels.length,
    words: examples.words.length,
  }
  const headBytes = Buffer.from(JSON.stringify(head))
  const prefix = Buffer.alloc(PREFIX_BYTES)
  prefix.write(MAGIC, 'latin1')
  prefix.writeUInt32LE(OPINION_FORMAT, 4)
  prefix.writeUInt32LE(headBytes.length, 8)
  const arrays = [
    space.hashes,
    space.rarity,
    biases,
    weights.rows,
    examples.ends,
    examples.words,
    weights.labels,
    examples.labels,
    weights.values,
  ].map((array) => new Uint8Array(array.buffer, array.byteOffset, array.byteLength))
  return Buffer.concat([prefix, headBytes, ...arrays])
}

/** Throws ForeignOpinion. */
export function unpackOpinion(bytes: Uint8Array): OpinionModel {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (buffer.length < PREFIX_BYTES || buffer.toString('latin1', 0, 4) !== MAGIC)
    throw new ForeignOpinion('These bytes are no stored opinion')
  const version = buffer.readUInt32LE(4)
  if (version !== OPINION_FORMAT)
    throw new ForeignOpinion(
      `This opinion was stored as version ${version}, and ${OPINION_FORMAT} is read here`,
    )
  let at = PREFIX_BYTES + buffer.readUInt32LE(8)
  const head = headOf(buffer.subarray(PREFIX_BYTES, at))
  const labelCount = head.labels.length
  const expected =
    at +
    4 * (3 * head.features + 1 + labelCount + head.examples + head.words) +
    3 * head.cells +
    2 * head.examples
  if (buffer.length !== expected)
    throw new ForeignOpinion(`This opinion has ${buffer.length} bytes where ${expected} belong`)

  const hashes = new Uint32Array(take(4 * head.features))
  const rarity = new Float32Array(take(4 * head.features))
  const biases = new Float32Array(take(4 * labelCount))
  const rows = new Uint32Array(take(4 * (head.features + 1)))
  const ends = new Uint32Array(take(4 * head.examples))
  const words = new Uint32Array(take(4 * head.words))
  const weightLabels = new Uint16Array(take(2 * head.cells))
  const exampleLabels = new Uint16Array(take(2 * head.examples))
  const values = new Int8Array(take(head.cells))
  return readyToAsk({
    labels: head.labels,
    languages: head.languages,
    space: { hashes, rarity, unknownRarity: head.unknownRarity },
    biases,
    weights: { rows, labels: weightLabels, values, unit: head.unit },
    examples: { labels: exampleLabels, ends, words },
  })

  /** A copy, for an array of numbers must begin at a multiple of their size. */
  function take(length: number): ArrayBuffer {
    const copy = new Uint8Array(length)
    copy.set(buffer.subarray(at, at + length))
    at += length
    return copy.buffer
  }
}

function headOf(bytes: Buffer): Head {
  try {
    return headSchema.parse(JSON.parse(bytes.toString('utf8')))
  } catch (cause) {
    throw new ForeignOpinion('The head of this opinion cannot be read', { cause })
  }
}
