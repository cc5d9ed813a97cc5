import type { ReactNode } from 'react'

/** The next page of a list, where there is one. */
export function More({
  of: { hasNextPage, isFetchingNextPage, fetchNextPage },
  className = 'btn',
  children,
}: {
  of: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage(): Promise<unknown> }
  className?: string
  children: ReactNode
}) {
  if (!hasNextPage) return null
  return (
    <button
      type="button"
      className={className}
      disabled={isFetchingNextPage}
      onClick={() => void fetchNextPage()}
    >
      {children}
    </button>
  )
}
