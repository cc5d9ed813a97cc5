import type { Running } from '../../src/serve.ts'
import type { Engine } from '../setup/engines.ts'
import { nextDue, nextWake } from '../setup/moments.ts'
import { createWorld, until, type World } from '../setup/world.ts'
import { DEAD, type Moments, openMoments } from './moments.ts'
import { speaker } from './speaker.ts'

/** One world that many sequences are played in, each with a customer of its own. */
export interface Stage extends AsyncDisposable {
  world: World
  moments: Moments
  /** Two Batons where the database allows it: one takes over what the other leaves. */
  workers: Running[]
  /** What was logged since the last call, and should not have been. */
  faultsLogged(): string[]
  /** A name that nobody has here yet. */
  newCustomer(): string
  /** Until the turn under way has stopped, or nothing is owed any more, or so much time has passed. */
  run(limitMs: number): Promise<'stopped' | 'at rest' | 'out of time'>
}

/** So much hourless waiting in one stretch, and something goes round for ever. */
const MOST_SKIPS = 400

export async function openStage(engine: Engine): Promise<Stage> {
  const logged: string[] = []
  let moments: Moments | null = null
  const world = await createWorld({
    engine,
    // what no webhook tells is found by whoever looks after the connection
    watching: true,
    model: speaker(async () => moments?.thinking()),
    log: (line) => logged.push(line),
  })
  // quick enough for a sequence, and still one after the other
  world.sandbox.patchSettings({
    retrySchedule: [0.02, 0.05, 0.1, 0.2, 0.5],
    rate: { limit: 1_000_000, windowSec: 60 },
  })
  await world.api('POST', '/api/v1/integrations/freshchat/test')
  const workers = [world.baton, ...(engine === 'postgres' ? [await world.another()] : [])]
  moments = openMoments(workers)
  let customers = 0

  const run: Stage['run'] = async (limitMs) => {
    const end = world.clock.now().getTime() + limitMs
    let outcome: Awaited<ReturnType<Stage['run']>> | null = null
    let calm = 0
    let skips = 0
    await until('nothing is owed any more', async () => {
      if (moments?.stopped()) outcome = 'stopped'
      if (outcome !== null) return true
      const turns = workers.reduce((sum, each) => sum + each.underWay(), 0)
      if (world.sandbox.pendingDeliveries() > 0 || turns > (moments?.asleep() ?? 0)) {
        calm = 0
        return false
      }
      const at = await nextOwed(world)
      if (at === null && ++calm >= 2) outcome = 'at rest'
      if (at === null) return outcome !== null
      calm = 0
      if (at.getTime() > end) outcome = 'out of time'
      if (++skips > MOST_SKIPS) throw new Error('Something goes round for ever')
      if (outcome === null) world.clock.skip(Math.max(0, at.getTime() - world.clock.now().getTime()))
      return outcome !== null
    })
    return outcome ?? 'at rest'
  }

  return {
    world,
    moments,
    workers,
    faultsLogged: () => logged.splice(0).filter((line) => isAFault(line)),
    newCustomer: () => `Ana${++customers}`,
    run,
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  }
}

/** When something is owed, or what a lane wakes for by itself and has not come to yet. */
async function nextOwed(world: World): Promise<Date | null> {
  const dueAt = await nextDue(world)
  if (dueAt !== null) return dueAt
  const wakeAt = await nextWake(world)
  return wakeAt !== null && wakeAt <= world.clock.now() ? wakeAt : null
}

/** What nobody foresaw; that Freshchat failed, and was asked again, is what was played. */
function isAFault(line: string): boolean {
  if (line.includes(DEAD)) return false
  return line.includes('"kind":"unexpected"') || OURS.some((what) => line.startsWith(what))
}

const OURS = [
  'due conversations could not be read',
  'a conversation could not be taken',
  'a conversation could not be given back',
  'a lease could not be renewed',
]
