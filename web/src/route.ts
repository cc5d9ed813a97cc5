import { useSyncExternalStore } from 'react'

/** The address, and going to another one without loading the page. */

const CHANGED = 'baton:address'

export function go(path: string): void {
  history.pushState(null, '', path)
  dispatchEvent(new Event(CHANGED))
  scrollTo(0, 0)
}

export function useAddress(): string {
  return useSyncExternalStore(
    (changed) => {
      addEventListener('popstate', changed)
      addEventListener(CHANGED, changed)
      return () => {
        removeEventListener('popstate', changed)
        removeEventListener(CHANGED, changed)
      }
    },
    () => location.pathname,
  )
}
