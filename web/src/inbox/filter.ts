import type { Figure } from '../../../src/http/present.ts'
import type { SessionFilter } from '../queries.ts'

/** What narrows the list, as it stands in the address; what makes no sense there is left out. */

export const STATUSES = ['open', 'resolved'] as const
export const OWNERS = ['ai', 'human', 'none'] as const
/** Of the report, those that no other filter tells. */
export const FIGURES = [
  'ended',
  'answered',
  'ended_answered',
  'contained',
  'reopened',
  'handed_over',
  'first_reply_ai',
  'first_reply_rep',
  'asked_model',
  'unpriced',
  'leaked',
  'doubled',
] as const satisfies readonly Figure[]
export const SENTIMENTS = ['positive', 'neutral', 'negative'] as const

export interface InboxSearch extends SessionFilter {
  /** The sandbox beside it. */
  sandbox?: boolean
}

export function filterIn(search: Record<string, unknown>): InboxSearch {
  const text = (name: string) => {
    const value = search[name]
    const given = typeof value === 'number' ? String(value) : value
    return typeof given === 'string' && given.trim() !== '' && given.length <= 200 ? given : undefined
  }
  const one = (name: string, of: readonly string[]) => of.find((each) => each === text(name))
  const day = (name: string) => {
    const given = text(name)
    return given !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(given) && !Number.isNaN(Date.parse(given))
      ? given
      : undefined
  }
  return withoutEmpty({
    status: one('status', STATUSES),
    owner: one('owner', OWNERS),
    sentiment: one('sentiment', SENTIMENTS),
    closure: text('closure'),
    handoff: text('handoff'),
    channel: text('channel'),
    language: text('language'),
    topic: text('topic'),
    figure: one('figure', FIGURES),
    day: day('day'),
    q: text('q'),
    from: day('from'),
    to: day('to'),
    sandbox: search.sandbox === true ? true : undefined,
  })
}

/** What of the address the server is asked for. */
export function filterOf({ sandbox: _, ...filter }: InboxSearch): SessionFilter {
  return filter
}

export const isNarrowed = (filter: SessionFilter): boolean => Object.keys(filter).length > 0

function withoutEmpty(all: { [Name in keyof InboxSearch]: InboxSearch[Name] | undefined }): InboxSearch {
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
}
