import { z } from 'zod'
import { storable } from '../storable.ts'

/** How Freshchat writes single values, and how they are read into ours. */

const LONGEST_ID = 200

/** null where Freshchat says "none" (missing, null, "", " ": reference 6.5), undefined where it is no id at all. */
function readId(value: unknown): string | null | undefined {
  if (value === undefined || value === null) return null
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : undefined
  if (typeof value !== 'string') return undefined
  const id = storable(value)
  if (id.trim() === '') return null
  return id.length > LONGEST_ID ? undefined : id
}

/** An id that nothing hangs on: unreadable is as good as missing. */
export const optionalId = z.unknown().transform((value) => readId(value) ?? null)

/** An id that decides who may speak: missing means nobody, so an unreadable one must fail instead. */
export const decidingId = z.unknown().transform((value, context): string | null => {
  const id = readId(value)
  if (id !== undefined) return id
  context.addIssue({ code: 'custom', message: 'not an id' })
  return z.NEVER
})

export const requiredId = z.unknown().transform((value, context): string => {
  const id = readId(value)
  if (typeof id === 'string') return id
  context.addIssue({ code: 'custom', message: 'missing id' })
  return z.NEVER
})

export const optionalText = z
  .unknown()
  .transform((value) => (typeof value === 'string' && value.trim() !== '' ? storable(value) : null))

/** Enumerations drift in case and in value: lower-cased, any value passes. */
export const word = z
  .unknown()
  .transform((value) =>
    typeof value === 'string' && value.trim() !== ''
      ? storable(value).trim().toLowerCase().slice(0, 100)
      : null,
  )

/** Booleans also come as "true" (swagger's meta_data). */
export const flag = z.unknown().transform((value) => value === true || value === 'true')

export const time = z.unknown().transform(readTime)

const ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/
const HAS_ZONE = /(Z|[+-]\d{2}:?\d{2})$/i
const EARLIEST = Date.UTC(2000, 0, 1)
const LATEST = Date.UTC(2100, 0, 1)

/** ISO 8601, else epoch seconds or milliseconds; anything unreadable or out of this century is null. */
export function readTime(value: unknown): Date | null {
  let at = Number.NaN
  if (typeof value === 'number') at = value > 1e11 ? value : value * 1000
  // without a zone Freshchat means UTC (reference 4.6), JavaScript would take the machine's
  if (typeof value === 'string' && ISO.test(value))
    at = Date.parse(HAS_ZONE.test(value) ? value : `${value}Z`)
  return at >= EARLIEST && at < LATEST ? new Date(at) : null
}

/** An object, or an empty one in its place: a field that is missing reads as undefined, never as a fault. */
export function loose<Shape extends z.ZodRawShape>(shape: Shape) {
  const missing = Object.fromEntries(Object.keys(shape).map((key) => [key, undefined]))
  return z.preprocess(
    (value) => (typeof value === 'object' && !Array.isArray(value) ? { ...missing, ...value } : missing),
    z.looseObject(shape),
  )
}

/** A list, or an empty one in its place. */
export const list = z.unknown().transform((value): unknown[] => (Array.isArray(value) ? value : []))
