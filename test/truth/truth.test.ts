import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
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

describe('the model of the truth', () => {
  let stage: { is: Stage; engine: Engine; left: number } | null = null
  const close = async () => {
    const closing = stage
    stage = null
    await closing?.is[Symbol.asyncDispose]()
  }
  const stageOn = async (engine: Engine): Promise<Stage> => {
    if (stage === null || stage.engine !== engine || stage.left === 0) {
      await close()
      stage = { is: await openStage(engine), engine, left: RUNS_OF_A_STAGE }
    }
    stage.left--
    return stage.is
  }
  afterAll(close)

  test.each(runs)(
    `${RUNS_OF_A_SEED} sequences with the seed $seed on $engine: nothing lost, nothing doubled, nobody talked over, nobody waits in silence`,
    async ({ seed, engine }) => {
      let failedAt: number | null = null
      let story = ''
      const holds = async (sequence: Happening[]): Promise<boolean> => {
        // a shorter one may take for ever to find
        if (failedAt !== null && Date.now() - failedAt > SHRINK_FOR_MS) return true
        const on = await stageOn(engine)
        const told = await tell(on, sequence)
        if (told.broken.length === 0) return true
        failedAt ??= Date.now()
        story = storyOf(told, transcriptOf(on, told))
        // nobody knows what it has left behind
        await close()
        return false
      }
      const { failed, numRuns } = await fc.check(fc.asyncProperty(happenings, holds), {
        seed,
        numRuns: RUNS_OF_A_SEED,
      })
      expect(failed ? `After ${numRuns} sequences, with the seed ${seed}:\n${story}` : '').toBe('')
    },
    40 * 60_000,
  )
})

function transcriptOf({ world }: Stage, { played }: Told): string[] {
  return world.transcript(played.customer)
}
