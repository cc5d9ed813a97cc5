import type { ReactNode } from 'react'
import { useWords } from '../words/words.tsx'

/** Nothing to show, and what that means; read out where it comes in place of a list. `isPage`: nothing else is on the page. */
export function Empty({
  title,
  isPage = false,
  children,
}: {
  title: string
  isPage?: boolean
  children?: ReactNode
}) {
  return (
    <div className="mx-auto max-w-sm px-4 py-16 text-center">
      {isPage ? (
        <h1>{title}</h1>
      ) : (
        <p role="status" className="font-semibold">
          {title}
        </p>
      )}
      {children && <div className="hint mt-1">{children}</div>}
    </div>
  )
}

export function Loading() {
  return (
    <p className="hint p-6 text-center" role="status">
      {useWords().loading}
    </p>
  )
}
