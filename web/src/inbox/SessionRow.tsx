import { Link } from '@tanstack/react-router'
import { memo } from 'react'
import type { Session } from '../api.ts'
import { OwnerTag } from '../ui/OwnerTag.tsx'
import { useTimes } from '../ui/time.ts'
import { useWords } from '../words/words.tsx'
import type { InboxSearch } from './filter.ts'
import { customerOf, standingOf } from './speak.ts'

export const SessionRow = memo(function SessionRow({
  session,
  search,
  isChosen,
  isMarked,
  isTabStop,
  mark,
}: {
  session: Session
  search: InboxSearch
  isChosen: boolean
  isMarked: boolean
  /** The one of the list that Tab leads to. */
  isTabStop: boolean
  mark(id: string): void
}) {
  const words = useWords()
  const times = useTimes()
  return (
    <Link
      to="/inbox/$id"
      params={{ id: session.id }}
      search={search}
      tabIndex={isTabStop ? 0 : -1}
      onFocus={() => mark(session.id)}
      className={`-outline-offset-2 flex h-full flex-col justify-center gap-0.5 border-b border-line px-4 text-ink no-underline ${isChosen ? 'bg-accent-soft' : 'hover:bg-hover'} ${isMarked && !isChosen ? 'bg-hover shadow-[inset_3px_0_0_var(--accent)]' : ''}`}
      {...(isChosen ? { 'aria-current': 'true' } : {})}
    >
      <span className="flex items-center gap-2">
        <span dir="auto" className="min-w-0 flex-1 truncate font-semibold">
          {customerOf(words, session)}
        </span>
        <OwnerTag owner={session.owner} />
        <time dateTime={session.lastMessageAt} className="hint shrink-0">
          {times.short(session.lastMessageAt)}
        </time>
      </span>
      <span dir="auto" className="truncate text-[0.93rem]">
        {session.summary ?? session.topic ?? ' '}
      </span>
      <span className="hint flex items-center gap-1.5 truncate">
        {session.noPickupAt && session.status === 'open' && (
          <span className="tag tag-bad">{words.inbox.nobodyCame}</span>
        )}
        {session.leaks > 0 && <span className="tag tag-bad">{words.inbox.talkedOver}</span>}
        <span className="truncate">
          {standingOf(words, session)} · <bdi>{session.channel}</bdi>
        </span>
      </span>
    </Link>
  )
})
