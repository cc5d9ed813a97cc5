import type { ReactNode } from 'react'
import { useWords } from '../words/words.tsx'

/** Nothing to show, and what that means. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="mx-auto max-w-sm px-4 py-16 text-center">
      <p className="font-semibold">{title}</p>
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
