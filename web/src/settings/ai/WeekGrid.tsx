import { Fragment, useId } from 'react'
import { inTheirWords } from '../../words/server.ts'
import { useSettingsWords } from '../../words/settings.ts'
import { useWords } from '../../words/words.tsx'
import type { Hours } from './OfficeHours.tsx'

type Shift = Hours['weekly'][number]
type Day = Shift['day']
/** What ties the one field that was refused to the sentence that says so. */
type Tied = (shift: Shift, name: 'from' | 'to') => { 'aria-invalid'?: boolean; 'aria-describedby'?: string }

const DAYS: Day[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const WORKDAYS: Day[] = ['tue', 'wed', 'thu', 'fri']
const DAY_MINUTES = 1_440

/** A row for each day, with its hours drawn along the day. The browser's own time fields: typed, or by the arrow keys. */
export function WeekGrid({
  weekly,
  set,
  error,
  faulty,
}: {
  weekly: Shift[]
  set(weekly: Shift[]): void
  error: string | null
  /** The dotted path of what was refused. */
  faulty: string | null
}) {
  const words = useWords()
  const { officeHours } = useSettingsWords()
  const id = useId()
  const faultyDay = weekly.find((_, index) => faulty?.startsWith(`officeHours.weekly.${index}.`))?.day
  const said = error && (
    <p id={id} role="alert" className="error mb-2">
      {inTheirWords(words, error)}
    </p>
  )
  const tied: Tied = (shift, name) =>
    faulty === `officeHours.weekly.${weekly.indexOf(shift)}.${name}`
      ? { 'aria-invalid': true, 'aria-describedby': id }
      : {}
  const of = (day: Day) => weekly.filter((shift) => shift.day === day)
  /** In the order of the week, so that the same hours are the same settings. */
  const setDay = (days: Day[], shifts: Omit<Shift, 'day'>[]) =>
    set(
      DAYS.flatMap((day) =>
        days.includes(day) ? shifts.map(({ from, to }) => ({ day, from, to })) : of(day),
      ),
    )
  return (
    <fieldset
      className="mb-4 min-w-0 rounded-lg border border-line px-4 pb-3 pt-1"
      aria-describedby="week-hint"
    >
      <legend className="px-1">{officeHours.week}</legend>
      {DAYS.map((day) => (
        <Fragment key={day}>
          <DayRow day={day} shifts={of(day)} set={(shifts) => setDay([day], shifts)} tied={tied} />
          {day === faultyDay && said}
        </Fragment>
      ))}
      {faultyDay === undefined && said}
      <p id="week-hint" className="hint my-2">
        {officeHours.weekHint}
      </p>
      <button type="button" className="btn" onClick={() => setDay(WORKDAYS, of('mon'))}>
        {officeHours.copyMonday}
      </button>
    </fieldset>
  )
}

function DayRow({
  day,
  shifts,
  set,
  tied,
}: {
  day: Day
  shifts: Shift[]
  set(shifts: Omit<Shift, 'day'>[]): void
  tied: Tied
}) {
  const { officeHours } = useSettingsWords()
  const name = officeHours.days[day]
  const change = (index: number, part: Partial<Shift>) =>
    set(shifts.map((each, at) => (at === index ? { ...each, ...part } : each)))
  return (
    <div className="grid items-center gap-x-3 gap-y-1 border-t border-line py-2 first-of-type:border-t-0 sm:grid-cols-[7rem_1fr_auto]">
      <strong>{name}</strong>
      <div className="min-w-0">
        <DayBar shifts={shifts} />
        {shifts.length === 0 && <span className="hint">{officeHours.away}</span>}
        {shifts.map((shift, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the place is what tells them apart
          <div key={index} className="flex items-center gap-1.5 py-1">
            <input
              type="time"
              className="min-w-0 max-w-34 flex-1 max-sm:px-1.5 max-sm:[&::-webkit-calendar-picker-indicator]:hidden"
              aria-label={officeHours.from(name, index + 1)}
              {...tied(shift, 'from')}
              value={shift.from}
              onChange={({ currentTarget }) => change(index, { from: currentTarget.value })}
            />
            <span aria-hidden="true">–</span>
            <input
              type="time"
              className="min-w-0 max-w-34 flex-1 max-sm:px-1.5 max-sm:[&::-webkit-calendar-picker-indicator]:hidden"
              aria-label={officeHours.to(name, index + 1)}
              {...tied(shift, 'to')}
              value={shift.to}
              onChange={({ currentTarget }) => change(index, { to: currentTarget.value })}
            />
            <button
              type="button"
              className="btn btn-quiet px-2"
              aria-label={officeHours.removeShift(name, index + 1)}
              onClick={() => set(shifts.filter((_, at) => at !== index))}
            >
              <span aria-hidden="true">×</span>
            </button>
          </div>
        ))}
      </div>
      <button
        type="button"
        className="btn btn-quiet justify-self-start px-2"
        aria-label={officeHours.addShift(name)}
        onClick={() =>
          set([
            ...shifts,
            shifts.length === 0 ? { from: '09:00', to: '17:00' } : { from: '18:00', to: '20:00' },
          ])
        }
      >
        <span aria-hidden="true">+</span>
      </button>
    </div>
  )
}

/** The day from midnight to midnight; the fields beside it say the same. What runs into the next day is drawn to midnight. */
function DayBar({ shifts }: { shifts: Shift[] }) {
  return (
    <svg
      viewBox={`0 0 ${DAY_MINUTES} 10`}
      preserveAspectRatio="none"
      className="h-1.5 w-full rounded"
      aria-hidden="true"
    >
      <rect width={DAY_MINUTES} height={10} className="fill-line" />
      {shifts.map(({ from, to }, index) => {
        const start = minuteOf(from)
        const end = to <= from ? DAY_MINUTES : minuteOf(to)
        // biome-ignore lint/suspicious/noArrayIndexKey: two may be the same while somebody types
        return <rect key={index} x={start} width={end - start} height={10} className="fill-accent" />
      })}
    </svg>
  )
}

function minuteOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  return hour * 60 + minute
}
