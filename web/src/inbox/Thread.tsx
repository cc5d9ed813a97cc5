import { useLayoutEffect, useRef } from 'react'
import type { Message, Turn } from '../api.ts'
import { useTimes } from '../ui/time.ts'
import { useWords } from '../words/words.tsx'
import { Flag } from './Flag.tsx'
import { Parts } from './Parts.tsx'
import { Trace } from './Trace.tsx'

/** What was written, in order; beside what the AI wrote, how it came about. The newest is in sight, unless the reader has scrolled up. */
export function Thread({
  messages,
  turns,
  mayFlag,
}: {
  messages: Message[]
  turns: Turn[]
  mayFlag: boolean
}) {
  const words = useWords()
  const scrolls = useRef<HTMLElement>(null)
  const isAtEnd = useRef(true)
  const last = messages.at(-1)?.id
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new message is what it waits for, and what came about it, which is asked for later
  useLayoutEffect(() => {
    const { current } = scrolls
    if (current !== null && isAtEnd.current) current.scrollTop = current.scrollHeight
  }, [last, turns.length])
  const traced = new Map(turns.map((turn) => [turn.id, turn]))
  const shown = new Set<string>()
  return (
    <section
      ref={scrolls}
      aria-label={words.session.thread}
      // it scrolls, so the keyboard must reach it
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must take the focus
      tabIndex={0}
      className="min-h-0 flex-1 overflow-y-auto px-4 py-4"
      onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
        isAtEnd.current = scrollHeight - scrollTop - clientHeight < 80
      }}
    >
      {/* what is new is read out: not on the list itself, which would be none any more */}
      <div role="log">
        <ol className="mx-auto grid max-w-3xl gap-3">
          {messages.map((message) => {
            const turn = message.turnId === null ? undefined : traced.get(message.turnId)
            // of an answer in several parts, the trace stands once
            const isFirst = turn !== undefined && !shown.has(turn.id)
            if (turn) shown.add(turn.id)
            return (
              <Entry key={message.id} message={message} turn={isFirst ? turn : undefined} mayFlag={mayFlag} />
            )
          })}
        </ol>
      </div>
      {messages.length === 0 && <p className="hint text-center">{words.session.empty}</p>}
    </section>
  )
}

const LOOKS: Record<Message['author']['kind'], string> = {
  customer: 'customer mr-auto bg-customer rounded-bl-sm',
  ai: 'ai ml-auto bg-ai rounded-br-sm',
  rep: 'rep ml-auto bg-rep rounded-br-sm',
  system: 'system mx-auto',
}
const NOTE = 'private ml-auto border border-dashed border-note-line bg-note'

function Entry({ message, turn, mayFlag }: { message: Message; turn: Turn | undefined; mayFlag: boolean }) {
  const words = useWords()
  const times = useTimes()
  const { author } = message
  if (author.kind === 'system')
    return (
      <li className="system hint text-center">
        <bdi>{message.text}</bdi> · <time dateTime={message.createdAt}>{times.short(message.createdAt)}</time>
      </li>
    )
  const kind = words.session.kinds[author.kind]
  return (
    <li
      className={`w-fit max-w-[min(38rem,92%)] rounded-2xl px-4 py-2.5 ${message.private ? `${author.kind} ${NOTE}` : LOOKS[author.kind]}`}
    >
      <p className="mb-0.5 flex flex-wrap items-baseline gap-x-2 text-[0.87rem]">
        <strong dir="auto">{author.name ?? kind}</strong>
        <span>{message.private ? words.session.privateNote : kind}</span>
        <time dateTime={message.createdAt} title={times.full(message.createdAt)} className="text-soft">
          {times.short(message.createdAt)}
        </time>
        {message.freshchatId === null && <span className="text-soft">{words.session.onItsWay}</span>}
      </p>
      {message.text !== '' && (
        <p dir="auto" className="whitespace-pre-wrap">
          {message.text}
        </p>
      )}
      <Parts message={message} />
      {author.kind === 'ai' && !message.private && <Flag message={message} mayFlag={mayFlag} />}
      {turn && <Trace turn={turn} />}
    </li>
  )
}
