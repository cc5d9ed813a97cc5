/** What differs between two values, for the audit log: of objects only the fields that do, of long texts the beginning. */
export interface Difference {
  before: unknown
  after: unknown
}

const LONGEST_TEXT = 2_000

/** null: nothing differs. Lists are compared and shown whole. */
export function differenceOf(before: unknown, after: unknown): Difference | null {
  if (!isObject(before) || !isObject(after)) {
    return isSame(before, after) ? null : { before: shown(before), after: shown(after) }
  }
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((name) => {
    const inner = differenceOf(own(before, name), own(after, name))
    return inner === null ? [] : [{ name, ...inner }]
  })
  if (fields.length === 0) return null
  return {
    before: Object.fromEntries(fields.map((field) => [field.name, field.before])),
    after: Object.fromEntries(fields.map((field) => [field.name, field.after])),
  }
}

/** A field that is called __proto__ is not there because every object has one. */
function own(object: Record<string, unknown>, name: string): unknown {
  return Object.hasOwn(object, name) ? (object[name] ?? null) : null
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

function shown(value: unknown): unknown {
  if (typeof value === 'string' && value.length > LONGEST_TEXT)
    return `${value.slice(0, LONGEST_TEXT)}… (${value.length} characters)`
  if (Array.isArray(value)) return value.map(shown)
  if (isObject(value))
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, shown(inner)]))
  return value ?? null
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)
}
