import { useTimes } from '../ui/time.ts'
import { useWords } from '../words/words.tsx'

const SHADES = ['bg-accent', 'bg-warn', 'bg-field', 'bg-note-line', 'bg-soft']
/** The whole of what the others are parts of. */
const WHOLE = 'think'

/** Where the time went, as one bar; a part is as wide as it took long. */
export function TimingBar({ timings }: { timings: Record<string, number> }) {
  const { trace } = useWords()
  const { number } = useTimes()
  const known = Object.entries(timings).filter(([name]) => name !== WHOLE)
  const sum = known.reduce((total, [, ms]) => total + ms, 0)
  const whole = Math.max(timings[WHOLE] ?? 0, sum)
  if (whole <= 0) return null
  const parts = whole > sum ? [...known, ['other', whole - sum] as const] : known
  return (
    <div>
      <dt>
        {trace.times} · {number(whole)} ms
      </dt>
      <dd>
        <div className="my-1 flex h-2 overflow-hidden rounded-full" aria-hidden="true">
          {parts.map(([name, ms], index) => (
            <span
              key={name}
              className={SHADES[index % SHADES.length]}
              style={{ width: `${(100 * ms) / whole}%` }}
            />
          ))}
        </div>
        <ul className="flex flex-wrap gap-x-4">
          {parts.map(([name, ms], index) => (
            <li key={name} className="flex items-center gap-1.5">
              <span aria-hidden="true" className={`size-2.5 rounded-full ${SHADES[index % SHADES.length]}`} />
              {trace.steps[name] ?? name} {number(ms)} ms
            </li>
          ))}
        </ul>
      </dd>
    </div>
  )
}
