import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../api.ts'
import { Confirm } from '../ui/Confirm.tsx'
import { CopyBox } from '../ui/CopyBox.tsx'
import { Fault } from '../ui/Failed.tsx'
import { useTimes } from '../ui/time.ts'
import { useShownOnce } from '../ui/Unsaved.tsx'
import { useMembersWords } from '../words/members.ts'
import type { ApiKey } from './answers.ts'
import { NewApiKey } from './NewApiKey.tsx'
import { apiKeys } from './questions.ts'

export function ApiKeys() {
  const { apiKeys: words } = useMembersWords()
  const read = useQuery(apiKeys)
  /** Shown this once: it is nowhere else. */
  const [made, setMade] = useState<string | null>(null)
  useShownOnce('api-key', made !== null)
  return (
    <section className="card" aria-labelledby="api-keys">
      <h2 id="api-keys" className="mb-1">
        {words.title}
      </h2>
      <p className="hint mb-3">{words.hint}</p>
      <Fault fault={read.error} />
      {read.data?.items.length === 0 && <p className="mb-3">{words.none}</p>}
      <ul className="mb-4">
        {read.data?.items.map((key) => (
          <Key key={key.id} apiKey={key} />
        ))}
      </ul>
      {made === null ? (
        <NewApiKey then={setMade} />
      ) : (
        <div className="notice" role="status">
          <p className="mb-2">{words.made}</p>
          <CopyBox label={words.key} text={made} />
          <button type="button" className="btn mt-3" onClick={() => setMade(null)}>
            {words.done}
          </button>
        </div>
      )}
    </section>
  )
}

function Key({ apiKey }: { apiKey: ApiKey }) {
  const { apiKeys: words } = useMembersWords()
  const times = useTimes()
  const queries = useQueryClient()
  const [asks, setAsks] = useState(false)
  const revoke = useMutation({
    mutationFn: () => api('DELETE', `/api/v1/api-keys/${apiKey.id}`),
    onSuccess: () => queries.invalidateQueries({ queryKey: apiKeys.queryKey }),
  })
  const { name, scopes, startsWith, endsWith, createdBy, createdAt } = apiKey
  return (
    <li className="flex flex-wrap items-center gap-x-3 border-t border-line py-2 first:border-t-0">
      <div className="min-w-0 flex-1">
        <strong>{name}</strong>{' '}
        <code>
          {startsWith}…{endsWith}
        </code>
        <p className="hint">
          {words.by(createdBy, times.date(createdAt))} ·{' '}
          {scopes.includes('*') ? words.all : scopes.join(', ')}
        </p>
        <Fault fault={revoke.error} />
      </div>
      <button
        type="button"
        className="btn btn-quiet"
        aria-label={words.revokeNamed(name)}
        onClick={() => setAsks(true)}
      >
        {words.revoke}
      </button>
      {asks && (
        <Confirm
          title={words.revokeTitle(name)}
          text={words.revokeText}
          yes={words.revokeYes}
          does={() => revoke.mutate()}
          close={() => setAsks(false)}
        />
      )}
    </li>
  )
}
