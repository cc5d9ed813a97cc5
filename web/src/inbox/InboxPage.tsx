import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { overview, session } from '../queries.ts'
import { SandboxPane } from '../sandbox/SandboxPane.tsx'
import { Empty } from '../ui/Empty.tsx'
import { useShortcuts } from '../ui/shortcuts.ts'
import { useTitle } from '../ui/title.ts'
import { useWords } from '../words/words.tsx'
import { filterOf } from './filter.ts'
import { SessionList } from './SessionList.tsx'
import { SessionView } from './SessionView.tsx'
import { customerOf } from './speak.ts'
import { useInboxSearch } from './use-search.ts'

/** The list beside the session that is open; on a phone one at a time. */
export function InboxPage() {
  const words = useWords()
  const { inbox } = words
  const { id } = useParams({ strict: false })
  const { data: read } = useQuery({ ...session(useQueryClient(), id ?? ''), enabled: id !== undefined })
  useTitle(read === undefined ? inbox.title : customerOf(words, read))
  const { search, change } = useInboxSearch()
  const go = useNavigate()
  const { data } = useQuery(overview)
  // whoever comes with an address begins at the page's beginning; whoever opens a session from here is taken into it
  const [cameWith] = useState(id)
  const [hasGoneOn, setGoneOn] = useState(false)
  if (id !== cameWith && !hasGoneOn) setGoneOn(true)
  const close = () => void go({ to: '/inbox', search })
  useShortcuts({ escape: () => id !== undefined && close() })
  const sandboxUrl = search.sandbox ? (data?.sandboxUrl ?? null) : null
  return (
    <div className="flex h-full min-h-0">
      <div className="@container flex min-h-0 min-w-0 flex-1">
        <div
          className={`min-h-0 w-full shrink-0 flex-col border-r border-line bg-card @3xl:flex @3xl:w-80 ${id === undefined ? 'flex' : 'hidden'}`}
        >
          <SessionList filter={filterOf(search)} chosen={id ?? null} />
        </div>
        <div className={`min-h-0 min-w-0 flex-1 flex-col @3xl:flex ${id === undefined ? 'hidden' : 'flex'}`}>
          {id === undefined ? (
            <Empty title={inbox.choose}>{inbox.chooseHint}</Empty>
          ) : (
            <SessionView key={id} id={id} takesFocus={hasGoneOn} close={close} />
          )}
        </div>
      </div>
      {sandboxUrl !== null && <SandboxPane url={sandboxUrl} close={() => change({ sandbox: undefined })} />}
    </div>
  )
}
