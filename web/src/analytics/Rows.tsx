import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { SessionFilter } from '../queries.ts'
import { type Asked, rowsOf } from './report.ts'

/** The way from a number to the sessions that it counts; of none there are none. */
export function Rows({
  count,
  asked,
  filter,
  children,
}: {
  count: number
  asked: Asked
  filter?: SessionFilter
  children: ReactNode
}) {
  if (count === 0) return children
  return (
    // it stands among words: a colour alone would not tell it from them
    <Link to="/inbox" search={rowsOf(asked, filter)} className="underline">
      {children}
    </Link>
  )
}
