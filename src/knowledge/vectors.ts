import { setImmediate } from 'node:timers/promises'
import { type Database, inOrganization } from '../store/database.ts'
import { readVectors, vectorIds } from '../store/vectors.ts'

/** The vectors of the passages that are asked for at the moment, kept in memory and read on as they change; what is too large is read through each time. */
export interface Vectors {
  /** Best first. Of what the store held at `stamp`, or later. */
  nearest(organizationId: string, of: Embedded, question: Float32Array, count: number): Promise<Near[]>
}

export interface Embedded {
  model: string
  /** Differs whenever the store may hold other vectors. */
  stamp: string
}

export interface Near {
  passageId: string
  /** Cosine: 1 means the same; how little means nothing alike is each model's own. */
  likeness: number
}

interface Kept {
  stamp: string
  model: string
  vectors: Map<string, Float32Array>
  bytes: number
}

type Piece = { passageId: string; vector: Float32Array }[]

/** Of all organizations together: some 40,000 passages at 1,536 numbers each. */
const MOST_BYTES = 256 * 2 ** 20
/** Beside the numbers, each takes about so much. */
const BYTES_BESIDE = 200
/** Compared in some 2 ms; then everything else goes on. */
const PIECE = 1_000

export function keepVectors(database: Database, mostBytes = MOST_BYTES): Vectors {
  const kept = new Map<string, Kept>()
  const reading = new Map<string, Promise<Kept | string[]>>()

  return {
    async nearest(organizationId, of, question, count) {
      const best: Near[] = []
      for await (const piece of piecesOf(organizationId, of)) {
        for (const { passageId, vector } of piece) {
          // of another size: its endpoint serves another model under the same name now
          if (vector.length !== question.length) continue
          const likeness = product(vector, question)
          if (best.length >= count && likeness <= (best.at(-1)?.likeness ?? 0)) continue
          const place = best.findIndex((other) => other.likeness < likeness)
          best.splice(place === -1 ? best.length : place, 0, { passageId, likeness })
          if (best.length > count) best.pop()
        }
        await setImmediate()
      }
      return best
    },
  }

  async function* piecesOf(organizationId: string, of: Embedded): AsyncGenerator<Piece> {
    const there = await present(organizationId, of)
    if (Array.isArray(there)) return yield* read(organizationId, of.model, there)
    const all = [...there.vectors]
    for (let at = 0; at < all.length; at += PIECE)
      yield all.slice(at, at + PIECE).map(([passageId, vector]) => ({ passageId, vector }))
  }

  /** In memory as of `stamp`; or, where they are too many, only which there are. Who asks at the same time waits for the same reading. */
  async function present(organizationId: string, of: Embedded): Promise<Kept | string[]> {
    const known = kept.get(organizationId)
    if (known?.stamp === of.stamp) {
      kept.delete(organizationId)
      kept.set(organizationId, known)
      return known
    }
    const key = `${organizationId} ${of.stamp}`
    const under = reading.get(key) ?? readOn(organizationId, of).finally(() => reading.delete(key))
    reading.set(key, under)
    return under
  }

  async function readOn(organizationId: string, { model, stamp }: Embedded): Promise<Kept | string[]> {
    const { ids, bytesEach } = await inOrganization(database, organizationId, (tx) =>
      vectorIds(tx, organizationId, model),
    )
    const bytes = ids.length * (bytesEach + BYTES_BESIDE)
    if (bytes > mostBytes) {
      kept.delete(organizationId)
      return ids
    }
    const before = kept.get(organizationId)
    const old = before?.model === model ? before.vectors : new Map<string, Float32Array>()
    const vectors = new Map<string, Float32Array>()
    const missing: string[] = []
    for (const id of ids) {
      const vector = old.get(id)
      if (vector === undefined) missing.push(id)
      else vectors.set(id, vector)
    }
    for await (const piece of read(organizationId, model, missing))
      for (const { passageId, vector } of piece) vectors.set(passageId, vector)
    const now = { stamp, model, vectors, bytes }
    kept.delete(organizationId)
    kept.set(organizationId, now)
    makeRoom(kept, mostBytes)
    return now
  }

  async function* read(organizationId: string, model: string, ids: string[]): AsyncGenerator<Piece> {
    for (let at = 0; at < ids.length; at += PIECE)
      yield await inOrganization(database, organizationId, (tx) =>
        readVectors(tx, organizationId, model, ids.slice(at, at + PIECE)),
      )
  }
}

/** Whoever was asked longest ago goes first. */
function makeRoom(kept: Map<string, Kept>, mostBytes: number): void {
  let total = [...kept.values()].reduce((sum, { bytes }) => sum + bytes, 0)
  for (const [organizationId, { bytes }] of kept) {
    if (total <= mostBytes) return
    kept.delete(organizationId)
    total -= bytes
  }
}

function product(one: Float32Array, other: Float32Array): number {
  let sum = 0
  for (let at = 0; at < one.length; at += 1) sum += one[at]! * other[at]!
  return sum
}
