import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api, type Connection } from '../api.ts'
import { keys } from '../queries.ts'
import { Button } from '../ui/Button.tsx'
import { Fault } from '../ui/Failed.tsx'
import { useTimes } from '../ui/time.ts'
import { inTheirWords } from '../words/server.ts'
import { useWords } from '../words/words.tsx'
import type { Connected } from './connected.ts'

const TONES = { connected: 'tag-good', degraded: 'tag-warn', broken: 'tag-bad' }
const UTC = /(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}(?::\d{2})?) UTC/g

/** Each check with its cause and what to do. */
export function Health({ connection }: { connection: Connected }) {
  const words = useWords()
  const { freshchat } = words
  const times = useTimes()
  const queries = useQueryClient()
  const test = useMutation({
    mutationFn: () => api<Connection>('POST', '/api/v1/integrations/freshchat/test'),
    onSuccess: (tested) => queries.setQueryData(keys.connection, tested),
    onSettled: () => queries.invalidateQueries({ queryKey: keys.overview }),
  })
  /** The server names moments in UTC; here all of them are the reader's. */
  const timed = (sentence: string) =>
    sentence.replace(UTC, (_, day: string, time: string) => times.full(`${day}T${time}Z`))
  return (
    <section className="card" aria-labelledby="health">
      <h2 id="health" className="mb-2">
        {freshchat.healthTitle}{' '}
        <span className={`tag ${TONES[connection.status]}`}>{freshchat.healthWords[connection.status]}</span>
      </h2>
      <ul className="mb-4">
        {connection.health.checks.map(({ name, ok, detail, fix, checkedAt }) => (
          <li
            key={name}
            className="grid grid-cols-[4.5rem_1fr] items-baseline gap-x-3 border-t border-line py-2"
          >
            <span className={`tag justify-self-start ${ok ? 'tag-good' : 'tag-bad'}`}>
              {ok ? freshchat.ok : freshchat.failed}
            </span>
            <div>
              <strong>{freshchat.checkNames[name] ?? name}</strong> {timed(inTheirWords(words, detail))}{' '}
              <time dateTime={checkedAt} className="hint whitespace-nowrap">
                {times.short(checkedAt)}
              </time>
              {fix && <p className={ok ? 'hint' : 'mt-1'}>{inTheirWords(words, fix)}</p>}
            </div>
          </li>
        ))}
      </ul>
      <Button className="btn" isOff={test.isPending} onClick={() => test.mutate()}>
        {test.isPending ? freshchat.checking : freshchat.checkNow}
      </Button>
      <Fault fault={test.error} />
    </section>
  )
}
