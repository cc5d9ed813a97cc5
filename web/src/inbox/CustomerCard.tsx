import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Session } from '../api.ts'
import { customer } from '../queries.ts'
import { Icon } from '../ui/Icon.tsx'
import { useRole } from '../ui/role.ts'
import { useTimes } from '../ui/time.ts'
import { useWords } from '../words/words.tsx'
import { customerOf, endOf, reasonOf } from './speak.ts'
import { useInboxSearch } from './use-search.ts'

/** The customer's card, how the session stands, and what came before it. */
export function CustomerCard({ session, isRead }: { session: Session; isRead: boolean }) {
  const words = useWords()
  const times = useTimes()
  const { search } = useInboxSearch()
  const { data } = useQuery({ ...customer(session.id), enabled: isRead })
  const mayBundle = useRole('admin')
  const { contact, handoff } = session
  const facts: [string, string | null][] = [
    [words.account.email, contact?.email ?? null],
    [words.session.phone, contact?.phone ?? null],
    ...(data?.properties ?? []).map(({ name, value }): [string, string] => [name, value]),
    [words.inbox.channel, session.channel],
    [words.inbox.languageFilter, session.language && times.language(session.language)],
    [words.inbox.sentiment, session.sentiment && words.inbox.sentiments[session.sentiment]],
    [words.inbox.topic, session.topic],
    [words.session.summary, session.summary],
    [
      words.session.handedOverLabel,
      handoff && `${reasonOf(words, handoff.reason)}, ${times.full(handoff.at)}`,
    ],
    [words.session.because, handoff?.evidence || null],
    [words.session.nobodyCameLabel, session.noPickupAt && times.full(session.noPickupAt)],
    [words.session.leaks, session.leaks > 0 ? words.session.times(session.leaks) : null],
  ]
  const others = data?.sessions.filter(({ id }) => id !== session.id) ?? []
  const isAddress = session.conversationUrl !== null && /^https?:/.test(session.conversationUrl)
  return (
    <>
      <h2 dir="auto" className="mb-1 w-fit">
        {customerOf(words, session)}
      </h2>
      {isAddress && session.conversationUrl && (
        <a
          href={session.conversationUrl}
          target="_blank"
          rel="noopener noreferrer"
          className="mb-3 inline-flex min-h-7 items-center gap-1.5"
        >
          {words.session.openInFreshchat} <Icon name="out" />
        </a>
      )}
      <dl className="grid gap-2 text-[0.95rem]">
        {facts.map(([name, value], index) =>
          value === null ? null : (
            // properties may bear the same name twice
            // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes its order
            <div key={`${index}-${name}`}>
              <dt dir="auto" className="text-[0.85rem] text-soft">
                {name}
              </dt>
              <dd dir="auto">{value}</dd>
            </div>
          ),
        )}
      </dl>
      {session.previousSessionId && (
        <p className="mt-3">
          <Link to="/inbox/$id" params={{ id: session.previousSessionId }} search={search}>
            {words.session.previous}
          </Link>
        </p>
      )}
      {mayBundle && (
        <p className="mt-3">
          <a href={`/api/v1/sessions/${session.id}/support-bundle`} download>
            {words.session.supportFile}
          </a>
        </p>
      )}
      {others.length > 0 && (
        <>
          <h3 className="mb-1 mt-4 font-semibold">{words.session.earlier}</h3>
          <ul className="grid gap-1.5 text-[0.95rem]">
            {others.map((each) => (
              <li key={each.id}>
                <Link to="/inbox/$id" params={{ id: each.id }} search={search}>
                  {words.session.ticket(each.ticketNumber)}, {times.short(each.createdAt)}
                </Link>{' '}
                <span className="hint">{endOf(words, each) ?? words.inbox.statuses[each.status]}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}
