import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api, type Connection } from '../api.ts'
import { keys } from '../queries.ts'
import { Fault } from '../ui/Failed.tsx'
import { useWords } from '../words/words.tsx'
import type { Connected } from './connected.ts'
import { ModeChoice } from './ModeChoice.tsx'

/** Of a connection that stands: holds as soon as it is chosen. */
export function AutoHandle({ connection }: { connection: Connected }) {
  const { freshchat } = useWords()
  const queries = useQueryClient()
  const change = useMutation({
    mutationFn: (autoHandle: boolean) =>
      api<Connection>('PATCH', '/api/v1/integrations/freshchat', { autoHandle }),
    onSuccess: (saved) => queries.setQueryData(keys.connection, saved),
  })
  const isOn = change.isPending ? change.variables : connection.autoHandle
  return (
    <section
      className="card [&_fieldset]:m-0 [&_fieldset]:border-0 [&_fieldset]:p-0 [&_legend]:p-0"
      aria-label={freshchat.autoHandle}
    >
      <ModeChoice isOn={isOn} choose={change.mutate} />
      {change.isSuccess && (
        <p role="status" className="text-good">
          {freshchat.filtersSaved}
        </p>
      )}
      <Fault fault={change.error} />
    </section>
  )
}
