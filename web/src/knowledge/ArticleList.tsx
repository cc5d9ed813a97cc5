import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useLocation, useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { Empty, Loading } from '../ui/Empty.tsx'
import { Failed } from '../ui/Failed.tsx'
import { More } from '../ui/More.tsx'
import { useRole } from '../ui/role.ts'
import { useShortcuts } from '../ui/shortcuts.ts'
import { useWords } from '../words/words.tsx'
import { ArticleRow } from './ArticleRow.tsx'
import { articles } from './articles.ts'
import { type ArticleFilter, isNarrowed } from './filter.ts'

/** Newest first, a page at a time. Whoever comes back from an article is at its row: its id stands behind the address. */
export function ArticleList({ filter }: { filter: ArticleFilter }) {
  const { knowledge } = useWords()
  const list = useInfiniteQuery(articles(filter))
  const go = useNavigate()
  const { hash } = useLocation()
  const [marked, setMarked] = useState<string | null>(hash === '' ? null : hash)
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? []
  const move = (by: 1 | -1) => {
    const now = rows.findIndex(({ id }) => id === marked)
    const next = rows[now === -1 ? 0 : Math.min(rows.length - 1, Math.max(0, now + by))]
    if (next === undefined) return
    setMarked(next.id)
    focusRow(next.id)
  }
  const isBack = rows.some(({ id }) => id === hash)
  useEffect(() => {
    const isFree = ['BODY', 'MAIN'].includes(document.activeElement?.tagName ?? 'BODY')
    if (isBack && isFree) focusRow(hash)
  }, [isBack, hash])
  useShortcuts({
    j: () => move(1),
    k: () => move(-1),
    enter: () => marked !== null && void go({ to: '/knowledge/$id', params: { id: marked }, search: filter }),
  })
  if (list.isPending) return <Loading />
  if (list.data === undefined) return <Failed fault={list.error} retry={() => void list.refetch()} />
  if (rows.length === 0) return <NoArticles isNarrowed={isNarrowed(filter)} />
  return (
    <>
      <ul className={list.isPlaceholderData ? 'opacity-60' : ''} aria-busy={list.isPlaceholderData}>
        {rows.map((article) => (
          <li key={article.id} id={article.id} className="border-b border-line last:border-b-0">
            <ArticleRow article={article} search={filter} isMarked={article.id === marked} mark={setMarked} />
          </li>
        ))}
      </ul>
      <div className="p-3 text-center">
        <More of={list} loadsItself className="btn btn-quiet">
          {list.isFetchingNextPage ? knowledge.loadingMore : knowledge.more}
        </More>
        {!list.hasNextPage && <p className="hint">{knowledge.endOfList(rows.length)}</p>}
      </div>
    </>
  )
}

function focusRow(id: string): void {
  document.getElementById(id)?.querySelector('a')?.focus()
}

function NoArticles({ isNarrowed }: { isNarrowed: boolean }) {
  const { knowledge } = useWords()
  const mayWrite = useRole('agent')
  if (isNarrowed) return <Empty title={knowledge.nothingFits}>{knowledge.nothingFitsHint}</Empty>
  return (
    <Empty title={knowledge.nothingYet}>
      <p>{knowledge.nothingYetHint}</p>
      {mayWrite && (
        <p className="mt-4 flex flex-wrap justify-center gap-2">
          <Link to="/knowledge/new" className="btn btn-primary">
            {knowledge.add}
          </Link>
          <Link to="/knowledge/import" className="btn">
            {knowledge.import.link}
          </Link>
        </p>
      )}
    </Empty>
  )
}
