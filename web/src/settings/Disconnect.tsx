import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../api.ts'
import { keys } from '../queries.ts'
import { Button } from '../ui/Button.tsx'
import { Fault } from '../ui/Failed.tsx'
import { useWords } from '../words/words.tsx'

/** Asked twice: it stops the intake and all posting at once. */
export function Disconnect() {
  const { freshchat } = useWords()
  const [asks, setAsks] = useState(false)
  const queries = useQueryClient()
  const disconnect = useMutation({
    mutationFn: () => api('DELETE', '/api/v1/integrations/freshchat'),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: keys.connection })
      await queries.invalidateQueries({ queryKey: keys.overview })
    },
  })
  return (
    <section className="card" aria-labelledby="disconnect">
      <h2 id="disconnect">{freshchat.disconnectTitle}</h2>
      <p className="mb-3 mt-1">{freshchat.disconnectText}</p>
      {asks ? (
        <p className="flex flex-wrap gap-2">
          <Button className="btn btn-danger" isOff={disconnect.isPending} onClick={() => disconnect.mutate()}>
            {freshchat.disconnectYes}
          </Button>
          <button type="button" className="btn" onClick={() => setAsks(false)}>
            {freshchat.keepIt}
          </button>
        </p>
      ) : (
        <button type="button" className="btn btn-danger" onClick={() => setAsks(true)}>
          {freshchat.disconnect}
        </button>
      )}
      <Fault fault={disconnect.error} />
    </section>
  )
}
