/** NUL and lone surrogates: JSON and JavaScript carry them, PostgreSQL's text and jsonb refuse them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: NUL is the point
const UNSTORABLE = /\u0000|\p{Surrogate}/gu

export function storable(text: string): string {
  return text.replace(UNSTORABLE, '')
}

const DEEPEST = 64

/** The same JSON, fit to be stored: strings and keys cleaned, what is nested absurdly deep replaced by null. */
export function storableJson(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return storable(value)
  if (typeof value !== 'object' || value === null) return value
  if (depth >= DEEPEST) return null
  if (Array.isArray(value)) return value.map((item) => storableJson(item, depth + 1))
  if (value instanceof Date) return value
  // fromEntries defines keys, so that a "__proto__" in the body stays a key
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [storable(key), storableJson(item, depth + 1)]),
  )
}
