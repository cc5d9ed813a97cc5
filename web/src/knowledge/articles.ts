import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import type { z } from 'zod'
import type { articleSchema } from '../../../src/http/present-knowledge.ts'
import { get, type Page } from '../api.ts'
import { keys } from '../queries.ts'
import type { ArticleFilter } from './filter.ts'

/** What the Knowledge pages ask the server for. */

export type Article = z.infer<typeof articleSchema>

export const PATH = '/api/v1/knowledge/articles'
const LISTS = ['articles'] as const
const PAGE = 50
/** Another member may write as well. */
const NOW_AND_THEN_MS = 60_000

const keyOf = (id: string) => ['article', id] as const

/** Bodies by their beginning. */
export const articles = (filter: ArticleFilter) =>
  infiniteQueryOptions({
    queryKey: [...LISTS, filter] as const,
    queryFn: ({ pageParam, signal }) => {
      const asked = new URLSearchParams({ ...filter, brief: 'true', limit: String(PAGE) })
      if (pageParam !== '') asked.set('cursor', pageParam)
      return get<Page<Article>>(`${PATH}?${asked}`, signal)
    },
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: (before) => before,
    refetchInterval: NOW_AND_THEN_MS,
  })

export const article = (id: string) =>
  queryOptions({
    queryKey: keyOf(id),
    queryFn: () => get<Article>(`${PATH}/${id}`),
    refetchInterval: NOW_AND_THEN_MS,
  })

/** The lists, and whether there is any knowledge at all, are asked for anew. */
export function knowledgeChanged(queries: QueryClient): void {
  void queries.invalidateQueries({ queryKey: LISTS })
  void queries.invalidateQueries({ queryKey: keys.overview })
}

export function articleSaved(queries: QueryClient, saved: Article): void {
  queries.setQueryData(keyOf(saved.id), saved)
  knowledgeChanged(queries)
}

export function articleGone(queries: QueryClient, id: string): void {
  queries.removeQueries({ queryKey: keyOf(id) })
  knowledgeChanged(queries)
}
