import { infiniteQueryOptions, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api, get, type Page } from '../api.ts'
import { FlaggedBy } from '../inbox/Flag.tsx'
import { Empty, Loading } from '../ui/Empty.tsx'
import { Failed, Fault } from '../ui/Failed.tsx'
import { More } from '../ui/More.tsx'
import { useRole } from '../ui/role.ts'
import { Said } from '../ui/Said.tsx'
import { useTitle } from '../ui/title.ts'
import { useWords } from '../words/words.tsx'

interface Flagged {
  messageId: string
  sessionId: string
  question: string | null
  answer: string
  at: string
  by: string | null
  note: string | null
  articles: { id: string; title: string }[]
}

const flags = infiniteQueryOptions({
  queryKey: ['flags'],
  queryFn: ({ pageParam, signal }) =>
    get<Page<Flagged>>(`/api/v1/flags${pageParam === '' ? '' : `?cursor=${pageParam}`}`, signal),
  initialPageParam: '',
  getNextPageParam: ({ next }) => next ?? undefined,
})

/** What was flagged, and from there to the article to mend and to the same question asked again. */
export function FlagsPage() {
  const { flags: words, nav } = useWords()
  useTitle(nav.flags)
  const list = useInfiniteQuery(flags)
  const { data, error, refetch } = list
  const items = data?.pages.flatMap((page) => page.items) ?? []
  return (
    <div className="page">
      <h1>{nav.flags}</h1>
      <p className="hint mb-4">{words.of}</p>
      {error !== null && data === undefined ? (
        <Failed fault={error} retry={() => void refetch()} />
      ) : data === undefined ? (
        <Loading />
      ) : items.length === 0 ? (
        <Empty title={words.none}>{words.noneHint}</Empty>
      ) : (
        <ul className="grid gap-3">
          {items.map((flagged) => (
            <FlaggedAnswer key={flagged.messageId} flagged={flagged} />
          ))}
        </ul>
      )}
      <More of={list} className="btn mt-4">
        {words.more}
      </More>
    </div>
  )
}

function FlaggedAnswer({ flagged }: { flagged: Flagged }) {
  const words = useWords()
  const queries = useQueryClient()
  const mayAct = useRole('agent')
  const [best] = flagged.articles
  const unflag = useMutation({
    mutationFn: () => api('DELETE', `/api/v1/messages/${flagged.messageId}/flag`),
    onSuccess: () => queries.invalidateQueries({ queryKey: flags.queryKey }),
  })
  return (
    <li className="card">
      <p className="text-bad">
        <FlaggedBy flag={flagged} />
      </p>
      <dl className="my-2 grid gap-2">
        {flagged.question !== null && (
          <div>
            <dt className="text-[0.85rem] text-soft">{words.flags.asked}</dt>
            <dd dir="auto" className="whitespace-pre-wrap">
              {flagged.question}
            </dd>
          </div>
        )}
        <div>
          <dt className="text-[0.85rem] text-soft">{words.flags.answered}</dt>
          <dd dir="auto" className="line-clamp-4 whitespace-pre-wrap">
            {flagged.answer}
          </dd>
        </div>
      </dl>
      <p className="flex flex-wrap items-center gap-x-4 gap-y-1">
        {best === undefined ? (
          <span className="hint">{words.flags.articleGone}</span>
        ) : (
          <Link to="/knowledge/$id" params={{ id: best.id }} search={{}}>
            <Said by={mayAct ? words.flags.mend : String}>{best.title}</Said>
          </Link>
        )}
        {mayAct && flagged.question !== null && (
          <Link to="/playground" search={{ q: flagged.question }}>
            {words.flags.askAgain}
          </Link>
        )}
        <Link to="/inbox/$id" params={{ id: flagged.sessionId }} search={{}}>
          {words.flags.session}
        </Link>
        {mayAct && (
          <button type="button" className="btn btn-quiet px-0" onClick={() => unflag.mutate()}>
            {words.flags.done}
          </button>
        )}
      </p>
      <Fault fault={unflag.error} />
    </li>
  )
}
