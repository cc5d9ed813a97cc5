/** In the order in which they are told apart: most call themselves by the names of others, too. */
const BROWSERS: [name: string, is: RegExp][] = [
  ['Edge', /Edg(A|iOS)?\//],
  ['Opera', /OPR\//],
  ['Samsung Internet', /SamsungBrowser\//],
  ['Firefox', /(Firefox|FxiOS)\//],
  ['Chrome', /(Chrome|CriOS|HeadlessChrome)\//],
  ['Safari', /Version\/.*Safari\//],
]
const SYSTEMS: [name: string, is: RegExp][] = [
  ['iPhone', /iPhone/],
  ['iPad', /iPad/],
  ['Android', /Android/],
  ['Windows', /Windows/],
  ['macOS', /Mac OS X/],
  ['Linux', /Linux/],
]

/** As people call it, as far as it is known; null: nothing is. */
export function browserIn(userAgent: string): string | null {
  const find = (all: [string, RegExp][]) => all.find(([, is]) => is.test(userAgent))?.[0]
  const names = [find(BROWSERS), find(SYSTEMS)].filter((name) => name !== undefined)
  if (names.length > 0) return names.join(', ')
  return userAgent === '' ? null : userAgent
}
