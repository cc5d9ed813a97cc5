import { Link } from '@tanstack/react-router'
import { memo } from 'react'
import { useTimes } from '../ui/time.ts'
import { useWords } from '../words/words.tsx'
import type { Article } from './articles.ts'
import type { ArticleFilter } from './filter.ts'

export const ArticleRow = memo(function ArticleRow({
  article,
  search,
  isMarked,
  mark,
}: {
  article: Article
  search: ArticleFilter
  isMarked: boolean
  mark(id: string): void
}) {
  const { knowledge } = useWords()
  const times = useTimes()
  const { id, title, body, state, visibility, language, updatedAt } = article
  return (
    <Link
      to="/knowledge/$id"
      params={{ id }}
      search={search}
      onFocus={() => mark(id)}
      className={`-outline-offset-2 block px-4 py-2.5 text-ink no-underline hover:bg-hover ${isMarked ? 'bg-hover shadow-[inset_3px_0_0_var(--accent)]' : ''}`}
      {...(isMarked ? { 'aria-current': 'true' } : {})}
    >
      <span className="flex items-center gap-2">
        <span dir="auto" className="min-w-0 flex-1 truncate font-semibold">
          {title}
        </span>
        {state === 'draft' && <span className="tag tag-warn">{knowledge.states.draft}</span>}
        {visibility === 'internal' && <span className="tag">{knowledge.visibilities.internal}</span>}
      </span>
      <span dir="auto" className="block truncate text-[0.93rem]">
        {beginningOf(body)}
      </span>
      <span className="hint block truncate">
        {times.language(language)} · {knowledge.changed}{' '}
        <time dateTime={updatedAt}>{times.full(updatedAt)}</time>
      </span>
    </Link>
  )
})

/** On one line, without the marks of Markdown. */
function beginningOf(body: string): string {
  return body.replace(/[#*_`>|\\]+/g, '').replace(/\s+/g, ' ')
}
