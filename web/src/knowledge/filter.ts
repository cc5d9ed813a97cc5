/** What narrows the list of articles, as it stands in the address; what makes no sense there is left out. */

export const STATES = ['published', 'draft'] as const
export const VISIBILITIES = ['public', 'internal'] as const

export interface ArticleFilter {
  q?: string
  state?: (typeof STATES)[number]
  visibility?: (typeof VISIBILITIES)[number]
}

const LONGEST = 200

export function articleFilterIn({ q, state, visibility }: Record<string, unknown>): ArticleFilter {
  // the router reads a number as one
  const sought = typeof q === 'number' ? String(q) : q
  const isState = STATES.find((each) => each === state)
  const isVisibility = VISIBILITIES.find((each) => each === visibility)
  return {
    ...(typeof sought === 'string' && sought.trim() !== '' && sought.length <= LONGEST ? { q: sought } : {}),
    ...(isState === undefined ? {} : { state: isState }),
    ...(isVisibility === undefined ? {} : { visibility: isVisibility }),
  }
}

export const isNarrowed = (filter: ArticleFilter): boolean => Object.keys(filter).length > 0
