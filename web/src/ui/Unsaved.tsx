import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from 'react'
import { Leaving } from './Leaving.tsx'

type What = 'unsaved' | 'shown-once' | null
const Noted = createContext<(part: string, what: What) => void>(() => {})

/** Parts of a page that are saved each by itself: whoever leaves the page is asked once, whichever of them would be lost. */
export function Unsaved({ children }: { children: ReactNode }) {
  const [noted, setNoted] = useState<ReadonlyMap<string, What>>(new Map())
  const note = useCallback((part: string, what: What) => {
    setNoted((before) => ((before.get(part) ?? null) === what ? before : new Map(before).set(part, what)))
  }, [])
  const lost = [...noted.values()].filter((what) => what !== null)
  return (
    <Noted value={note}>
      {children}
      <Leaving isDirty={lost.length > 0} isShownOnce={lost.includes('shown-once')} />
    </Noted>
  )
}

export function useUnsaved(part: string, isChanged: boolean): void {
  useNoted(part, isChanged ? 'unsaved' : null)
}

/** A secret that is nowhere else once the page is left. */
export function useShownOnce(part: string, isShown: boolean): void {
  useNoted(part, isShown ? 'shown-once' : null)
}

function useNoted(part: string, what: What): void {
  const note = useContext(Noted)
  useEffect(() => {
    note(part, what)
    return () => note(part, null)
  }, [note, part, what])
}
