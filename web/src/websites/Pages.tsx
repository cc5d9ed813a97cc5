import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useRef } from 'react'
import { api } from '../api.ts'
import { Button } from '../ui/Button.tsx'
import { Empty, Loading } from '../ui/Empty.tsx'
import { Failed, Fault } from '../ui/Failed.tsx'
import { More } from '../ui/More.tsx'
import { useRole } from '../ui/role.ts'
import { SearchField } from '../ui/SearchField.tsx'
import { useShortcuts } from '../ui/shortcuts.ts'
import { useTimes } from '../ui/time.ts'
import { inTheirWords } from '../words/server.ts'
import { useWebsitesWords } from '../words/websites.ts'
import { useWords } from '../words/words.tsx'
import { PAGE_STATES, type PageFilter, pageFilterIn } from './page-filter.ts'
import {
  isReading,
  PATH,
  pagesOf,
  type Website,
  type WebsitePage,
  website as websiteOf,
  websiteSaved,
} from './websites.ts'

/** What came of each page, by address. */
export function Pages({ website }: { website: Website }) {
  const words = useWebsitesWords()
  const filter = useSearch({ from: '/inside/knowledge/websites/$id' })
  const read = useInfiniteQuery(pagesOf(website.id, filter, isReading(website)))
  const items = read.data?.pages.flatMap((page) => page.items)
  const isNarrowed = Object.keys(filter).length > 0
  return (
    <section className="card p-0!" aria-label={words.pages}>
      <Filters filter={filter} />
      {items === undefined ? (
        read.error ? (
          <Failed fault={read.error} retry={() => void read.refetch()} />
        ) : (
          <Loading />
        )
      ) : items.length === 0 ? (
        <Empty title={isNarrowed ? words.nothingFits : words.noPages} />
      ) : (
        <ul>
          {items.map((page) => (
            <Row key={page.id} page={page} website={website} />
          ))}
        </ul>
      )}
      {read.hasNextPage && (
        <p className="border-t border-line p-4">
          <More of={read}>{words.more}</More>
        </p>
      )}
    </section>
  )
}

function Filters({ filter }: { filter: PageFilter }) {
  const words = useWebsitesWords()
  const go = useNavigate({ from: '/knowledge/websites/$id' })
  const field = useRef<HTMLInputElement>(null)
  useShortcuts({ '/': () => field.current?.focus() })
  const narrow = (part: { [Name in keyof PageFilter]: PageFilter[Name] | undefined }) =>
    void go({ search: pageFilterIn({ ...filter, ...part }), replace: true })
  return (
    <div className="grid gap-2 border-b border-line p-4 sm:grid-cols-2">
      <SearchField
        ref={field}
        label={words.search}
        placeholder={words.searchHint}
        q={filter.q ?? ''}
        change={(q) => narrow({ q })}
      />
      <select
        aria-label={words.state}
        value={filter.state ?? ''}
        onChange={({ currentTarget: { value } }) =>
          narrow({ state: PAGE_STATES.find((each) => each === value) })
        }
      >
        <option value="">{words.anyState}</option>
        {PAGE_STATES.map((state) => (
          <option key={state} value={state}>
            {words.pageStates[state]}
          </option>
        ))}
      </select>
    </div>
  )
}

const TAGS = {
  waiting: '',
  read: 'tag-good',
  unchanged: 'tag-good',
  skipped: 'tag-warn',
  failed: 'tag-bad',
  gone: 'tag-bad',
} as const

function Row({ page, website }: { page: WebsitePage; website: Website }) {
  const words = useWebsitesWords()
  const all = useWords()
  const times = useTimes()
  const queries = useQueryClient()
  const mayWrite = useRole('agent')
  const { origin, pathname, search } = new URL(page.url)
  const path = pathname + search
  const isElsewhere = origin !== new URL(website.url).origin
  const exclude = useMutation({
    async mutationFn() {
      // onto what others have excluded meanwhile
      const { exclude } = await queries.fetchQuery({ ...websiteOf(website.id), staleTime: 0 })
      return api<Website>('PATCH', `${PATH}/${website.id}`, { exclude: [...exclude, `${path}$`] })
    },
    onSuccess: (saved) => websiteSaved(queries, saved),
  })
  const why = page.because === null ? null : words.reasons[page.because](page.detail)
  return (
    <li className="border-t border-line px-4 py-2.5 first:border-t-0">
      <p className="flex flex-wrap items-baseline gap-x-3">
        <a href={page.url} target="_blank" rel="noopener noreferrer" className="min-w-0 flex-1 basis-40">
          {isElsewhere ? page.url : path}
        </a>
        <span className={`tag ${TAGS[page.state]}`}>{words.pageStates[page.state]}</span>
      </p>
      {page.title !== null && <p>{page.title}</p>}
      {why !== null && <p className="hint">{inTheirWords(all, why)}</p>}
      <p className="hint flex flex-wrap items-baseline gap-x-3">
        {page.checkedAt !== null && <span>{words.checked(times.full(page.checkedAt))}</span>}
        {page.articleId !== null && (
          <Link to="/knowledge/$id" params={{ id: page.articleId }} search={{}}>
            {words.toArticle}
          </Link>
        )}
        {mayWrite && page.articleId !== null && (
          <Button
            className="btn btn-quiet min-h-0! p-0! font-normal"
            aria-label={words.excludeNamed(path)}
            isOff={exclude.isPending}
            onClick={() => exclude.mutate()}
          >
            {words.excludePage}
          </Button>
        )}
      </p>
      <Fault fault={exclude.error} />
    </li>
  )
}
