import { setTimeout as pass } from 'node:timers/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { engines } from '../setup/engines.ts'
import { waits } from '../setup/figures.ts'
import { type Chance, createChance } from './chance.ts'
import { gatherCrowd } from './crowd.ts'
import { buildExecutable, type Program } from './executable.ts'
import { type Answer, type CallKind, callKind, type Gate, type Passing } from './gate.ts'
import { createInstall, type Install } from './install.ts'
import { brokenPromises, expectNoneBroken, noteFiguresOf, settled, whatBatonKept } from './promises.ts'

const CUSTOMERS = Number(process.env.FAULTS_CUSTOMERS ?? 12)
const KILLS = Number(process.env.FAULTS_KILLS ?? 15)
/** Freshchat takes its time, so that a kill finds calls on their way. */
const CALL_TAKES_MS = [20, 140] as const
const PACE = { reply: { settleMs: 100, quietMs: 60, longestWaitMs: 1_000 }, handoff: { confidence: 0.2 } }

beforeAll(buildExecutable)

describe.each(engines)('on %s', (engine) => {
  test(`${CUSTOMERS} customers write while Baton is killed ${KILLS} times: nobody is forgotten, and nobody hears anything twice`, async () => {
    const chance = createChance()
    const startedAt = Date.now()
    await using install = await createInstall(engine)
    const first = install.start()
    await install.ready(first)
    await install.setUp(PACE)
    first.kill('SIGKILL')
    await first.exited

    const crowd = gatherCrowd(install, CUSTOMERS, chance)
    const sniper = watch(install, chance)
    for (let kill = 1; kill <= KILLS; kill++) {
      const program = install.start()
      crowd.write(chance.between(1, 3))
      await sniper.shoot(program, async () => {
        await install.ready(program)
        crowd.write(chance.between(1, 4))
      })
    }

    const last = install.start()
    await install.ready(last)
    const restartedAt = Date.now()
    sniper.rest()
    await settled(install, () => `seed ${chance.seed}\n${last.output()}`, sniper.owed)

    const kept = await whatBatonKept(install)
    const broken = brokenPromises(install, kept)
    const longest = Math.max(...waits(install.sandbox))
    noteFiguresOf(install, kept, broken, KILLS)
    process.stderr.write(
      `${JSON.stringify({
        engine,
        seed: chance.seed,
        kills: KILLS,
        killedWhile: sniper.killedWhile(),
        customers: install.sandbox.state.conversations().length,
        messages: crowd.written(),
        handedOff: install.sandbox.state.conversations().filter(({ agentId }) => agentId === null).length,
        doubled: broken.doubled.length,
        lost: broken.lost.length,
        wrong: broken.wrong.length,
        longestWaitSec: longest / 1000,
        settledSec: (Date.now() - restartedAt) / 1000,
        tookSec: Math.round((Date.now() - startedAt) / 1000),
      })}\n`,
    )
    expectNoneBroken(broken, `seed ${chance.seed}`)
    expect(install.sandbox.state.conversations()).toHaveLength(CUSTOMERS)
  }, 1_800_000)
})

/** Where a call was when the process died: before it left, carried out with nobody left to hear it, or carried out a while later. */
type Moment = 'lost' | 'unheard' | 'late'

interface Sniper {
  /** Kills at the moment that it has chosen for this time; when that does not come, soon anyway. */
  shoot(program: Program, getReady: () => Promise<void>): Promise<void>
  /** Nobody is shot any more, and Freshchat is quick. */
  rest(): void
  /** Calls of dead processes that Freshchat has yet to carry out. */
  owed(): string[]
  /** How many calls of each kind were on their way when their process was killed. */
  killedWhile(): Record<string, number>
}

/** Half of the shots are aimed at a kind of call or at a delivery, the others fall where they fall. */
function watch({ freshchat, baton }: Install, chance: Chance): Sniper {
  const seen: Record<string, number> = {}
  const count = (what: string) => {
    seen[what] = (seen[what] ?? 0) + 1
  }
  let late = 0
  let isQuick = false
  let aim: { at: (passing: Passing, gate: Gate) => boolean; moment: Moment; fire: () => void } | null = null

  const through =
    (gate: Gate): Gate['onPass'] =>
    async (passing, forward) => {
      if (gate === freshchat && !isQuick) await pass(chance.between(...CALL_TAKES_MS))
      if (aim === null || !aim.at(passing, gate)) return forward()
      const { moment, fire } = aim
      aim = null
      return struck(moment, fire, forward)
    }

  async function struck(
    moment: Moment,
    fire: () => void,
    forward: () => Promise<Answer | null>,
  ): Promise<null> {
    if (moment === 'unheard') await forward()
    fire()
    if (moment === 'late') {
      late += 1
      void pass(chance.between(500, 25_000)).then(async () => {
        await forward()
        late -= 1
      })
    }
    return null
  }
  freshchat.onPass = through(freshchat)
  baton.onPass = through(baton)

  const isCall = (kind: CallKind) => (passing: Passing, gate: Gate) =>
    gate === freshchat && callKind(passing) === kind

  return {
    async shoot(program, getReady) {
      const what = chance.oneOf(TARGETS)
      const kill = () => {
        for (const call of freshchat.underWay()) count(callKind(call))
        for (const _ of baton.underWay()) count('intake')
        program.kill('SIGKILL')
      }
      if (what === 'start') {
        await pass(chance.between(0, 2_500))
        count('start')
        kill()
        await program.exited
        return
      }
      await getReady()
      if (what === 'anything') await pass(chance.between(0, 1_800))
      else {
        const [at, moments] =
          what === 'intake'
            ? [(_: Passing, gate: Gate) => gate === baton, ['lost', 'unheard'] as const]
            : [isCall(what), what === 'say' || what === 'note' ? MOMENTS : (['lost', 'unheard'] as const)]
        aim = { at, moment: chance.oneOf(moments), fire: kill }
        await Promise.race([program.exited, pass(chance.between(1_500, 2_500))])
        aim = null
      }
      if (program.isRunning()) kill()
      await program.exited
    },
    rest() {
      isQuick = true
    },
    owed: () => (late === 0 ? [] : [`${late} calls that Freshchat carries out late`]),
    killedWhile: () => seen,
  }
}

/** Late is the hardest: no look finds it until it is there. */
const MOMENTS: readonly Moment[] = ['lost', 'unheard', 'late', 'late']
const TARGETS = [
  ...Array.from({ length: 8 }, () => 'anything' as const),
  'start',
  'intake',
  'claim',
  'look',
  'say',
  'say',
  'say',
  'note',
  'note',
  'step-aside',
] as const
