import type { PageState } from './websites.ts'

/** What narrows a website's pages, as it stands in the address. */
export interface PageFilter {
  q?: string
  state?: PageState
}

export const PAGE_STATES = ['waiting', 'read', 'unchanged', 'skipped', 'failed', 'gone'] as const

export function pageFilterIn({ q, state }: Record<string, unknown>): PageFilter {
  // the router reads a number as one
  const sought = typeof q === 'number' ? String(q) : q
  const known = PAGE_STATES.find((each) => each === state)
  return {
    ...(typeof sought === 'string' && sought.trim() !== '' && sought.length <= 200 ? { q: sought } : {}),
    ...(known === undefined ? {} : { state: known }),
  }
}
