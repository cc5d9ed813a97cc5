import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react'
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

/**
 * Sessions, newest first; only what is on the screen is drawn, so that a hundred thousand scroll like ten. For Tab the list is one stop:
 * within it j, k and the arrows move the focus.
 */
export function SessionList({ filter, chosen }: { filter: SessionFilter; chosen: string | null }) {
  const { inbox } = useWords()
  const list = useInfiniteQuery(sessions(filter))
  const { search } = useInboxSearch()
  const go = useNavigate()
  const scrolls = useRef<HTMLDivElement>(null)
  const wantsFocus = useRef(false)
  const wasChosen = useRef(chosen)
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? []
  const [marked, setMarked] = useState(chosen)
  const [lastChosen, setLastChosen] = useState(chosen)
  if (chosen !== lastChosen) {
    setLastChosen(chosen)
    if (chosen !== null) setMarked(chosen)
  }
  const now = rows.findIndex(({ id }) => id === marked)
  const tabStop = Math.max(0, now)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scrolls.current,
    estimateSize: () => ROW_PX,
    overscan: 8,
    getItemKey: (index) => rows[index]?.id ?? index,
    // what has the focus, or takes it next, is there also when it is scrolled out of sight
    rangeExtractor: (range) =>
      [...new Set([...defaultRangeExtractor(range), tabStop])].toSorted((a, b) => a - b),
  })

  const open = (id: string) => void go({ to: '/inbox/$id', params: { id }, search })
  const takeFocus = () => {
    if (!wantsFocus.current) return
    const row = scrolls.current?.querySelector<HTMLElement>('a[tabindex="0"]')
    row?.focus()
    // one that is not drawn yet, or not shown, takes it later
    if (document.activeElement === row) wantsFocus.current = false
  }
  const focusOn = (index: number) => {
    const row = rows[Math.min(rows.length - 1, Math.max(0, index))]
    if (row === undefined) return
    wantsFocus.current = true
    if (row.id === marked) takeFocus()
    else setMarked(row.id)
  }
  const move = (by: 1 | -1) => {
    const next = now === -1 ? 0 : Math.min(rows.length - 1, Math.max(0, now + by))
    const row = rows[next]
    if (chosen === null) focusOn(next)
    else if (row !== undefined) open(row.id)
  }
  const arrow = (event: KeyboardEvent) => {
    const to = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: rows.length - 1 }[event.key]
    if (to === undefined || event.metaKey || event.ctrlKey || event.altKey) return
    event.preventDefault()
    focusOn(to)
  }
  useShortcuts({
    j: () => move(1),
    k: () => move(-1),
    enter: () => marked !== null && open(marked),
  })

  useLayoutEffect(() => {
    // closed, and the focus went with it: back to the row that it was opened from
    const isClosed = wasChosen.current !== null && chosen === null
    if (isClosed && document.activeElement === document.body) wantsFocus.current = true
    wasChosen.current = chosen
  }, [chosen])
  useLayoutEffect(takeFocus)
  const isThere = chosen !== null && rows.some(({ id }) => id === chosen)
  // biome-ignore lint/correctness/useExhaustiveDependencies: where it stands when it is opened, and not with every row that comes
  useEffect(() => {
    if (isThere && scrolls.current?.clientHeight) virtual.scrollToIndex(tabStop)
  }, [chosen, isThere])

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
        <ul
          aria-label={inbox.list}
          className="relative"
          style={{ height: virtual.getTotalSize() }}
          onKeyDown={arrow}
        >
          {virtual.getVirtualItems().map(({ index, key, start }) => {
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
                  isTabStop={index === tabStop}
                  mark={setMarked}
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
