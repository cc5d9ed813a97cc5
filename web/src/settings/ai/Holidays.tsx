import { useId } from 'react'
import { inTheirWords } from '../../words/server.ts'
import { useSettingsWords } from '../../words/settings.ts'
import { useWords } from '../../words/words.tsx'
import type { Hours } from './OfficeHours.tsx'

type Holiday = Hours['holidays'][number]

export function Holidays({
  holidays,
  set,
  error,
  faulty,
}: {
  holidays: Holiday[]
  set(holidays: Holiday[]): void
  error: string | null
  /** The dotted path of what was refused. */
  faulty: string | null
}) {
  const words = useWords()
  const { officeHours } = useSettingsWords()
  const id = useId()
  const tied = (index: number, name: keyof Holiday) =>
    faulty === `officeHours.holidays.${index}.${name}` ? { 'aria-invalid': true, 'aria-describedby': id } : {}
  const change = (index: number, part: Partial<Holiday>) =>
    set(holidays.map((each, at) => (at === index ? { ...each, ...part } : each)))
  return (
    <fieldset className="mb-4 min-w-0 rounded-lg border border-line px-4 pb-3 pt-1">
      <legend className="px-1">{officeHours.holidays}</legend>
      <p className="hint mb-2">{officeHours.holidaysHint}</p>
      {holidays.length === 0 && <p className="mb-2">{officeHours.noHoliday}</p>}
      {holidays.map((holiday, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the place is what tells them apart
        <div key={index} className="mb-2 flex flex-wrap items-center gap-2">
          <input
            type="date"
            className="max-w-44"
            aria-label={officeHours.date(index + 1)}
            {...tied(index, 'date')}
            value={holiday.date}
            onChange={({ currentTarget }) => change(index, { date: currentTarget.value })}
          />
          <input
            className="min-w-32 max-w-64 flex-1"
            aria-label={officeHours.name(index + 1)}
            {...tied(index, 'name')}
            value={holiday.name}
            onChange={({ currentTarget }) => change(index, { name: currentTarget.value })}
          />
          <button
            type="button"
            className="btn btn-quiet px-2"
            aria-label={officeHours.removeHoliday(index + 1)}
            onClick={() => set(holidays.filter((_, at) => at !== index))}
          >
            <span aria-hidden="true">×</span>
          </button>
        </div>
      ))}
      {error && (
        <p id={id} role="alert" className="error mb-2">
          {inTheirWords(words, error)}
        </p>
      )}
      <button type="button" className="btn" onClick={() => set([...holidays, { date: '', name: '' }])}>
        {officeHours.addHoliday}
      </button>
    </fieldset>
  )
}
