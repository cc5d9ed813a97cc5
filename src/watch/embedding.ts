import type { App } from '../app.ts'
import { embedPassages, takeEmbedding } from '../knowledge/embed.ts'
import { EmbedderError } from '../knowledge/embedder.ts'
import { faultFields } from '../log.ts'
import { inOrganization } from '../store/database.ts'
import { leaveEmbeddings, noteFailure, unembedded } from '../store/embeddings.ts'
import { type Again, again } from './again.ts'

const ASK_EVERY_MS = 1_000
/** Doubled with each failure in a row; a ceiling is looked at again as seldom. */
const FIRST_RETRY_MS = 5_000
const LONGEST_RETRY_MS = 10 * 60_000
const FAILED = 'embedding passages failed'

/** Turns each organization's new passages into vectors, where its settings name a model for that. A provider that fails is asked more and more seldom. */
export function startEmbedding(app: App): Again {
  return again(app, FAILED, async (signal) => {
    const waiting = await unembedded(app.database, app.clock.now())
    for (const organizationId of waiting) {
      // one organization's trouble keeps nobody else's from being embedded
      await embedFor(app, organizationId, signal).catch((fault: unknown) => {
        if (!signal.aborted) app.log.error(faultFields(fault), FAILED)
      })
    }
    return { waitMs: waiting.length > 0 ? 0 : ASK_EVERY_MS, isBusy: waiting.length > 0 }
  })
}

async function embedFor(app: App, organizationId: string, signal: AbortSignal): Promise<void> {
  const { database, clock } = app
  const now = () => clock.now()
  if (!(await takeEmbedding(database, organizationId, now()))) return
  try {
    const { embedder } = await app.embedderFor(organizationId)
    if (embedder === null) {
      const later = new Date(now().getTime() + LONGEST_RETRY_MS)
      await inOrganization(database, organizationId, (tx) => leaveEmbeddings(tx, organizationId, later))
      return
    }
    await embedPassages(database, organizationId, embedder, now, signal)
  } catch (fault) {
    // who is stopped leaves it to the next at once; what died leaves its lease to run out
    if (signal.aborted)
      return inOrganization(database, organizationId, (tx) => leaveEmbeddings(tx, organizationId))
    if (!(fault instanceof EmbedderError)) throw fault
    app.log.warn({ organizationId, kind: fault.kind }, 'the provider of embeddings failed')
    await inOrganization(database, organizationId, (tx) =>
      noteFailure(tx, organizationId, fault.message, (failures) => retryAt(now(), failures, fault), now()),
    )
  }
}

function retryAt(now: Date, failures: number, { retryAfterMs }: EmbedderError): Date {
  const backedOff = Math.min(FIRST_RETRY_MS * 2 ** (failures - 1), LONGEST_RETRY_MS)
  return new Date(now.getTime() + Math.max(backedOff, retryAfterMs ?? 0))
}
