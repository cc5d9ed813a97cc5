import type { Tx } from '../store/database.ts'
import { opinionVersion, readOpinion } from '../store/opinions.ts'
import { ForeignOpinion, OPINION_FORMAT, unpackOpinion } from './opinion-bytes.ts'
import type { OpinionModel } from './opinion-model.ts'

/** The second opinions that are asked at the moment, ready to ask: each is read when it is first asked, and again when it was learnt anew. */
export interface Opinions {
  /** Null: nothing was learnt yet, or there was nothing to learn from; 'damaged': what was learnt cannot be read, and is to be forgotten. */
  of(tx: Tx, organizationId: string): Promise<OpinionModel | 'damaged' | null>
}

/** A large one takes some 20 MB. */
const KEPT = 20

export function keepOpinions(): Opinions {
  const kept = new Map<string, { version: number; model: OpinionModel }>()
  return {
    async of(tx, organizationId) {
      const version = await opinionVersion(tx, organizationId, OPINION_FORMAT)
      if (version === null) return null
      const known = kept.get(organizationId)
      kept.delete(organizationId)
      const model = known?.version === version ? known.model : await read(tx, organizationId)
      // what could not be read is not kept: learnt anew from the same knowledge it has the same version
      if (model === null || model === 'damaged') return model
      kept.set(organizationId, { version, model })
      const [oldest] = kept.keys()
      if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest)
      return model
    },
  }
}

async function read(tx: Tx, organizationId: string): Promise<OpinionModel | 'damaged' | null> {
  const bytes = await readOpinion(tx, organizationId)
  if (bytes === null) return null
  try {
    return unpackOpinion(bytes)
  } catch (fault) {
    if (fault instanceof ForeignOpinion) return 'damaged'
    throw fault
  }
}
