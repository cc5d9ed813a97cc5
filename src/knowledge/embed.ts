import { hashOf } from '../secret.ts'
import { type Database, inOrganization } from '../store/database.ts'
import { completeEmbeddings, leaseEmbeddings, leaveEmbeddings, noteEmbedded } from '../store/embeddings.ts'
import { lockKnowledge } from '../store/knowledge.ts'
import { addVectors, passagesWithoutVector } from '../store/vectors.ts'
import type { Embedder } from './embedder.ts'

/** An organization's passages turned into vectors, in batches, each stored before the next is asked for. */

/** A batch's call is cancelled well before; who dies at it is followed by another after so long. */
const LEASE_MS = 90_000
const BATCH = 64
/** Then other organizations have their turn. */
const BATCHES_AT_ONCE = 20

/** What a passage is embedded as: what it says, and what it says it of. */
export function embeddedText({ title, heading, text }: Record<'title' | 'heading' | 'text', string>): string {
  return [title, heading, text].filter((each) => each !== '').join('\n')
}

export function embeddedHash(passage: Record<'title' | 'heading' | 'text', string>): string {
  return hashOf(embeddedText(passage))
}

/** Whether it is ours to embed; false when another instance is at it. */
export function takeEmbedding(database: Database, organizationId: string, now: Date): Promise<boolean> {
  return inOrganization(database, organizationId, (tx) =>
    leaseEmbeddings(tx, organizationId, now, leaseFrom(now)),
  )
}

/** Under the lease. Throws what the embedder throws; what was embedded until then stays. */
export async function embedPassages(
  database: Database,
  organizationId: string,
  embedder: Embedder,
  now: () => Date,
  signal: AbortSignal,
): Promise<void> {
  const model = embedder.name
  for (let batch = 0; batch < BATCHES_AT_ONCE; batch += 1) {
    const left = await inOrganization(database, organizationId, async (tx) => {
      const found = await passagesWithoutVector(tx, organizationId, model, BATCH)
      if (found.passages.length === 0) await completeEmbeddings(tx, organizationId, model, found.version)
      return found.passages
    })
    if (left.length === 0) return
    const { vectors } = await embedder.embed(left.map(embeddedText), signal)
    const isStillWanted = await inOrganization(database, organizationId, async (tx) => {
      await lockKnowledge(tx, organizationId)
      if (!(await noteEmbedded(tx, organizationId, model, leaseFrom(now())))) return false
      const made = left.flatMap((passage, at) => {
        const vector = vectors[at]
        return vector === undefined
          ? []
          : [{ passageId: passage.id, textHash: embeddedHash(passage), vector }]
      })
      await addVectors(tx, organizationId, model, made)
      return true
    })
    if (!isStillWanted) return
  }
  await inOrganization(database, organizationId, (tx) => leaveEmbeddings(tx, organizationId))
}

function leaseFrom(now: Date): Date {
  return new Date(now.getTime() + LEASE_MS)
}
