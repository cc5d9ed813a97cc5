/** PURE: what a member changed, told apart from what somebody else changed meanwhile; all of it JSON. */

export interface Conflict {
  /** Dotted, as the API names the field. */
  path: string
  theirs: unknown
  mine: unknown
}

/** The JSON merge patch that makes `draft` of `base`, naming what differs only; null: nothing does. */
export function patchOf(base: unknown, draft: unknown): Record<string, unknown> | null {
  const patch: Record<string, unknown> = {}
  for (const key of keysOf(base, draft)) {
    const [was, is] = [of(base, key), of(draft, key)]
    if (isSame(was, is)) continue
    patch[key] = is === undefined ? null : isObject(was) && isObject(is) ? patchOf(was, is) : is
  }
  return Object.keys(patch).length === 0 ? null : patch
}

/** What was changed since `base` in `draft`, on top of how things stand now. */
export function rebased<T>(base: T, draft: T, now: T): T {
  if (isSame(base, draft)) return now
  if (!isObject(base) || !isObject(draft) || !isObject(now)) return draft
  const entries = keysOf(now, draft).flatMap((key) => {
    const value = rebased(of(base, key), of(draft, key), of(now, key))
    return value === undefined ? [] : [[key, value] as const]
  })
  return Object.fromEntries(entries) as T // the same fields, each from one of the three
}

/** Where both changed the same thing, and not to the same. */
export function conflictsIn(base: unknown, draft: unknown, now: unknown, path: string[] = []): Conflict[] {
  if (isSame(base, draft) || isSame(base, now) || isSame(draft, now)) return []
  if (isObject(base) && isObject(draft) && isObject(now))
    return keysOf(now, draft, base).flatMap((key) =>
      conflictsIn(of(base, key), of(draft, key), of(now, key), [...path, key]),
    )
  return [{ path: path.join('.'), theirs: now, mine: draft }]
}

export function isSame(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((each, index) => isSame(each, other[index]))
  if (!isObject(one) || !isObject(other)) return false
  return keysOf(one, other).every((key) => isSame(one[key], other[key]))
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function keysOf(...values: unknown[]): string[] {
  return [...new Set(values.flatMap((value) => (isObject(value) ? Object.keys(value) : [])))]
}

function of(value: unknown, key: string): unknown {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined
}
