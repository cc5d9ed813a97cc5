import { createContext, useContext, useEffect } from 'react'

/** Each part of the page saves by itself; whoever leaves the page is asked once, whichever of them is not saved. */
export const Unsaved = createContext<(part: string, isChanged: boolean) => void>(() => {})

export function useUnsaved(part: string, isChanged: boolean): void {
  const note = useContext(Unsaved)
  useEffect(() => {
    note(part, isChanged)
    return () => note(part, false)
  }, [note, part, isChanged])
}
