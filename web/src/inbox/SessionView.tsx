import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { messages, session, turns } from '../queries.ts'
import { Loading } from '../ui/Empty.tsx'
import { Failed } from '../ui/Failed.tsx'
import { Icon } from '../ui/Icon.tsx'
import { OwnerTag } from '../ui/OwnerTag.tsx'
import { useRole } from '../ui/role.ts'
import { useWords } from '../words/words.tsx'
import { Composer } from './Composer.tsx'
import { CustomerCard } from './CustomerCard.tsx'
import { SessionActs } from './SessionActs.tsx'
import { customerOf, standingOf } from './speak.ts'
import { Thread } from './Thread.tsx'

/** One session: the thread, who the customer is, what a member can do. */
export function SessionView({
  id,
  takesFocus,
  close,
}: {
  id: string
  /** As somebody opens it. */
  takesFocus: boolean
  close(): void
}) {
  const words = useWords()
  const mayAct = useRole('agent')
  const read = useQuery(session(useQueryClient(), id))
  const written = useQuery(messages(id))
  // what is read first is asked for first, and alone: side by side all would come later
  const isRead = written.data !== undefined
  const thought = useQuery({ ...turns(id), enabled: isRead })
  const [showsDetails, setShowsDetails] = useState(false)
  const fault = read.error ?? written.error
  if (fault && !(read.data && written.data)) {
    const again = () => void Promise.all([read.refetch(), written.refetch(), thought.refetch()])
    return (
      <>
        <header className={HEADER}>
          <Back close={close} />
          <Title takesFocus={takesFocus}>{words.session.label}</Title>
        </header>
        <Failed fault={fault} retry={again} />
      </>
    )
  }
  if (!read.data) return <Loading />
  const { data } = read
  return (
    <div className="flex min-h-0 flex-1">
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        <header className={HEADER}>
          <Back close={close} />
          <div className="min-w-0 flex-1 basis-44">
            <Title takesFocus={takesFocus}>
              <bdi>{customerOf(words, data)}</bdi> <OwnerTag owner={data.owner} />
              {data.leaks > 0 && <span className="tag tag-bad">{words.inbox.talkedOver}</span>}
            </Title>
            <p className="hint truncate">
              {standingOf(words, data)} · {words.session.ticket(data.ticketNumber)}
            </p>
          </div>
          <button
            type="button"
            className="btn @6xl:hidden"
            aria-expanded={showsDetails}
            onClick={() => setShowsDetails(!showsDetails)}
          >
            {words.session.details}
          </button>
          {mayAct && <SessionActs session={data} />}
        </header>
        {showsDetails && (
          <div className="max-h-[50vh] overflow-y-auto border-b border-line bg-card p-4 @6xl:hidden">
            <CustomerCard session={data} isRead={isRead} />
          </div>
        )}
        {written.data ? (
          <Thread messages={written.data.items} turns={thought.data?.items ?? []} mayFlag={mayAct} />
        ) : (
          <div className="min-h-0 flex-1">
            <Loading />
          </div>
        )}
        {mayAct && <Composer session={data} />}
      </div>
      <aside
        aria-label={words.session.details}
        className="hidden w-72 shrink-0 overflow-y-auto border-l border-line bg-card p-4 @6xl:block"
      >
        <CustomerCard session={data} isRead={isRead} />
      </aside>
    </div>
  )
}

const HEADER = 'flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line bg-card px-4 py-2.5'

/** Where one goes on reading, with the keyboard and aloud. */
function Title({ takesFocus, children }: { takesFocus: boolean; children: ReactNode }) {
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (takesFocus) title.current?.focus()
  }, [takesFocus])
  return (
    <h1
      ref={title}
      tabIndex={-1}
      className="flex w-fit flex-wrap items-center gap-2 rounded text-[1.1rem] outline-offset-0"
    >
      {children}
    </h1>
  )
}

/** On a phone, where the list is not beside it. */
function Back({ close }: { close(): void }) {
  const { inbox } = useWords()
  return (
    <button type="button" className="btn btn-quiet -ml-2 px-2 @3xl:hidden" onClick={close}>
      <Icon name="back" />
      <span className="sr-only">{inbox.backToList}</span>
    </button>
  )
}
