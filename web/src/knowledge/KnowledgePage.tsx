import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useRef } from 'react'
import { Choice } from '../ui/controls.tsx'
import { Icon } from '../ui/Icon.tsx'
import { useRole } from '../ui/role.ts'
import { SearchField } from '../ui/SearchField.tsx'
import { useShortcuts } from '../ui/shortcuts.ts'
import { useTitle } from '../ui/title.ts'
import { useWords } from '../words/words.tsx'
import { ArticleList } from './ArticleList.tsx'
import { type ArticleFilter, articleFilterIn, isNarrowed } from './filter.ts'
import { suggested } from './suggested.ts'
import { TestBox } from './TestBox.tsx'
import { useArticleFilter } from './use-filter.ts'

const NOTHING = { q: undefined, state: undefined, visibility: undefined }

/** What the AI may answer from, and what it would find. */
export function KnowledgePage() {
  const { knowledge } = useWords()
  useTitle(knowledge.title)
  const mayWrite = useRole('agent')
  const filter = useArticleFilter()
  const go = useNavigate()
  const field = useRef<HTMLInputElement>(null)
  const narrow = (change: { [Name in keyof ArticleFilter]: ArticleFilter[Name] | undefined }) =>
    void go({ to: '/knowledge', search: articleFilterIn({ ...filter, ...change }), replace: true })
  useShortcuts({
    '/': () => field.current?.focus(),
    n: () => mayWrite && void go({ to: '/knowledge/new', search: filter }),
  })
  return (
    <div className="page max-w-6xl!">
      <div className="mb-4 flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0">
          <h1>{knowledge.title}</h1>
          <p className="hint">{knowledge.intro}</p>
        </div>
        <div className="flex flex-wrap gap-2">
          <SuggestedLink />
          <Link to="/knowledge/websites" className="btn">
            {knowledge.websites}
          </Link>
          {mayWrite && (
            <>
              <Link to="/knowledge/import" search={filter} className="btn">
                {knowledge.import.link}
              </Link>
              <Link to="/knowledge/new" search={filter} className="btn btn-primary">
                <Icon name="add" />
                {knowledge.add}
              </Link>
            </>
          )}
        </div>
      </div>
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="lg:order-last">
          <TestBox />
        </div>
        <section className="card p-0!" aria-label={knowledge.list}>
          <div className="grid grid-cols-2 gap-2 border-b border-line p-4 [&_.field]:mb-0">
            <div className="col-span-full">
              <SearchField
                ref={field}
                label={knowledge.search}
                placeholder={knowledge.searchHint}
                q={filter.q ?? ''}
                change={(q) => narrow({ q })}
              />
            </div>
            <Choice
              label={knowledge.state}
              isLabelHidden
              value={filter.state ?? ''}
              names={{ '': knowledge.anyState, ...knowledge.states }}
              choose={(state) => narrow({ state: state === '' ? undefined : state })}
            />
            <Choice
              label={knowledge.visibility}
              isLabelHidden
              value={filter.visibility ?? ''}
              names={{ '': knowledge.anyVisibility, ...knowledge.visibilities }}
              choose={(visibility) => narrow({ visibility: visibility === '' ? undefined : visibility })}
            />
            {isNarrowed(filter) && (
              <p className="col-span-full">
                <button type="button" className="btn btn-quiet px-0" onClick={() => narrow(NOTHING)}>
                  {knowledge.clear}
                </button>
              </p>
            )}
          </div>
          <ArticleList filter={filter} />
        </section>
      </div>
    </div>
  )
}

/** With how many wait to be decided about. */
function SuggestedLink() {
  const { suggested: words } = useWords().knowledge
  const filter = useArticleFilter()
  const { data } = useInfiniteQuery(suggested)
  const count = data?.pages.flatMap(({ items }) => items).length ?? 0
  const hasMore = data?.pages.at(-1)?.next !== null
  return (
    <Link to="/knowledge/suggested-phrasings" search={filter} className="btn">
      {words.title}
      {count > 0 && <span className="tag tag-good">{hasMore ? `${count}+` : count}</span>}
    </Link>
  )
}
