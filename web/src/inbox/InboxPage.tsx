import { useInfiniteQuery } from '@tanstack/react-query'
import { get, type Page, type Session } from '../api.ts'
import { Failed } from '../ui/Failed.tsx'
import { Link } from '../ui/Link.tsx'
import { timeOf } from '../ui/time.ts'
import { customerOf, endOf, ownerOf, reasonOf } from './words.ts'

/** Sessions, newest first. */
export function InboxPage() {
  const sessions = useInfiniteQuery({
    queryKey: ['sessions'],
    queryFn: ({ pageParam }) =>
      get<Page<Session>>(
        `/api/v1/sessions?limit=30${pageParam === '' ? '' : `&cursor=${encodeURIComponent(pageParam)}`}`,
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
    refetchInterval: 3_000,
  })
  if (sessions.isPending) return <p className="empty">Loading…</p>
  if (sessions.error && !sessions.data)
    return <Failed fault={sessions.error} retry={() => void sessions.refetch()} />
  const rows = sessions.data.pages.flatMap(({ items }) => items)
  return (
    <div className="page">
      <h1>Inbox</h1>
      {rows.length === 0 ? (
        <p className="empty">
          No customer has written yet. Once one does, the session stands here. While the sandbox runs, its
          widget is at port 3001 of this machine.
        </p>
      ) : (
        <ul className="sessions">
          {rows.map((session) => (
            <SessionRow key={session.id} session={session} />
          ))}
        </ul>
      )}
      {sessions.hasNextPage && (
        <button
          type="button"
          disabled={sessions.isFetchingNextPage}
          onClick={() => void sessions.fetchNextPage()}
        >
          Older sessions
        </button>
      )}
    </div>
  )
}

function SessionRow({ session }: { session: Session }) {
  return (
    <li>
      <Link to={`/inbox/${session.id}`}>
        <span className="name">{customerOf(session)}</span>
        <span className={`tag ${session.owner}`}>{ownerOf(session)}</span>
        {session.noPickupAt && session.status === 'open' && <span className="tag broken">nobody came</span>}
        {session.leaks > 0 && <span className="tag broken">talked over a rep</span>}
        <span className="soft">
          {endOf(session) ?? (session.handoff ? `handed over: ${reasonOf(session.handoff.reason)}` : 'open')}{' '}
          · {session.channel} · {timeOf(session.lastMessageAt)}
        </span>
        {session.summary && <span className="summary">{session.summary}</span>}
      </Link>
    </li>
  )
}
