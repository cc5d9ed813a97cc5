import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../api.ts'

/** Asked twice: it stops the intake and all posting at once. */
export function Disconnect() {
  const [asks, setAsks] = useState(false)
  const queries = useQueryClient()
  const disconnect = useMutation({
    mutationFn: () => api('DELETE', '/api/v1/integrations/freshchat'),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['connection'] }),
  })
  return (
    <section className="card" aria-labelledby="disconnect">
      <h2 id="disconnect">Disconnect</h2>
      <p>
        The AI stops at once; all sessions stay in the Inbox. Delete the webhook in Freshchat by hand
        afterwards: connecting again makes a new address.
      </p>
      {asks ? (
        <p className="actions">
          <button
            type="button"
            className="danger"
            disabled={disconnect.isPending}
            onClick={() => disconnect.mutate()}
          >
            Yes, disconnect
          </button>
          <button type="button" className="quiet" onClick={() => setAsks(false)}>
            Keep it
          </button>
        </p>
      ) : (
        <button type="button" className="danger" onClick={() => setAsks(true)}>
          Disconnect…
        </button>
      )}
      {disconnect.error && (
        <p className="error" role="alert">
          {disconnect.error.message}
        </p>
      )}
    </section>
  )
}
