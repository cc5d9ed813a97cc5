import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api, type Connection } from '../api.ts'
import { timeOf } from '../ui/time.ts'

type Connected = Exclude<Connection, { status: 'disconnected' }>

const WORDS = {
  connected: 'Everything works',
  degraded: 'Something needs attention',
  broken: 'Nothing can be posted',
}

/** Each check with its cause and what to do. */
export function Health({ connection }: { connection: Connected }) {
  const queries = useQueryClient()
  const test = useMutation({
    mutationFn: () => api('POST', '/api/v1/integrations/freshchat/test'),
    onSettled: () => queries.invalidateQueries({ queryKey: ['connection'] }),
  })
  return (
    <section className="card" aria-labelledby="health">
      <h2 id="health">
        Health <span className={`tag ${connection.status}`}>{WORDS[connection.status]}</span>
      </h2>
      <ul className="checks">
        {connection.health.checks.map((check) => (
          <li key={check.name}>
            <span className={`tag ${check.ok ? 'connected' : 'broken'}`}>{check.ok ? 'ok' : 'failed'}</span>{' '}
            <strong>{check.name}</strong>: {check.detail}
            {check.fix && <p className="hint">{check.fix}</p>}
            <span className="soft"> {timeOf(check.checkedAt)}</span>
          </li>
        ))}
      </ul>
      <button type="button" disabled={test.isPending} onClick={() => test.mutate()}>
        {test.isPending ? 'Checking…' : 'Check now'}
      </button>
      {test.error && (
        <p className="error" role="alert">
          {test.error.message}
        </p>
      )}
    </section>
  )
}
