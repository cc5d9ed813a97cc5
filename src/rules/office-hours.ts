import type { Settings } from '../settings.ts'

export type OfficeHours = NonNullable<Settings['officeHours']>

/**
 * Whether the team is there at `now`. Hours are wall-clock times in the team's zone: an instant is turned into the zone's time, never
 * the other way round, so a daylight-saving night needs no rule of its own. A holiday closes its whole day. Where `to` is not
 * after `from`, the shift ends on the next day (22:00 to 06:00; 09:00 to 00:00). No hours: always.
 */
export function isOpen(hours: OfficeHours | null, now: Date): boolean {
  if (hours === null) return true
  const today = wallClock(hours.timezone, now)
  return isOpenAt(hours, today, wallClock(hours.timezone, dayBefore(now, today)))
}

/** The next instant at which the team is there: `now` itself when it is, null when it never is. */
export function nextOpening(hours: OfficeHours | null, now: Date): Date | null {
  for (const { at, open } of stretches(hours, now)) if (open) return at
  return null
}

/** The next instant at which the team is not there: `now` itself when it is not, null when it always is. */
export function nextClosing(hours: OfficeHours | null, now: Date): Date | null {
  if (!isOpen(hours, now)) return now
  for (const { at, open } of stretches(hours, now)) if (!open) return at
  return null
}

/** The instant at which the team has been there for so many minutes since `from`; null when it never will have been. */
export function plusOpenMinutes(hours: OfficeHours | null, from: Date, minutes: number): Date | null {
  let owedMs = minutes * MINUTE_MS
  for (const { at, open, until } of stretches(hours, from)) {
    if (!open) continue
    const lasts = until === null ? Number.POSITIVE_INFINITY : until.getTime() - at.getTime()
    if (owedMs <= lasts) return new Date(at.getTime() + owedMs)
    owedMs -= lasts
  }
  return null
}

const MINUTE_MS = 60_000
/** Zones change their offset at quarter hours, and hours are set in minutes: within a quarter only those minutes can matter. */
const QUARTER_MS = 15 * MINUTE_MS
const FURTHEST_MS = 400 * 24 * 60 * MINUTE_MS

/**
 * From `from` on, when the team is there and when not, in turns; `until` null: for as long as we look. Time is walked forward in
 * quarter hours, and minute by minute only where something changes: an instant has one wall-clock time, the other way round it may
 * have none or two.
 */
function* stretches(
  hours: OfficeHours | null,
  from: Date,
): Generator<{ at: Date; open: boolean; until: Date | null }> {
  if (hours === null) return yield { at: from, open: true, until: null }
  if (hours.weekly.length === 0) return
  const end = from.getTime() + FURTHEST_MS
  const edges = [...new Set(hours.weekly.flatMap(({ from: opens, to }) => [opens, to]))]
  let at = from
  let open = isOpen(hours, from)
  for (let step = floorTo(from.getTime(), QUARTER_MS); step < end; step += QUARTER_MS) {
    for (const minute of minutesThatMatter(hours, edges, step)) {
      if (minute <= from.getTime() || isOpen(hours, new Date(minute)) === open) continue
      yield { at, open, until: new Date(minute) }
      at = new Date(minute)
      open = !open
    }
  }
  yield { at, open, until: null }
}

/** In the quarter hour from `start`: its first minute (a holiday, a change of offset), and each at which a shift begins or ends. */
function minutesThatMatter(hours: OfficeHours, edges: string[], start: number): number[] {
  const { time } = wallClock(hours.timezone, new Date(start))
  const first = minuteOf(time)
  const inside = edges.map((edge) => minuteOf(edge) - first).filter((offset) => offset > 0 && offset < 15)
  return [0, ...inside.sort((a, b) => a - b)].map((offset) => start + offset * MINUTE_MS)
}

function isOpenAt(hours: OfficeHours, today: WallClock, yesterday: WallClock): boolean {
  return (
    shiftsOf(hours, today).some(({ from, to }) => today.time >= from && (to <= from || today.time < to)) ||
    shiftsOf(hours, yesterday).some(({ from, to }) => to <= from && today.time < to)
  )
}

interface WallClock {
  date: string
  day: string
  time: string
}

const formats = new Map<string, Intl.DateTimeFormat>()

function wallClock(timeZone: string, at: Date): WallClock {
  let format = formats.get(timeZone)
  if (format === undefined) {
    const fields = {
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      weekday: 'short',
    } as const
    format = new Intl.DateTimeFormat('en-GB', { timeZone, hourCycle: 'h23', ...fields })
    formats.set(timeZone, format)
  }
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]))
  return {
    date: `${parts.year}-${parts.month}-${parts.day}`,
    day: (parts.weekday ?? '').toLowerCase(),
    time: `${parts.hour}:${parts.minute}`,
  }
}

/** An instant of the day before in the zone: a day has 23 to 25 hours, noon of it is never far from 24 hours before noon. */
function dayBefore(now: Date, today: WallClock): Date {
  return new Date(now.getTime() - minuteOf(today.time) * MINUTE_MS - 12 * 60 * MINUTE_MS)
}

function shiftsOf(hours: OfficeHours, on: WallClock): { from: string; to: string }[] {
  if (hours.holidays.some(({ date }) => date === on.date)) return []
  return hours.weekly.filter(({ day }) => day === on.day)
}

function minuteOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  return hour * 60 + minute
}

function floorTo(ms: number, size: number): number {
  return Math.floor(ms / size) * size
}
