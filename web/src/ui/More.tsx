import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react'
import { useWords } from '../words/words.tsx'
import { Button } from './Button.tsx'
import { Fault } from './Failed.tsx'

interface List {
  data: { pages: { next: string | null }[] } | undefined
  hasNextPage: boolean
  isFetchingNextPage: boolean
  fetchNextPage(): Promise<{ error: Error | null }>
}

/** Loaded before the reader gets there. */
const AHEAD_PX = 900

/** The next page of a list, where there is one. One that fails is said, and asked for again by whoever presses, never by itself. */
export function More({
  of: list,
  loadsItself = false,
  within,
  className = 'btn',
  children,
}: {
  of: List
  /** As it comes into sight. */
  loadsItself?: boolean
  /** What the list scrolls in: it is loaded ahead there. */
  within?: RefObject<HTMLElement | null>
  className?: string
  children: ReactNode
}) {
  const { retry } = useWords()
  const { hasNextPage, isFetchingNextPage } = list
  const next = list.data?.pages.at(-1)?.next ?? null
  // kept here: live news put into the list would clear what the query knows of it
  const [failed, setFailed] = useState<{ next: string | null; fault: Error } | null>(null)
  const fault = failed?.next === next && !isFetchingNextPage ? failed.fault : null
  const load = () =>
    void list.fetchNextPage().then(({ error }) => setFailed(error === null ? null : { next, fault: error }))
  const loadNow = useRef(load)
  loadNow.current = load
  const button = useRef<HTMLButtonElement>(null)
  const waits = loadsItself && hasNextPage && !isFetchingNextPage && fault === null
  useEffect(() => {
    if (!waits || button.current === null) return
    const sight = new IntersectionObserver(
      ([seen]) => seen?.isIntersecting && loadNow.current(),
      within && { root: within.current, rootMargin: `${AHEAD_PX}px 0px` },
    )
    sight.observe(button.current)
    return () => sight.disconnect()
  }, [waits, within])
  if (!hasNextPage) return null
  return (
    <>
      <Fault fault={fault} />
      <Button ref={button} className={className} isOff={isFetchingNextPage} onClick={load}>
        {fault === null ? children : retry}
      </Button>
    </>
  )
}
