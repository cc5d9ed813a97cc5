import type { Website } from './websites.ts'

/** What somebody types of a website, and as it is sent. */
export interface Typed {
  url: string
  include: string[]
  exclude: string[]
  /** As typed, where it is no number. */
  pageLimit: number | string
  schedule: Schedule
  hours: number | string
  visibility: Website['visibility']
}

export type Schedule = 'never' | 'daily' | 'weekly' | 'hours'

const DAY = 24
const WEEK = 7 * DAY

export const NEW: Typed = {
  url: '',
  include: [],
  exclude: [],
  pageLimit: 200,
  schedule: 'weekly',
  hours: 12,
  visibility: 'public',
}

export function typedOf({ url, include, exclude, pageLimit, everyHours, visibility }: Website): Typed {
  const schedule = scheduleOf(everyHours)
  return { url, include, exclude, pageLimit, schedule, hours: everyHours ?? NEW.hours, visibility }
}

function scheduleOf(everyHours: number | null): Schedule {
  if (everyHours === null) return 'never'
  return everyHours === DAY ? 'daily' : everyHours === WEEK ? 'weekly' : 'hours'
}

/** The server says what is wrong with what is no number. */
export function sentOf({ schedule, hours, ...fields }: Typed) {
  const every = { never: null, daily: DAY, weekly: WEEK, hours }
  const url = fields.url.trim()
  // as people type addresses
  return {
    ...fields,
    url: url === '' || /^\w+:/.test(url) ? url : `https://${url}`,
    everyHours: every[schedule],
  }
}

/** Only what differs. */
export function changesOf(before: Typed, typed: Typed): Partial<ReturnType<typeof sentOf>> {
  const was = sentOf(before)
  const is = sentOf(typed)
  // entries of one shape, some left out
  return Object.fromEntries(
    Object.entries(is).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(was[name as keyof typeof was]),
    ),
  ) as Partial<typeof is>
}
