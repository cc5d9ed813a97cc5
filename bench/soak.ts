import { figure, ranged, shown } from './figures.ts'
import type { Bench, Section } from './section.ts'
import { ANSWERS_AT_ONCE } from './stand.ts'
import { type Overheads, overheads } from './turn-times.ts'

/** Hours of the same load: what grows that should not? The reference is the same run's own second part; the first one warms up. */

const PARTS = 6
const CONVERSATIONS = 20
const PAUSE_MS = 2_000
const QUESTIONS_EACH = 3

interface Part extends Overheads {
  answers: number
  unanswered: number
  /** In MiB: of the process, and of what a collection leaves. */
  rss: number
  kept: number
}

export async function soak({ options, stand }: Bench): Promise<Section> {
  const { baton, freshchat } = stand
  await stand.api('PATCH', '/api/v1/settings', ANSWERS_AT_ONCE)
  const parts: Part[] = []
  for (let part = 0; part < PARTS; part++) {
    const since = new Date()
    const { answerMs, unanswered } = await freshchat.ask('converse', {
      inFlight: CONVERSATIONS,
      seconds: (options.minutes * 60) / PARTS,
      warmAnswers: 0,
      pauseMs: PAUSE_MS,
      questionsEach: QUESTIONS_EACH,
    })
    await stand.settle()
    const { rss, kept } = await baton.ask('memory')
    const times = overheads(await baton.ask('turnsSince', since))
    parts.push({ ...times, answers: answerMs.length, unanswered, rss, kept })
  }
  const minutes = options.minutes / PARTS
  const [, second, ...later] = parts
  const grownBy = (pick: (part: Part) => number) =>
    second === undefined ? Number.NaN : figure(later.map(pick)).median - pick(second)
  const perHour = (mib: number) => (mib * 60) / (minutes * ((later.length + 1) / 2))
  const lost = parts.reduce((sum, part) => sum + part.unanswered + part.others, 0)
  return {
    title: `Soak of ${shown(options.minutes)} minutes, ${stand.engine}`,
    columns: ['minutes', 'answers', 'p50 ms', 'p99 ms', 'MiB', 'MiB kept'],
    rows: parts.map((part, at) => [
      `${shown(at * minutes)}–${shown((at + 1) * minutes)}`,
      String(part.answers),
      shown(part.all.p50),
      shown(part.all.p99),
      shown(part.rss),
      shown(part.kept),
    ]),
    notes: [
      `${CONVERSATIONS} conversations, each writing every ${PAUSE_MS / 1_000} s; overhead as above; “kept” is the heap after a collection`,
      `from the second part to the median of the later ones: ${shown(perHour(grownBy((part) => part.kept)))} MiB kept an hour, ${shown(perHour(grownBy((part) => part.rss)))} MiB of the process`,
      `answers a part: ${ranged(parts.map((part) => part.answers))}`,
      ...(lost > 0 ? [`${lost} turns did NOT end in an answer`] : []),
    ],
    figures: parts,
  }
}
