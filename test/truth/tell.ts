import type { Happening } from './events.ts'
import { brokenBy } from './invariants.ts'
import { openPlayer, type Played } from './play.ts'
import type { Stage } from './stage.ts'

/** What came of a sequence: an empty list is what one hopes for. */
export interface Told {
  broken: string[]
  played: Played
}

const FIRST: Happening = { act: { who: 'customer', does: 'asks' }, when: 'at rest', webhook: 'in time' }

/** Plays a sequence with a new customer, who asks something first, lets it come to rest, and says which promises were broken. */
export async function tell(stage: Stage, happenings: Happening[]): Promise<Told> {
  const player = openPlayer(stage)
  const { played } = player
  try {
    for (const each of [FIRST, ...happenings]) await player.next(each)
    await player.rest()
    const broken = await brokenBy(stage, played)
    await retire(stage, played.customer)
    return { broken, played }
  } catch (fault) {
    return { broken: [fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)], played }
  }
}

/** The conversation is over, so that nothing of it wakes up in the sequences to come. */
async function retire(stage: Stage, customer: string): Promise<void> {
  stage.world.rep('Ben').resolves(customer)
  await stage.run(Number.POSITIVE_INFINITY)
  stage.faultsLogged()
}
