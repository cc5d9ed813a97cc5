import { useTimes } from '../../ui/time.ts'
import { useSettingsWords } from '../../words/settings.ts'

export interface Point {
  threshold: number
  answered: number
  precision: number | null
  judged: number
}

const WIDTH = 480
const HEIGHT = 160
/** Room for the figures beside it, so that none is cut off. */
const LEFT = 40
const RIGHT = 18
const BOTTOM = 22
const TOP = 8

const x = (threshold: number) => LEFT + threshold * (WIDTH - LEFT - RIGHT)
const y = (share: number) => TOP + (1 - share) * (HEIGHT - TOP - BOTTOM)

/** Share answered (whole line) and share right (dashed) against the threshold. The table beside it says the same. */
export function Curve({ items, threshold }: { items: Point[]; threshold: number }) {
  const {
    handoff: { curve: words },
  } = useSettingsWords()
  const times = useTimes()
  const answered = lineOf(items.map((each) => [each.threshold, each.answered]))
  const precision = lineOf(
    items.flatMap((each): [number, number][] =>
      each.precision === null ? [] : [[each.threshold, each.precision]],
    ),
  )
  return (
    <figure className="my-2 max-w-xl">
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={words.chart(times.share(threshold))}
        className="w-full"
      >
        {[0, 0.5, 1].map((share) => (
          <g key={share}>
            <line x1={x(0)} x2={x(1)} y1={y(share)} y2={y(share)} className="stroke-line" />
            <text x={LEFT - 6} y={y(share) + 4} textAnchor="end" fontSize={11} className="fill-soft">
              {times.percent(share)}
            </text>
          </g>
        ))}
        {[0, 0.25, 0.5, 0.75, 1].map((each) => (
          <text key={each} x={x(each)} y={HEIGHT - 6} textAnchor="middle" fontSize={11} className="fill-soft">
            {times.share(each)}
          </text>
        ))}
        <line
          x1={x(threshold)}
          x2={x(threshold)}
          y1={TOP}
          y2={y(0)}
          className="stroke-warn"
          strokeWidth={2}
        />
        <polyline points={answered} className="fill-none stroke-accent" strokeWidth={2.5} />
        <polyline
          points={precision}
          className="fill-none stroke-ink"
          strokeWidth={2.5}
          strokeDasharray="6 4"
        />
      </svg>
      <figcaption className="hint flex flex-wrap gap-x-4">
        <Key isDashed={false}>{words.answered}</Key>
        {precision !== '' && <Key isDashed>{words.precision}</Key>}
      </figcaption>
    </figure>
  )
}

function Key({ isDashed, children }: { isDashed: boolean; children: string }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <svg width="26" height="8" aria-hidden="true">
        <line
          x1="0"
          x2="26"
          y1="4"
          y2="4"
          strokeWidth="2.5"
          className={isDashed ? 'stroke-ink' : 'stroke-accent'}
          {...(isDashed ? { strokeDasharray: '6 4' } : {})}
        />
      </svg>
      {children}
    </span>
  )
}

/** The last one not above it: what the curve knows of that threshold. */
export function pointAt(items: Point[], threshold: number): Point | undefined {
  return items.findLast((each) => each.threshold <= threshold + 1e-9)
}

function lineOf(points: [number, number][]): string {
  return points.map(([threshold, share]) => `${x(threshold).toFixed(1)},${y(share).toFixed(1)}`).join(' ')
}
