let token: string | null = null

/** What stood behind `#` when the page was opened: out of the address, so that it stays in nobody's history. */
export function tokenOfLink(): string {
  if (location.hash.length > 1) {
    token = location.hash.slice(1)
    history.replaceState(history.state, '', location.pathname)
  }
  return token ?? ''
}
