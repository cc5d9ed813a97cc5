import { type Database, inOrganization } from '../store/database.ts'
import { noteProvider } from '../store/embeddings.ts'
import type { Asking } from './asking.ts'
import { EmbedderError, type Embedding } from './embedder.ts'
import { keepVectors, type Near } from './vectors.ts'

/** Looking up by meaning: the question as a vector, and the passages whose vectors lie nearest. It only helps to find; what it cannot do in time is done without. */

export interface ByMeaning {
  embedderFor(organizationId: string): Promise<Embedding>
  now(): Date
  /** How long a question waits for its vector and what is near it; then it goes without. */
  patienceMs?: number
}

/** What an organization's passages are embedded by, and how its provider fares. */
export interface Meaningful {
  model: string
  stamp: string
  isFailing: boolean
}

/** Best first; none where it fails, which the asking then knows. Throws the asking's reason when that aborts. */
export type NearTo = (
  organizationId: string,
  embedded: Meaningful,
  text: string,
  asking: Asking,
) => Promise<Near[]>

const PATIENCE_MS = 2_000
/** So many are near enough to be told of. */
const NEAREST = 40

export function openMeaning(database: Database, byMeaning: ByMeaning): NearTo {
  const { embedderFor, now, patienceMs = PATIENCE_MS } = byMeaning
  const vectors = keepVectors(database)

  return async (organizationId, embedded, text, asking) => {
    if (text.trim() === '' || asking.hasFailed()) return []
    const limit = AbortSignal.timeout(patienceMs)
    const question = await asking.timed(() => vectorOf(organizationId, embedded, text, asking, limit))
    if (question === null) return []
    // after a start, the first question's may be many to read: who comes next finds them there
    const near = await Promise.race([
      vectors.nearest(organizationId, embedded, question, NEAREST),
      endOf(limit),
    ])
    if (near === null) asking.fail('the passages’ vectors are still being read')
    return near ?? []
  }

  async function vectorOf(
    organizationId: string,
    { model, isFailing }: Meaningful,
    text: string,
    asking: Asking,
    limit: AbortSignal,
  ): Promise<Float32Array | null> {
    const signal = asking.signal === null ? limit : AbortSignal.any([asking.signal, limit])
    const note = (failure: string | null) =>
      inOrganization(database, organizationId, (tx) => noteProvider(tx, organizationId, failure, now()))
    try {
      const { embedder, isOverCeiling } = await embedderFor(organizationId)
      if (isOverCeiling) asking.fail('the month’s ceiling for models is reached')
      // other settings than a moment ago
      if (embedder === null || embedder.name !== model) return null
      const { vectors: answered, usage } = await embedder.embed([text], signal)
      asking.answered(usage)
      if (isFailing) await note(null)
      return answered[0] ?? null
    } catch (fault) {
      asking.signal?.throwIfAborted()
      const late = limit.aborted
        ? `the model for embeddings did not answer within ${patienceMs / 1000} s`
        : null
      const why = fault instanceof EmbedderError ? fault.message : late
      if (why === null) throw fault
      asking.fail(why)
      if (!isFailing) await note(why)
      return null
    }
  }
}

function endOf(limit: AbortSignal): Promise<null> {
  return new Promise((resolve) => {
    if (limit.aborted) resolve(null)
    else limit.addEventListener('abort', () => resolve(null), { once: true })
  })
}
