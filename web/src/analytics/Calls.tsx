import { useTimes } from '../ui/time.ts'
import { useWords } from '../words/words.tsx'
import { Rows } from './Rows.tsx'
import type { Asked, Report } from './report.ts'

const KINDS = ['read', 'send', 'change', 'reconcile', 'health'] as const

/** What was asked of Freshchat, whose rate limit all of an account's integrations share. */
export function Calls({ data, asked }: { data: Report; asked: Asked }) {
  const words = useWords().analytics
  const { number, whole } = useTimes()
  const { calls, answered } = data
  const { channel: _, ...period } = asked
  return (
    <section className="card">
      <h2>{words.callsTitle}</h2>
      {calls === null ? (
        <p className="hint">{words.callsOfAllOnly}</p>
      ) : (
        <>
          <p className="mb-2">
            {words.callsTotal(whole(calls.total))}
            {calls.perAnswered !== null && (
              <>
                {', '}
                {words.callsEach(number(calls.perAnswered))}{' '}
                <Rows count={answered} asked={asked} filter={{ figure: 'answered' }}>
                  {words.answeredSessions(answered, whole(answered))}
                </Rows>
              </>
            )}
          </p>
          <dl className="grid gap-1">
            {KINDS.map((kind) => (
              <div key={kind} className="grid grid-cols-[minmax(0,1fr)_5rem] items-center gap-3">
                <dt>{words.callKinds[kind]}</dt>
                <dd className="text-right tabular-nums">{whole(calls.byKind[kind])}</dd>
              </div>
            ))}
          </dl>
          <p className="mt-3">
            <a className="btn" href={`/api/v1/analytics/calls.csv?${new URLSearchParams(period)}`} download>
              {words.callsCsv}
            </a>
          </p>
        </>
      )}
      <p className="hint mt-2">{words.callsHint(whole(data.freshchatCalls))}</p>
    </section>
  )
}
