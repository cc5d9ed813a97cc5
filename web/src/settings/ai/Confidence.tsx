import { useQuery } from '@tanstack/react-query'
import { get } from '../../api.ts'
import { NumberField } from '../../ui/controls.tsx'
import { Fault } from '../../ui/Failed.tsx'
import { useTimes } from '../../ui/time.ts'
import { useSettingsWords } from '../../words/settings.ts'
import { Curve, type Point, pointAt } from './Curve.tsx'

interface Answered {
  questions: number
  items: Point[]
}

/** The threshold, and what it would have meant for the organization's own questions. */
export function Confidence({
  value,
  set,
  error,
}: {
  value: number | string
  set(value: number | string): void
  error: string | null
}) {
  const { handoff: words } = useSettingsWords()
  const read = useQuery({
    queryKey: ['confidence-curve'],
    queryFn: () => get<Answered>('/api/v1/settings/confidence-curve'),
  })
  const threshold = Math.min(Math.max(Number(value) || 0, 0), 1)
  return (
    <fieldset className="mb-4 min-w-0 rounded-lg border border-line px-4 pb-3 pt-1">
      <legend className="px-1">{words.confidence}</legend>
      <div className="grid items-start gap-x-4 sm:grid-cols-[8rem_1fr]">
        <NumberField
          label={words.curve.threshold}
          name="confidence"
          value={value}
          empty=""
          set={set}
          error={error}
        />
        <input
          type="range"
          min={0}
          max={1}
          step={0.01}
          className="sm:mt-7"
          aria-label={words.confidence}
          value={threshold}
          onChange={({ currentTarget }) => set(Number(currentTarget.value))}
        />
      </div>
      <p className="hint mb-3">{words.confidenceHint}</p>
      <h3 className="font-semibold">{words.curve.title}</h3>
      <Fault fault={read.error} />
      {read.data?.questions === 0 && <p className="hint">{words.curve.none}</p>}
      {read.data !== undefined && read.data.questions > 0 && <History {...read.data} threshold={threshold} />}
    </fieldset>
  )
}

function History({ questions, items, threshold }: Answered & { threshold: number }) {
  const {
    handoff: { curve: words },
  } = useSettingsWords()
  const times = useTimes()
  const point = pointAt(items, threshold)
  return (
    <>
      <p className="hint">{words.questions(times.whole(questions))}</p>
      <Curve items={items} threshold={threshold} />
      {point !== undefined && (
        <div aria-live="polite" className="mt-2">
          <p>
            {words.at(
              times.share(point.threshold),
              times.percent(point.answered),
              times.whole(Math.round(point.answered * questions)),
              times.whole(questions),
            )}
          </p>
          <p>
            {point.precision === null
              ? words.nobodyJudged
              : words.right(
                  times.percent(point.precision),
                  times.whole(Math.round(point.precision * point.judged)),
                  times.whole(point.judged),
                )}
          </p>
        </div>
      )}
      <p className="hint mt-1">{words.howJudged}</p>
      <details className="mt-2">
        <summary className="cursor-pointer font-semibold text-accent">{words.table}</summary>
        <table className="mt-2 w-full text-left">
          <thead className="hint">
            <tr>
              {[words.threshold, words.answered, words.precision, words.judged].map((head) => (
                <th key={head} scope="col" className="py-1 font-normal">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {items.map((each) => (
              <tr key={each.threshold} className="border-t border-line">
                <th scope="row" className="py-1 font-normal">
                  {times.share(each.threshold)}
                </th>
                <td>{times.percent(each.answered)}</td>
                <td>{each.precision === null ? '–' : times.percent(each.precision)}</td>
                <td>{times.whole(each.judged)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  )
}
