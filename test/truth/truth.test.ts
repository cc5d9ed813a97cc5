import fc from 'fast-check'
import { describe, test } from 'vitest'
import { type Engine, engines } from '../setup/engines.ts'
import { type Happening, happenings } from './events.ts'
import { openStage, type Stage } from './stage.ts'
import { storyOf } from './story.ts'
import { type Told, tell } from './tell.ts'

/**
 * Generated sequences of what people, rules, webhooks, Freshchat and our own workers do, against the real product and the sandbox.
 * Five fixed seeds and a random one; TRUTH_SEED repeats a run, TRUTH_RUNS says how many sequences all seeds have together.
 */

const RUNS = Number(process.env.TRUTH_RUNS ?? 300)
const RANDOM = Number(process.env.TRUTH_SEED ?? Math.floor(Math.random() * 2 ** 31))
const SEEDS = [1, 2, 3, 4, 5, RANDOM]
const RUNS_OF_A_SEED = Math.ceil(RUNS / SEEDS.length)
/** After a time-out whatever ended within a day is compared: what others left in a world slows it down. */
const RUNS_OF_A_STAGE = 25
const SHRINK_FOR_MS = Number(process.env.TRUTH_SHRINK_MS ?? 90_000)

// most on the quicker engine, which can have two workers; one on the embedded one
const quick = engines.at(-1) ?? 'pglite'
const runs = SEEDS.map((seed, index): { seed: number; engine: Engine } => ({
  seed,
  engine: index === 0 ? 'pglite' : quick,
}))

describe.concurrent('the model of the truth', () => {
  test.for(runs)(
    `${RUNS_OF_A_SEED} sequences with the seed $seed on $engine: nothing lost, nothing doubled, nobody talked over, nobody waits in silence`,
    { timeout: 90 * 60_000 },
    async ({ seed, engine }, { expect }) => {
      await using stages = stagesOn(engine)
      let failedAt: number | null = null
      let story = ''
      const holds = async (sequence: Happening[]): Promise<boolean> => {
        // a shorter one may take for ever to find
        if (failedAt !== null && Date.now() - failedAt > SHRINK_FOR_MS) return true
        const on = await stages.next()
        const told = await tell(on, sequence)
        if (told.broken.length === 0) return true
        failedAt ??= Date.now()
        story = storyOf(told, transcriptOf(on, told))
        // nobody knows what it has left behind
        await stages.leave()
        return false
      }
      const { failed, numRuns } = await fc.check(fc.asyncProperty(happenings, holds), {
        seed,
        numRuns: RUNS_OF_A_SEED,
      })
      expect(failed ? `After ${numRuns} sequences, with the seed ${seed}:\n${story}` : '').toBe('')
    },
  )
})

/** Each for so many sequences, or until it is left. */
function stagesOn(engine: Engine) {
  let stage: Stage | null = null
  let left = 0
  const leave = async () => {
    const leaving = stage
    stage = null
    await leaving?.[Symbol.asyncDispose]()
  }
  return {
    async next(): Promise<Stage> {
      if (left === 0) await leave()
      if (stage === null) left = RUNS_OF_A_STAGE
      stage ??= await openStage(engine)
      left--
      return stage
    },
    leave,
    [Symbol.asyncDispose]: leave,
  }
}

function transcriptOf({ world }: Stage, { played }: Told): string[] {
  return world.transcript(played.customer)
}
