import type { BareLoopApi } from './bare-loop-process.ts'
import { figure, ranged, type Spread, shown, spread } from './figures.ts'
import type { Plan } from './freshchat-process.ts'
import { startProcess } from './remote.ts'
import type { Bench, Section } from './section.ts'
import { ANSWERS_AT_ONCE } from './stand.ts'
import { type Overheads, overheads, phasesShown } from './turn-times.ts'

/** Customers write, Baton answers, the echo comes back: answers per second with 50 customers waiting, beside a bare loop. */

const IN_FLIGHT = 50
/** Fifty customers are answered in waves: what falls into a few seconds says more of where a wave begins than of how many are answered. */
const LEAST_SECONDS = 10

interface Run {
  perSecond: number
  ms: Spread
  reference: { perSecond: number; ms: Spread }
  turns: Overheads
  unanswered: number
  /** Deliveries that Freshchat had to send again. */
  repeated: number
  roundTripsPerTurn: number
  /** Processor time over time: 1 is a core. */
  cores: { baton: number; freshchat: number }
}

export async function loops({ options, stand }: Bench): Promise<Section> {
  const { freshchat, baton } = stand
  const plan: Plan = {
    inFlight: IN_FLIGHT,
    seconds: Math.max(options.seconds, LEAST_SECONDS),
    warmAnswers: IN_FLIGHT,
    pauseMs: 0,
    questionsEach: 3,
  }
  await stand.api('PATCH', '/api/v1/settings', ANSWERS_AT_ONCE)
  const bare = startProcess<BareLoopApi>('bare-loop-process.ts')
  const bareUrl = await bare.ask('open', await freshchat.ask('account'))

  const runs: Run[] = []
  for (let run = 0; run < options.runs; run++) {
    await stand.settle()
    await freshchat.ask('register', bareUrl)
    const reference = await freshchat.ask('converse', { ...plan, seconds: Math.min(plan.seconds, 2) })
    await stand.settle()
    await freshchat.ask('register', stand.webhookUrl)

    const since = new Date()
    const before = await standing()
    const conversed = await freshchat.ask('converse', plan)
    const after = await standing()
    await stand.settle()
    const turns = await baton.ask('turnsSince', since)
    const took = after.at - before.at
    runs.push({
      perSecond: conversed.answeredPerSecond,
      ms: spread(conversed.answerMs),
      reference: { perSecond: reference.answeredPerSecond, ms: spread(reference.answerMs) },
      turns: overheads(turns),
      unanswered: conversed.unanswered,
      repeated: await freshchat.ask('repeated', since),
      roundTripsPerTurn: (after.roundTrips - before.roundTrips) / turns.length,
      cores: {
        baton: (after.baton - before.baton) / took / 1_000,
        freshchat: (after.freshchat - before.freshchat) / took / 1_000,
      },
    })
  }
  await bare.stop()

  async function standing() {
    const { roundTrips } = await baton.ask('statements')
    return {
      at: performance.now(),
      roundTrips,
      baton: await baton.ask('cpu'),
      freshchat: await freshchat.ask('cpu'),
    }
  }

  const of = (pick: (run: Run) => number) => runs.map(pick)
  const median = (pick: (run: Run) => number) => shown(figure(of(pick)).median)
  const repeated = runs.reduce((sum, run) => sum + run.repeated, 0)
  const wrong = runs.reduce((sum, run) => sum + run.unanswered + run.turns.others, 0)
  return {
    title: `Full loops, ${IN_FLIGHT} customers waiting, ${stand.engine}`,
    columns: ['', 'answers/s', 'p50 ms', 'p99 ms'],
    rows: [
      ['Baton', ranged(of((run) => run.perSecond)), median((run) => run.ms.p50), median((run) => run.ms.p99)],
      [
        'bare loop',
        ranged(of((run) => run.reference.perSecond)),
        median((run) => run.reference.ms.p50),
        median((run) => run.reference.ms.p99),
      ],
      ['ratio', median((run) => run.perSecond / run.reference.perSecond), '', ''],
    ],
    notes: [
      'ms: from the customer’s message to the answer in Freshchat; a session is three questions',
      `a turn costs ${median((run) => run.roundTripsPerTurn)} round trips to the database, its deliveries included`,
      `cores busy: Baton ${median((run) => run.cores.baton)}, the sandbox ${median((run) => run.cores.freshchat)}`,
      phasesShown(runs.map((run) => run.turns)),
      ...(repeated > 0 ? [`${repeated} deliveries were NOT acknowledged within Freshchat’s 3 s`] : []),
      ...(wrong > 0 ? [`${wrong} turns did NOT end in an answer`] : []),
    ],
    figures: runs,
  }
}
