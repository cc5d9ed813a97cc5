import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Empty, Loading } from '../ui/Empty.tsx'
import { Failed, Fault } from '../ui/Failed.tsx'
import { More } from '../ui/More.tsx'
import { useRole } from '../ui/role.ts'
import { useShortcuts } from '../ui/shortcuts.ts'
import { useTitle } from '../ui/title.ts'
import { useWords } from '../words/words.tsx'
import { ArticleHead } from './ArticleHead.tsx'
import { PhrasingRow } from './PhrasingRow.tsx'
import { suggested } from './suggested.ts'
import { useDecisions } from './use-decisions.ts'

/** What customers have taught about how they ask: nothing of it is an article's until somebody says so here. */
export function PhrasingsPage() {
  const { knowledge } = useWords()
  const words = knowledge.suggested
  useTitle(words.title)
  const mayDecide = useRole('agent')
  const list = useInfiniteQuery(suggested)
  const [marked, setMarked] = useState<string | null>(null)
  const [edited, setEdited] = useState<string | null>(null)
  const decisions = useDecisions()
  // what was decided here stays in its place, for whoever has second thoughts
  const rows = decisions.among(list.data?.pages.flatMap(({ items }) => items) ?? [])

  const mark = (id: string) => {
    setMarked(id)
    document.getElementById(id)?.focus()
  }
  const move = (by: 1 | -1) => {
    const now = rows.findIndex(({ id }) => id === marked)
    const next = rows[now === -1 ? 0 : Math.min(rows.length - 1, Math.max(0, now + by))]
    if (next !== undefined) mark(next.id)
  }
  const onMarked = (act: (one: (typeof rows)[number]) => void) => () => {
    const one = rows.find(({ id }) => id === marked)
    if (one !== undefined && mayDecide && !decisions.of(one.id)) act(one)
  }
  const { fault } = decisions
  const isStray = fault !== null && !rows.some(({ id }) => id === fault.id)
  useShortcuts({
    j: () => move(1),
    k: () => move(-1),
    a: onMarked((one) => decisions.accept(one, null)),
    d: onMarked(decisions.dismiss),
    e: onMarked(({ id }) => setEdited(id)),
    u: () => mayDecide && decisions.turnLast(),
  })
  return (
    <div className="page">
      <ArticleHead title={words.title} about={words.intro} />
      {/* somebody else was quicker: its row is gone */}
      {isStray && <Fault fault={fault.error} />}
      {list.isPending ? (
        <Loading />
      ) : list.data === undefined ? (
        <Failed fault={list.error} retry={() => void list.refetch()} />
      ) : rows.length === 0 ? (
        <Empty title={words.none}>{words.noneHint}</Empty>
      ) : (
        <>
          {mayDecide ? (
            <p className="hint mb-3 max-md:hidden">{words.keys}</p>
          ) : (
            <p className="hint mb-3">{words.readOnly}</p>
          )}
          <ul className="grid grid-cols-[minmax(0,1fr)] gap-3" aria-label={words.title}>
            {rows.map((one) => (
              <PhrasingRow
                key={one.id}
                suggested={one}
                isMarked={one.id === marked}
                isEdited={one.id === edited}
                edit={(isEdited) => {
                  setEdited(isEdited ? one.id : null)
                  mark(one.id)
                }}
                decisions={decisions}
                mayDecide={mayDecide}
              />
            ))}
          </ul>
        </>
      )}
      <More of={list} className="btn mt-4">
        {list.isFetchingNextPage ? knowledge.loadingMore : knowledge.more}
      </More>
    </div>
  )
}
