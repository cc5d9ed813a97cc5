import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef, useState } from 'react'
import { type SessionFilter, sessions } from '../queries.ts'
import { Empty, Loading } from '../ui/Empty.tsx'
import { Failed } from '../ui/Failed.tsx'
import { More } from '../ui/More.tsx'
import { useShortcuts } from '../ui/shortcuts.ts'
import { useWords } from '../words/words.tsx'
import { Filters } from './Filters.tsx'
import { isNarrowed } from './filter.ts'
import { NobodyWrote } from './NobodyWrote.tsx'
import { SessionRow } from './SessionRow.tsx'
import { useInboxSearch } from './use-search.ts'

const ROW_PX = 88

/** Sessions, newest first; only what is on the screen is drawn, so that a hundred thousand scroll like ten. */
export function SessionList({
  filter,
  chosen,
  atFirst,
}: {
  filter: SessionFilter
  chosen: string | null
  /** Where j and k begin. */
  atFirst: string | null
}) {
  const { inbox } = useWords()
  const list = useInfiniteQuery(sessions(filter))
  const { search } = useInboxSearch()
  const go = useNavigate()
  const scrolls = useRef<HTMLDivElement>(null)
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? []
  const [marked, setMarked] = useState(atFirst)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scrolls.current,
    estimateSize: () => ROW_PX,
    overscan: 8,
    getItemKey: (index) => rows[index]?.id ?? index,
  })
  const drawn = virtual.getVirtualItems()

  const open = (id: string) => void go({ to: '/inbox/$id', params: { id }, search })
  const move = (by: 1 | -1) => {
    const now = rows.findIndex(({ id }) => id === marked)
    const next = rows[now === -1 ? 0 : Math.min(rows.length - 1, Math.max(0, now + by))]
    if (next === undefined) return
    setMarked(next.id)
    virtual.scrollToIndex(rows.indexOf(next))
    if (chosen !== null) open(next.id)
  }
  useShortcuts({
    j: () => move(1),
    k: () => move(-1),
    enter: () => marked !== null && open(marked),
  })

  const isEmpty = list.data !== undefined && rows.length === 0
  return (
    <>
      <Filters filter={filter} />
      {list.isPending && <Loading />}
      {list.error && list.data === undefined && (
        <Failed fault={list.error} retry={() => void list.refetch()} />
      )}
      {isEmpty && isNarrowed(filter) && <Empty title={inbox.nothingFits}>{inbox.nothingFitsHint}</Empty>}
      {isEmpty && !isNarrowed(filter) && <NobodyWrote />}
      <div
        ref={scrolls}
        className={`min-h-0 flex-1 overflow-y-auto ${list.isPlaceholderData ? 'opacity-60' : ''}`}
      >
        <ul aria-label={inbox.list} className="relative" style={{ height: virtual.getTotalSize() }}>
          {drawn.map(({ index, key, start }) => {
            const session = rows[index]
            if (session === undefined) return null
            return (
              <li
                key={key}
                aria-setsize={list.hasNextPage ? -1 : rows.length}
                aria-posinset={index + 1}
                className="absolute inset-x-0"
                style={{ height: ROW_PX, transform: `translateY(${start}px)` }}
              >
                <SessionRow
                  session={session}
                  search={search}
                  isChosen={session.id === chosen}
                  isMarked={session.id === marked}
                />
              </li>
            )
          })}
        </ul>
        {rows.length > 0 && (
          <div className="p-3 text-center">
            <More of={list} loadsItself within={scrolls} className="btn btn-quiet">
              {list.isFetchingNextPage ? inbox.olderLoading : inbox.older}
            </More>
            {!list.hasNextPage && <p className="hint">{inbox.endOfList}</p>}
          </div>
        )}
      </div>
    </>
  )
}
