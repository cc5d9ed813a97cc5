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
  const yesterday = wallClock(hours.timezone, dayBefore(now, today))
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
  const [hour = 0, minute = 0] = today.time.split(':').map(Number)
  const sinceMidnight = (hour * 60 + minute) * 60_000
  return new Date(now.getTime() - sinceMidnight - 12 * 60 * 60_000)
}

function shiftsOf(hours: OfficeHours, on: WallClock): { from: string; to: string }[] {
  if (hours.holidays.some(({ date }) => date === on.date)) return []
  return hours.weekly.filter(({ day }) => day === on.day)
}
