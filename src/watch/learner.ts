import type { App } from '../app.ts'
import { learnFrom } from '../knowledge/learn.ts'
import { OPINION_FORMAT } from '../knowledge/opinion-bytes.ts'
import { faultFields } from '../log.ts'
import { staleOpinions } from '../store/opinions.ts'
import { type Again, again } from './again.ts'

const ASK_EVERY_MS = 1_000
const FAILED = 'learning from phrasings failed'

/** Learns from each organization's phrasings, again whenever its knowledge has changed and then been left alone for a second. */
export function startLearner(app: App): Again {
  /** As of the look before: knowledge that is being imported changes from look to look. */
  let seen = new Map<string, number>()

  return again(app, FAILED, async (signal) => {
    const stale = await staleOpinions(app.database, OPINION_FORMAT, app.clock.now())
    const settled = stale.filter(({ organizationId, version }) => seen.get(organizationId) === version)
    seen = new Map(stale.map(({ organizationId, version }) => [organizationId, version]))
    for (const { organizationId } of settled) {
      // one organization's trouble keeps nobody else's from being learnt
      await learnFrom(app.database, organizationId, app.clock.now(), signal).catch((fault: unknown) => {
        if (!signal.aborted) app.log.error(faultFields(fault), FAILED)
      })
    }
    return { waitMs: ASK_EVERY_MS, isBusy: stale.length > settled.length }
  })
}
