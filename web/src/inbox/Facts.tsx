import type { Session } from '../api.ts'
import { timeOf } from '../ui/time.ts'
import { customerOf, endOf, ownerOf, reasonOf } from './words.ts'

/** The customer's card, and how the session stands. */
export function Facts({ session }: { session: Session }) {
  const { contact, handoff } = session
  const facts: [string, string | null][] = [
    ['Who has it', ownerOf(session)],
    ['Status', endOf(session) ?? 'open'],
    ['Handed over', handoff && `${reasonOf(handoff.reason)}, ${timeOf(handoff.at)}`],
    ['Nobody came', session.noPickupAt && timeOf(session.noPickupAt)],
    ['Talked over a rep', session.leaks > 0 ? `${session.leaks} ×` : null],
    ['Channel', session.channel],
    ['E-mail', contact?.email ?? null],
    ['Phone', contact?.phone ?? null],
    ['Language', session.language],
    ['Sentiment', session.sentiment],
    ['Topic', session.topic],
    ['Summary', session.summary],
  ]
  return (
    <section className="card facts" aria-label="Session">
      <h1>
        {customerOf(session)} <span className={`tag ${session.owner}`}>{ownerOf(session)}</span>
      </h1>
      <dl>
        {facts.map(([name, value]) =>
          value === null ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
      {session.conversationUrl && /^https?:/.test(session.conversationUrl) && (
        <a href={session.conversationUrl} target="_blank" rel="noopener noreferrer">
          Open in Freshchat
        </a>
      )}
    </section>
  )
}
