import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api, type Connection, Refused } from '../api.ts'
import { keys } from '../queries.ts'
import { Fault } from '../ui/Failed.tsx'
import { Field } from '../ui/Field.tsx'
import { useWords } from '../words/words.tsx'
import { ModeChoice } from './ModeChoice.tsx'

const FIELDS = ['domain', 'accessToken', 'defaultAgentEmail', 'webhookPublicKey']

/** Three fields and a key; Test & Save asks Freshchat first, and a failure stands at its field. */
export function ConnectForm({ connection }: { connection: Connection }) {
  const { freshchat } = useWords()
  const present = connection.status === 'disconnected' ? null : connection
  const [autoHandle, setAutoHandle] = useState(true)
  const queries = useQueryClient()
  const save = useMutation({
    mutationFn: (values: Record<string, unknown>) =>
      api<Connection>('PUT', '/api/v1/integrations/freshchat', values),
    onSuccess: (saved) => {
      queries.setQueryData(keys.connection, saved)
      return queries.invalidateQueries({ queryKey: keys.overview })
    },
  })
  const fault = save.error
  const field = fault instanceof Refused ? fault.field : null
  const at = (name: string) => (fault && field === name ? fault.message : null)

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const typed = new FormData(event.currentTarget)
    const given = (name: string) => String(typed.get(name) ?? '').trim()
    save.mutate({
      domain: given('domain'),
      defaultAgentEmail: given('defaultAgentEmail'),
      // of one that stands it is chosen further below
      ...(present === null ? { autoHandle } : {}),
      ...(given('accessToken') === '' ? {} : { accessToken: given('accessToken') }),
      ...(given('webhookPublicKey') === '' ? {} : { webhookPublicKey: given('webhookPublicKey') }),
    })
  }

  return (
    <form onSubmit={submit} noValidate>
      <Field
        label={freshchat.domain}
        name="domain"
        placeholder="yourcompany.freshchat.com"
        defaultValue={present?.domain ?? ''}
        required
        error={at('domain')}
      />
      <Field
        label={freshchat.accessToken}
        name="accessToken"
        type="password"
        autoComplete="off"
        placeholder={present === null ? '' : freshchat.tokenSaved(present.tokenEndsWith)}
        hint={present === null ? freshchat.tokenHint : freshchat.tokenRotate}
        error={at('accessToken')}
      />
      <Field
        label={freshchat.agentEmail}
        name="defaultAgentEmail"
        type="email"
        autoComplete="off"
        placeholder="ai@yourcompany.com"
        defaultValue={present?.defaultAgent.email ?? ''}
        hint={freshchat.agentHint}
        required
        error={at('defaultAgentEmail')}
      />
      <Field
        label={freshchat.publicKey}
        name="webhookPublicKey"
        autoComplete="off"
        placeholder={present?.hasPublicKey ? freshchat.publicKeySaved : ''}
        hint={freshchat.publicKeyHint}
        error={at('webhookPublicKey')}
      />
      {present === null && <ModeChoice isOn={autoHandle} choose={setAutoHandle} />}
      <Fault fault={FIELDS.includes(field ?? '') ? null : fault} />
      <button type="submit" className="btn btn-primary" disabled={save.isPending}>
        {save.isPending ? freshchat.saving : freshchat.save}
      </button>
      {save.isSuccess && (
        <p className="mt-2 text-good" role="status">
          {freshchat.saved}
        </p>
      )}
    </form>
  )
}
