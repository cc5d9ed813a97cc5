import { z } from 'zod'
import type { After } from '../store/sessions-read.ts'
import { unprocessable } from './error.ts'

/** Of a list's query string: a parameter that is there but empty is not given. */
export function given<S extends z.ZodType>(schema: S) {
  return z.preprocess((value) => (value === '' ? undefined : value), schema.optional())
}

export function limit(most: number, usual: number) {
  return z.preprocess(
    (value) => (value === '' || value === undefined ? usual : Number(value)),
    z.number({ error: 'a whole number is expected' }).int().min(1).max(most),
  )
}

/** The years of which every engine knows the times, with room for the day that a range may add. */
function isStorableTime(text: string): boolean {
  return text >= '0002' && text < '9999'
}

const bareDay = z.iso.date()
const moment = z
  .union([z.iso.datetime({ offset: true }), bareDay])
  .refine(isStorableTime, 'a date between the years 2 and 9998')

/** One day, wherever it begins: `2026-01-31`. */
export const day = bareDay.refine(isStorableTime, 'a date between the years 2 and 9998')

/** Where a range of time begins, itself in it. */
export const from = moment.transform((text) => new Date(text))

/** Where it ends, itself in it; a bare date is meant with that whole day. What comes out is the first moment that is not in it. */
export const to = moment.transform(
  (text) => new Date(new Date(text).getTime() + (bareDay.safeParse(text).success ? 24 * 3600 * 1000 : 1)),
)

/** Opaque to who asks: the time and id of the last item of the page before. */
export const cursor = given(z.string().max(300))

export function readCursor(text: string | undefined, id: z.ZodType<string>): After | null {
  if (text === undefined) return null
  const read = z
    .tuple([z.iso.datetime().refine(isStorableTime), id])
    .safeParse(parsed(Buffer.from(text, 'base64url').toString()))
  if (!read.success)
    throw unprocessable('invalid', 'cursor', 'This cursor is none of ours: begin again without it.')
  return { at: new Date(read.data[0]), id: read.data[1] }
}

/** Asked for one more than a page holds: whether there is a next one shows in that. */
export function pageOf<Row, Item>(
  rows: Row[],
  size: number,
  present: (row: Row) => Item,
  endOf: (row: Row) => After,
): { items: Item[]; next: string | null } {
  const items = rows.slice(0, size)
  const last = items.at(-1)
  return {
    items: items.map(present),
    next: rows.length > size && last !== undefined ? writeCursor(endOf(last)) : null,
  }
}

function writeCursor({ at, id }: After): string {
  return Buffer.from(JSON.stringify([at.toISOString(), id])).toString('base64url')
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
