import { infiniteQueryOptions, type QueryClient } from '@tanstack/react-query'
import { api, get, type Page } from '../api.ts'
import { PATH as ARTICLES, type Article, articleSaved } from './articles.ts'

/** How customers have asked for what an article then answered; nobody has decided about these yet. */

export interface Suggested {
  id: string
  articleId: string
  articleTitle: string
  text: string
  count: number
  sessionIds: string[]
  createdAt: string
}

/** What a member has just made of one. `canTurn`: it may still be taken out of the article, or put into it. */
export interface Decided {
  suggested: Suggested
  text: string
  isTaught: boolean
  canTurn: boolean
}

const PATH = '/api/v1/knowledge/suggested-phrasings'
/** They are found in the background, from sessions that have ended. */
const NOW_AND_THEN_MS = 60_000

export const suggested = infiniteQueryOptions({
  queryKey: ['suggested-phrasings'] as const,
  queryFn: ({ pageParam, signal }) =>
    get<Page<Suggested>>(`${PATH}${pageParam === '' ? '' : `?cursor=${pageParam}`}`, signal),
  initialPageParam: '',
  getNextPageParam: ({ next }) => next ?? undefined,
  refetchInterval: NOW_AND_THEN_MS,
})

/** `own`: other words than the customer's; null: theirs. */
export async function accept(queries: QueryClient, one: Suggested, own: string | null): Promise<Decided> {
  const article = await api<Article>('POST', `${PATH}/${one.id}/accept`, own === null ? {} : { text: own })
  articleSaved(queries, article)
  const text = (own ?? one.text).trim()
  // what the article had said already is not ours to take out again
  return { suggested: one, text, isTaught: true, canTurn: article.phrasings.at(-1) === text }
}

export async function dismiss(one: Suggested): Promise<Decided> {
  await api('POST', `${PATH}/${one.id}/dismiss`)
  return { suggested: one, text: one.text, isTaught: false, canTurn: true }
}

/** The other way about, after all: the suggestion is decided about, so it is the article that is changed. */
export async function turn(queries: QueryClient, decided: Decided): Promise<Decided> {
  const path = `${ARTICLES}/${decided.suggested.articleId}`
  const { phrasings, updatedAt } = await api<Article>('GET', path)
  const others = phrasings.filter((each) => each !== decided.text)
  const saved = await api<Article>('PATCH', path, {
    phrasings: decided.isTaught ? others : [...others, decided.text],
    ifUpdatedAt: updatedAt,
  })
  articleSaved(queries, saved)
  return { ...decided, isTaught: !decided.isTaught }
}
