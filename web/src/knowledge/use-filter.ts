import { useSearch } from '@tanstack/react-router'
import { type ArticleFilter, articleFilterIn } from './filter.ts'

/** What the address narrows the list to; it stays in the address of an article, for the way back. */
export function useArticleFilter(): ArticleFilter {
  return useSearch({ strict: false, select: (all) => articleFilterIn({ ...all }), structuralSharing: true })
}
