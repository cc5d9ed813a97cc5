/** Patterns of paths in the language of robots.txt: the beginning of a path, `*` for anything, `$` for its end. Pure. */

export interface Wanted {
  /** Nothing: every path. */
  include: string[]
  exclude: string[]
}

/** An exclusion outweighs. */
export function isWanted(path: string, { include, exclude }: Wanted): boolean {
  const is = (pattern: string) => matches(pattern, path)
  return (include.length === 0 || include.some(is)) && !exclude.some(is)
}

/** Piece by piece, so that no pattern takes longer than its length times the path's. */
export function matches(pattern: string, path: string): boolean {
  const isWhole = pattern.endsWith('$')
  const [first = '', ...rest] = (isWhole ? pattern.slice(0, -1) : pattern).split('*')
  if (!path.startsWith(first)) return false
  const last = rest.pop()
  if (last === undefined) return !isWhole || path.length === first.length
  let at = first.length
  for (const piece of rest) {
    const found = path.indexOf(piece, at)
    if (found === -1) return false
    at = found + piece.length
  }
  return isWhole ? path.length - last.length >= at && path.endsWith(last) : path.indexOf(last, at) !== -1
}
