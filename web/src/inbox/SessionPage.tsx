import { useQuery } from '@tanstack/react-query'
import { get, type Me, type Message, type Page, type Session, type Turn } from '../api.ts'
import { Failed } from '../ui/Failed.tsx'
import { Link } from '../ui/Link.tsx'
import { Actions } from './Actions.tsx'
import { Facts } from './Facts.tsx'
import { Thread } from './Thread.tsx'

const OFTEN_MS = 2_000

/** One session: the thread, who the customer is, what a member can do. */
export function SessionPage({ id, me }: { id: string; me: Me }) {
  const path = `/api/v1/sessions/${id}`
  const session = useQuery({
    queryKey: ['session', id],
    queryFn: () => get<Session>(path),
    refetchInterval: OFTEN_MS,
  })
  const messages = useQuery({
    queryKey: ['session', id, 'messages'],
    queryFn: () => get<Page<Message>>(`${path}/messages?limit=500`),
    refetchInterval: OFTEN_MS,
  })
  const turns = useQuery({
    queryKey: ['session', id, 'turns'],
    queryFn: () => get<Page<Turn>>(`${path}/turns?limit=500`),
    refetchInterval: OFTEN_MS,
  })
  const fault = session.error ?? messages.error ?? turns.error
  if (fault && !(session.data && messages.data)) {
    const again = () => void Promise.all([session.refetch(), messages.refetch(), turns.refetch()])
    return <Failed fault={fault} retry={again} />
  }
  if (!session.data || !messages.data) return <p className="empty">Loading…</p>
  return (
    <div className="page session">
      <p>
        <Link to="/inbox">← Inbox</Link>
      </p>
      <Facts session={session.data} />
      <Thread messages={messages.data.items} turns={turns.data?.items ?? []} />
      {me.member.role !== 'viewer' && <Actions session={session.data} />}
    </div>
  )
}
