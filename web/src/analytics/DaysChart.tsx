import type { SessionFilter } from '../queries.ts'
import { useTimes } from '../ui/time.ts'
import { useWords } from '../words/words.tsx'
import { Rows } from './Rows.tsx'
import type { Asked } from './report.ts'

export interface Day {
  day: string
  open: number
  confirmed: number
  assumed: number
  byRep: number
  byRule: number
  gone: number
}

const ENDINGS = ['confirmed', 'assumed', 'byRep', 'byRule', 'gone', 'open'] as const
type Ending = (typeof ENDINGS)[number]

const ROWS: Record<Ending, SessionFilter> = {
  confirmed: { closure: 'confirmed' },
  assumed: { closure: 'assumed' },
  byRep: { closure: 'rep' },
  byRule: { closure: 'rule' },
  gone: { closure: 'gone' },
  open: { status: 'open' },
}

const FILLS: Record<Ending, string> = {
  confirmed: 'var(--good)',
  assumed: 'color-mix(in oklab, var(--good) 55%, var(--card))',
  byRep: 'var(--rep-strong)',
  byRule: 'color-mix(in oklab, var(--rep-strong) 55%, var(--card))',
  gone: 'var(--field)',
  open: 'var(--warn)',
}

const HEIGHT = 160
const WIDTH = 720

/** A bar a day, its endings one over the other; the same numbers as a table for whoever sees no bars. */
export function DaysChart({ days, asked }: { days: Day[]; asked: Asked }) {
  const { from, to } = asked
  const words = useWords().analytics
  const { day: written } = useTimes()
  const all = everyDay(days, from, to)
  const most = Math.max(1, ...all.map(sumOf))
  const step = WIDTH / all.length
  const shown = ENDINGS.filter((ending) => all.some((day) => day[ending] > 0))
  return (
    <figure>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        className="h-40 w-full"
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        {all.map((day, at) => {
          let top = HEIGHT
          return ENDINGS.map((ending) => {
            const height = (day[ending] / most) * (HEIGHT - 4)
            top -= height
            return height === 0 ? null : (
              <rect
                key={`${day.day} ${ending}`}
                x={at * step + step * 0.12}
                width={step * 0.76}
                y={top}
                height={height}
                fill={FILLS[ending]}
              />
            )
          })
        })}
        <line x1="0" x2={WIDTH} y1={HEIGHT} y2={HEIGHT} stroke="var(--line)" strokeWidth="2" />
      </svg>
      <div className="hint mt-1 flex justify-between" aria-hidden="true">
        <span>{written(from)}</span>
        <span>{words.most(most)}</span>
        <span>{written(to)}</span>
      </div>
      <figcaption>
        <ul className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-[0.9rem]">
          {shown.map((ending) => (
            <li key={ending} className="flex items-center gap-1.5">
              <svg width="12" height="12" aria-hidden="true">
                <rect width="12" height="12" rx="2" fill={FILLS[ending]} />
              </svg>
              {words.endings[ending]}
            </li>
          ))}
        </ul>
        {days.length > 0 && <AsTable days={days} asked={asked} />}
      </figcaption>
    </figure>
  )
}

function AsTable({ days, asked }: { days: Day[]; asked: Asked }) {
  const words = useWords().analytics
  const { day: written, whole } = useTimes()
  return (
    <details className="mt-2">
      <summary className="cursor-pointer font-semibold text-accent">{words.asTable}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="mt-2 overflow-x-auto" tabIndex={0} aria-label={words.asTable}>
        <table className="w-full text-left text-[0.9rem] tabular-nums">
          <thead>
            <tr>
              <th scope="col" className="pr-3">
                {words.day}
              </th>
              {ENDINGS.map((ending) => (
                <th key={ending} scope="col" className="pr-3 font-semibold">
                  {words.endings[ending]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {days.map((day) => (
              <tr key={day.day} className="border-t border-line">
                <th scope="row" className="whitespace-nowrap pr-3 font-normal">
                  <Rows count={sumOf(day)} asked={asked} filter={{ day: day.day }}>
                    {written(day.day)}
                  </Rows>
                </th>
                {ENDINGS.map((ending) => (
                  <td key={ending}>
                    <Rows count={day[ending]} asked={asked} filter={{ day: day.day, ...ROWS[ending] }}>
                      {whole(day[ending])}
                    </Rows>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  )
}

const sumOf = (day: Day): number => ENDINGS.reduce((sum, ending) => sum + day[ending], 0)

/** With those on which nothing began, at most a year. */
function everyDay(days: Day[], from: string, to: string): Day[] {
  const known = new Map(days.map((day) => [day.day, day]))
  const all: Day[] = []
  for (const at = new Date(`${from}T00:00:00Z`); all.length < 367; at.setUTCDate(at.getUTCDate() + 1)) {
    const day = at.toISOString().slice(0, 10)
    if (day > to) break
    all.push(known.get(day) ?? { day, open: 0, confirmed: 0, assumed: 0, byRep: 0, byRule: 0, gone: 0 })
  }
  return all
}
