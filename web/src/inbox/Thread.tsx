import type { Message, Turn } from '../api.ts'
import { timeOf } from '../ui/time.ts'
import { Parts } from './Parts.tsx'
import { Trace } from './Trace.tsx'

const KINDS: Record<Message['author']['kind'], string> = {
  customer: 'Customer',
  ai: 'AI',
  rep: 'Rep',
  system: 'Freshchat',
}

/** What was written, in order; beside what the AI wrote, how it came about. */
export function Thread({ messages, turns }: { messages: Message[]; turns: Turn[] }) {
  const traced = new Map(turns.map((turn) => [turn.id, turn]))
  const answered = new Set<string>()
  return (
    <section aria-label="Thread">
      <ol className="thread">
        {messages.map((message) => {
          const turn = message.turnId === null ? undefined : traced.get(message.turnId)
          // of an answer in several parts, the trace stands once
          const isFirst = turn !== undefined && !answered.has(turn.id)
          if (turn) answered.add(turn.id)
          return (
            <li key={message.id} className={`${message.author.kind} ${message.private ? 'private' : ''}`}>
              <p className="by">
                <strong>{message.author.name ?? KINDS[message.author.kind]}</strong>
                <span className="tag">{message.private ? 'Private note' : KINDS[message.author.kind]}</span>
                <time dateTime={message.createdAt}>{timeOf(message.createdAt)}</time>
                {message.freshchatId === null && <span className="soft">on its way</span>}
              </p>
              {message.text !== '' && <p className="text">{message.text}</p>}
              <Parts message={message} />
              {turn && isFirst && <Trace turn={turn} />}
            </li>
          )
        })}
      </ol>
      {messages.length === 0 && <p className="empty">Nothing has been written yet.</p>}
    </section>
  )
}
