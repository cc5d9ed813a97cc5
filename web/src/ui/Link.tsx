import type { ReactNode } from 'react'
import { go } from '../route.ts'

/** A link within the page; with a modifier key it opens like any other. */
export function Link({
  to,
  current = false,
  children,
}: {
  to: string
  current?: boolean
  children: ReactNode
}) {
  return (
    <a
      href={to}
      {...(current ? { 'aria-current': 'page' } : {})}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
        event.preventDefault()
        go(to)
      }}
    >
      {children}
    </a>
  )
}
