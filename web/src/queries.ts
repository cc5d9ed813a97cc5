import {
  type InfiniteData,
  infiniteQueryOptions,
  type QueryClient,
  queryOptions,
} from '@tanstack/react-query'
import { type Connection, get, type Me, type Message, type Page, type Session, type Turn } from './api.ts'

/** What the pages ask the server for, each under one key. */

export interface SessionFilter {
  status?: string
  owner?: string
  channel?: string
  language?: string
  sentiment?: string
  closure?: string
  handoff?: string
  topic?: string
  /** Of the report. */
  figure?: string
  /** In the time zone of the office hours. */
  day?: string
  q?: string
  from?: string
  to?: string
}

export interface Overview {
  connection: {
    status: 'disconnected' | 'connected' | 'broken'
    faults: { name: string; detail: string; fix: string | null }[]
    isSandbox: boolean
  }
  paused: boolean
  spending: { calls: number; costUsd: number; ceilingUsd: number | null; isOverCeiling: boolean }
  /** null: no model embeds. */
  embeddings: { failing: { detail: string; fix: string } | null } | null
  /** Articles of a shop that does not exist. */
  samples: number
  sendsMail: boolean
  sandboxUrl: string | null
  steps: {
    connected: boolean
    heard: boolean
    hasKnowledge: boolean
    hasAsked: boolean
    hasAnswered: boolean
  }
}

export interface Customer {
  id: string | null
  name: string | null
  email: string | null
  phone: string | null
  properties: { name: string; value: string }[]
  sessions: {
    id: string
    ticketNumber: number
    status: Session['status']
    closure: Session['closure']
    createdAt: string
  }[]
}

export interface Named {
  id: string
  name: string | null
}

export const keys = {
  me: ['me'],
  overview: ['overview'],
  connection: ['connection'],
  sessions: ['sessions'],
  session: (id: string) => ['session', id] as const,
  messages: (id: string) => ['session', id, 'messages'] as const,
  turns: (id: string) => ['session', id, 'turns'] as const,
} as const

/** Live updates carry the news; this is for what they missed. */
const NOW_AND_THEN_MS = 60_000
/** So old it is shown as it is, live updates having kept it: from a pointer over a row to the click, and from one session to the next. */
const JUST_READ_MS = 10_000
const PAGE = 50

export const me = queryOptions({ queryKey: keys.me, queryFn: () => get<Me>('/api/v1/me') })

export const overview = queryOptions({
  queryKey: keys.overview,
  queryFn: () => get<Overview>('/api/v1/overview'),
  refetchInterval: 10_000,
})

export const connection = queryOptions({
  queryKey: keys.connection,
  queryFn: () => get<Connection>('/api/v1/integrations/freshchat'),
  refetchInterval: NOW_AND_THEN_MS,
})

export const account = queryOptions({
  queryKey: ['account'],
  queryFn: () =>
    get<{ groups: Named[]; channels: Named[]; agents: Named[] }>('/api/v1/integrations/freshchat/account'),
  staleTime: NOW_AND_THEN_MS,
})

export const sessions = (filter: SessionFilter) =>
  infiniteQueryOptions({
    queryKey: [...keys.sessions, filter] as const,
    queryFn: ({ pageParam, signal }) => {
      const asked = new URLSearchParams({ ...given(filter), limit: String(PAGE) })
      if (pageParam !== '') asked.set('cursor', pageParam)
      return get<Page<Session>>(`/api/v1/sessions?${asked}`, signal)
    },
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: (before) => before,
    staleTime: NOW_AND_THEN_MS,
  })

export const sessionValues = queryOptions({
  queryKey: ['session-values'],
  queryFn: () =>
    get<{ channels: string[]; languages: string[]; topics: string[] }>('/api/v1/sessions/values'),
  staleTime: NOW_AND_THEN_MS,
})

/** The session as a list shows it, with when that was read: nobody waits for what is on the screen already. */
export function listed(queries: QueryClient, id: string): { session: Session; readAt: number } | undefined {
  for (const [key, pages] of queries.getQueriesData<InfiniteData<Page<Session>>>({
    queryKey: keys.sessions,
  })) {
    const session = pages?.pages.flatMap(({ items }) => items).find((each) => each.id === id)
    const readAt = queries.getQueryState(key)?.dataUpdatedAt
    if (session !== undefined && readAt !== undefined) return { session, readAt }
  }
  return undefined
}

const of = (id: string) => `/api/v1/sessions/${id}`

export const session = (queries: QueryClient, id: string) =>
  queryOptions({
    queryKey: keys.session(id),
    queryFn: () => get<Session>(of(id)),
    initialData: () => listed(queries, id)?.session,
    initialDataUpdatedAt: () => listed(queries, id)?.readAt,
    // as the list that it comes from
    staleTime: NOW_AND_THEN_MS,
    refetchInterval: NOW_AND_THEN_MS,
  })

export const messages = (id: string) =>
  queryOptions({
    queryKey: keys.messages(id),
    queryFn: () => everyPage<Message>(`${of(id)}/messages`),
    staleTime: JUST_READ_MS,
    refetchInterval: NOW_AND_THEN_MS,
  })

export const turns = (id: string) =>
  queryOptions({
    queryKey: keys.turns(id),
    queryFn: () => everyPage<Turn>(`${of(id)}/turns`),
    refetchInterval: NOW_AND_THEN_MS,
  })

export const customer = (id: string) =>
  queryOptions({
    queryKey: ['session', id, 'customer'] as const,
    queryFn: () => get<Customer>(`${of(id)}/customer`),
  })

/** A thread is read whole: its newest stands at the end. */
async function everyPage<T>(path: string): Promise<Page<T>> {
  const items: T[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const from: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`
    const page: Page<T> = await get<Page<T>>(`${path}?limit=500${from}`)
    items.push(...page.items)
    cursor = page.next
  }
  return { items, next: null }
}

function given(filter: SessionFilter): Record<string, string> {
  return Object.fromEntries(
    Object.entries(filter).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}
