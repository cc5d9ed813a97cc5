import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { filterIn, type InboxSearch } from './filter.ts'

/** What the address narrows the Inbox to, and narrowing it otherwise where one is. */
export function useInboxSearch(): {
  search: InboxSearch
  change(change: { [Name in keyof InboxSearch]?: InboxSearch[Name] | undefined }): void
} {
  // (the router hands on what stands in the address and makes no sense there too)
  const search = useSearch({
    from: '/inside/inbox',
    select: (all) => filterIn({ ...all }),
    structuralSharing: true,
  })
  const { id } = useParams({ strict: false })
  const go = useNavigate()
  return {
    search,
    change(change) {
      const next = filterIn({ ...search, ...change })
      void go(
        id === undefined
          ? { to: '/inbox', search: next, replace: true }
          : { to: '/inbox/$id', params: { id }, search: next, replace: true },
      )
    },
  }
}
