import { useEffect } from 'react'

/** What the browser's tab, its history and a screen reader call the page. */
export function useTitle(name: string): void {
  useEffect(() => {
    document.title = `${name} · Baton`
    return () => {
      document.title = 'Baton'
    }
  }, [name])
}
