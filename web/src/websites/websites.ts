import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import type { z } from 'zod'
import type { sourcePageSchema, sourceSchema } from '../../../src/http/present-websites.ts'
import { get, type Page } from '../api.ts'
import { knowledgeChanged } from '../knowledge/articles.ts'
import type { PageFilter } from './page-filter.ts'

/** What the pages about websites ask the server for: often while one is being read. */

export type Website = z.infer<typeof sourceSchema>
export type WebsitePage = z.infer<typeof sourcePageSchema>
export type PageState = WebsitePage['state']
export type PageReason = NonNullable<WebsitePage['because']>

export const PATH = '/api/v1/knowledge/sources'
const LISTS = ['websites'] as const
const keyOf = (id: string) => ['website', id] as const
const WHILE_READING_MS = 1_500
const NOW_AND_THEN_MS = 30_000
const PAGE = 50

export const isReading = (website: Website | undefined): boolean =>
  website !== undefined && website.crawl.state !== 'idle'

const every = (reading: boolean) => (reading ? WHILE_READING_MS : NOW_AND_THEN_MS)

/** An organization has fifty at most: one answer. */
export const websites = queryOptions({
  queryKey: LISTS,
  queryFn: () => get<Page<Website>>(PATH),
  refetchInterval: ({ state }) => every(state.data?.items.some(isReading) ?? false),
})

export const website = (id: string) =>
  queryOptions({
    queryKey: keyOf(id),
    queryFn: () => get<Website>(`${PATH}/${id}`),
    refetchInterval: ({ state }) => every(isReading(state.data)),
  })

export const pagesOf = (id: string, filter: PageFilter, reading: boolean) =>
  infiniteQueryOptions({
    queryKey: [...keyOf(id), 'pages', filter] as const,
    queryFn: ({ pageParam, signal }) => {
      const asked = new URLSearchParams({ ...filter, limit: String(PAGE) })
      if (pageParam !== '') asked.set('cursor', pageParam)
      return get<Page<WebsitePage>>(`${PATH}/${id}/pages?${asked}`, signal)
    },
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: (before) => before,
    refetchInterval: every(reading),
  })

export function websiteSaved(queries: QueryClient, saved: Website): void {
  queries.setQueryData(keyOf(saved.id), saved)
  void queries.invalidateQueries({ queryKey: [...keyOf(saved.id), 'pages'] })
  void queries.invalidateQueries({ queryKey: LISTS })
  knowledgeChanged(queries)
}

export function websiteGone(queries: QueryClient, id: string): void {
  queries.removeQueries({ queryKey: keyOf(id) })
  void queries.invalidateQueries({ queryKey: LISTS })
  knowledgeChanged(queries)
}
