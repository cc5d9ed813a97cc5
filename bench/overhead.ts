import { figure, ranged, type Spread, shown, spread } from './figures.ts'
import type { Conversed } from './freshchat-process.ts'
import type { Bench, Section } from './section.ts'
import { ANSWERS_AT_ONCE } from './stand.ts'
import { type Overheads, overheads, phasesShown } from './turn-times.ts'

/** From due to Freshchat's post, model time taken out, with the answerer that takes no time. */

const AIMS = 'aims: p50 25 ms, p99 250 ms'
const BURST = 50
const BURST_ROUNDS = 3
const PACE_MS = 5_000
const PACED = [10, 50, 200]

interface Run extends Overheads {
  /** From the customer's message in Freshchat to the answer there. */
  waits: Spread
  unanswered: number
  /** Deliveries that Freshchat had to send again. */
  repeated: number
}

export async function overhead({ options, stand }: Bench): Promise<Section> {
  const { freshchat } = stand
  const load: Record<string, () => Promise<Conversed>> = {
    '1 conversation': () =>
      freshchat.ask('converse', {
        inFlight: 1,
        seconds: options.seconds,
        warmAnswers: 0,
        pauseMs: 30,
        questionsEach: 3,
      }),
    ...Object.fromEntries(
      PACED.map((inFlight) => [
        `${inFlight} conversations, each writing every ${PACE_MS / 1_000} s`,
        () =>
          freshchat.ask('converse', {
            inFlight,
            seconds: Math.max(options.seconds, (2 * PACE_MS) / 1_000),
            warmAnswers: 0,
            pauseMs: PACE_MS,
            questionsEach: 3,
          }),
      ]),
    ),
    '50 conversations, all in one moment': () => freshchat.ask('burst', BURST, BURST_ROUNDS, 300),
  }
  await stand.api('PATCH', '/api/v1/settings', ANSWERS_AT_ONCE)
  await freshchat.ask('burst', 10, 3, 100)

  const rows: string[][] = []
  const notes = [AIMS]
  const figures: Record<string, Run[]> = {}
  for (const [name, converse] of Object.entries(load)) {
    const runs: Run[] = []
    for (let run = 0; run < options.runs; run++) {
      await stand.settle()
      const since = new Date()
      const { unanswered, answerMs } = await converse()
      await stand.settle()
      const turns = await stand.baton.ask('turnsSince', since)
      runs.push({
        ...overheads(turns),
        waits: spread(answerMs),
        unanswered,
        repeated: await freshchat.ask('repeated', since),
      })
    }
    figures[name] = runs
    rows.push(row(name, runs))
    notes.push(`${name}: ${phasesShown(runs)}`)
    const repeated = runs.reduce((sum, run) => sum + run.repeated, 0)
    if (repeated > 0)
      notes.push(`${name}: ${repeated} deliveries were NOT acknowledged within Freshchat’s 3 s`)
    const wrong = runs.reduce((sum, run) => sum + run.others + run.unanswered, 0)
    if (wrong > 0) notes.push(`${name}: ${wrong} turns did NOT end in an answer`)
  }
  return {
    title: `Turn overhead, ${stand.engine}`,
    columns: ['load', 'turns', 'p50 ms', 'p99 ms', 'first turn p50', 'later p50', 'customer waits p50'],
    rows,
    notes,
    figures,
  }
}

function row(name: string, runs: Run[]): string[] {
  const of = (pick: (run: Run) => number) => runs.map(pick)
  return [
    name,
    shown(of((run) => run.all.count).reduce((sum, count) => sum + count, 0)),
    ranged(of((run) => run.all.p50)),
    ranged(of((run) => run.all.p99)),
    shown(figure(of((run) => run.first.p50)).median),
    shown(figure(of((run) => run.later.p50)).median),
    shown(figure(of((run) => run.waits.p50)).median),
  ]
}
