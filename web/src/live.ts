import { type InfiniteData, type QueryClient, useQueryClient } from '@tanstack/react-query'
import { createContext, useContext, useEffect, useState } from 'react'
import type { Connection, Message, Page, Session, Turn } from './api.ts'
import { keys, type Overview, type SessionFilter } from './queries.ts'

/** What changes on the server is put into what is shown, without asking for it again. */

/** Cut off for so long, we say so: a proxy that lets go is back within moments. */
const SAY_SO_AFTER_MS = 4_000

/** Whether live updates come. Watches as long as the page is open and somebody is signed in. */
export function useLiveUpdates(isSignedOut: boolean): boolean {
  const queries = useQueryClient()
  const [isLive, setLive] = useState(true)
  useEffect(() => {
    if (isSignedOut) return
    const source = new EventSource('/api/v1/events')
    let saying: ReturnType<typeof setTimeout> | undefined
    const heard = () => {
      clearTimeout(saying)
      saying = undefined
      setLive(true)
    }
    source.onopen = heard
    source.onerror = () => {
      saying ??= setTimeout(() => setLive(false), SAY_SO_AFTER_MS)
      // refused for good (a browser does not try again by itself): whoever is signed out is shown that by the next call
      if (source.readyState === EventSource.CLOSED) void queries.invalidateQueries({ queryKey: keys.me })
    }
    // the browser knows before the connection does
    const wentOffline = () => setLive(false)
    const cameBack = () => {
      if (source.readyState === EventSource.OPEN) heard()
      void queries.invalidateQueries()
    }
    addEventListener('offline', wentOffline)
    addEventListener('online', cameBack)
    const on = <T>(kind: string, take: (data: T) => void) =>
      source.addEventListener(kind, (event) => take(JSON.parse((event as MessageEvent<string>).data) as T)) // as the API says
    on<Session>('session', (session) => takeSession(queries, session))
    on<Message & { sessionId: string }>('message', (message) =>
      takeInto(queries, keys.messages(message.sessionId), message, byTime),
    )
    on<Turn & { sessionId: string }>('turn', (turn) =>
      takeInto(queries, keys.turns(turn.sessionId), turn, byStart),
    )
    on('connection', () => void queries.invalidateQueries({ queryKey: keys.connection }))
    on<Delivery>('delivery', (delivery) => takeDelivery(queries, delivery))
    // missed too much to be told one by one
    on('reset', () => void queries.invalidateQueries())
    return () => {
      clearTimeout(saying)
      removeEventListener('offline', wentOffline)
      removeEventListener('online', cameBack)
      source.close()
    }
  }, [queries, isSignedOut])
  return isLive
}

export const Live = createContext(true)
export const useIsLive = (): boolean => useContext(Live)

const byTime = (a: Message, b: Message) => a.createdAt.localeCompare(b.createdAt)
const byStart = (a: Turn, b: Turn) => a.startedAt.localeCompare(b.startedAt)

/**
 * Into a list that is loaded, in its place; what nobody has asked for is left alone, and an answer that is on its way, which may be
 * older than this, is asked for again.
 */
function takeInto<T extends { id: string }>(
  queries: QueryClient,
  key: readonly unknown[],
  fresh: T,
  order: (a: T, b: T) => number,
): void {
  if (queries.getQueryState(key)?.fetchStatus === 'fetching') {
    void queries.refetchQueries({ queryKey: key, exact: true, type: 'all' }, { cancelRefetch: true })
  }
  queries.setQueryData<Page<T>>(key, (page) => {
    if (page === undefined) return undefined
    const others = page.items.filter(({ id }) => id !== fresh.id)
    return { ...page, items: [...others, fresh].sort(order) }
  })
}

interface Delivery {
  id: string
  action: string
  receivedAt: string
}

/** The first of its kind is news for the health; of all others only the time is, and to count them anew takes longer the more there are. */
function takeDelivery(queries: QueryClient, { action, receivedAt }: Delivery): void {
  const known = queries.getQueryData<Connection>(keys.connection)
  if (known === undefined || known.status === 'disconnected') return
  const { health } = known
  const event = health.events[action]
  if (event === undefined || event.lastAt === null) {
    void queries.invalidateQueries({ queryKey: keys.connection })
  } else if (event.lastAt < receivedAt) {
    const events = { ...health.events, [action]: { count: event.count + 1, lastAt: receivedAt } }
    const fresh: Connection = { ...known, health: { ...health, events } }
    queries.setQueryData(keys.connection, fresh)
  }
}

type Pages = InfiniteData<Page<Session>>

function takeSession(queries: QueryClient, session: Session): void {
  queries.setQueryData<Session>(keys.session(session.id), (known) =>
    known === undefined ? undefined : session,
  )
  // the first answer ticks the last of the first steps
  const hasAnswered = queries.getQueryData<Overview>(keys.overview)?.steps.hasAnswered
  if (hasAnswered === false) void queries.invalidateQueries({ queryKey: keys.overview })
  for (const [key, pages] of queries.getQueriesData<Pages>({ queryKey: keys.sessions })) {
    if (pages === undefined) continue
    const filter = key[1] as SessionFilter // as queries.ts makes it
    queries.setQueryData<Pages>(key, inPlace(pages, session, filter))
  }
}

/** Where it stands already, else at its place near the top; out of a list that it no longer fits. */
function inPlace(pages: Pages, session: Session, filter: SessionFilter): Pages {
  const isThere = pages.pages.some(({ items }) => items.some(({ id }) => id === session.id))
  const [first, ...others] = pages.pages
  if (first === undefined) return pages
  if (!isThere) {
    const isNewest = first.items[0] === undefined || session.createdAt >= first.items[0].createdAt
    if (!isNewest || !fits(session, filter, false)) return pages
    return { ...pages, pages: [{ ...first, items: [session, ...first.items] }, ...others] }
  }
  const kept = (items: Session[]) =>
    items.flatMap((each) => (each.id !== session.id ? [each] : fits(session, filter, true) ? [session] : []))
  return { ...pages, pages: pages.pages.map((page) => ({ ...page, items: kept(page.items) })) }
}

/** What only the server can say (words in the thread, figures, dates) counts as it did when the list was read. */
function fits(
  session: Session,
  {
    status,
    owner,
    channel,
    language,
    sentiment,
    closure,
    handoff,
    topic,
    q,
    figure,
    day,
    from,
    to,
  }: SessionFilter,
  wasThere: boolean,
): boolean {
  const isAsked = (asked: string | undefined, has: string | null) => asked === undefined || asked === has
  const onlyServerKnows = [q, figure, day, from, to].some((each) => each !== undefined)
  if (onlyServerKnows && !wasThere) return false
  return (
    isAsked(status, session.status) &&
    isAsked(owner, session.owner) &&
    isAsked(channel, session.channel) &&
    isAsked(language, session.language) &&
    isAsked(sentiment, session.sentiment) &&
    isAsked(closure, session.closure) &&
    isAsked(handoff, session.handoff?.reason ?? null) &&
    isAsked(topic, session.topic)
  )
}
