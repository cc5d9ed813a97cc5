import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api, type Connection, Refused } from '../api.ts'
import { Field } from '../ui/Field.tsx'

const FIELDS = ['domain', 'accessToken', 'defaultAgentEmail', 'webhookPublicKey']

/** Three fields and a key; Test & Save asks Freshchat first, and a failure stands at its field. */
export function ConnectForm({ connection }: { connection: Connection }) {
  const present = connection.status === 'disconnected' ? null : connection
  const [autoHandle, setAutoHandle] = useState(present?.autoHandle ?? true)
  const queries = useQueryClient()
  const save = useMutation({
    mutationFn: (values: Record<string, unknown>) =>
      api<Connection>('PUT', '/api/v1/integrations/freshchat', values),
    onSuccess: (saved) => queries.setQueryData(['connection'], saved),
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
      autoHandle,
      ...(given('accessToken') === '' ? {} : { accessToken: given('accessToken') }),
      ...(given('webhookPublicKey') === '' ? {} : { webhookPublicKey: given('webhookPublicKey') }),
    })
  }

  return (
    <form onSubmit={submit} noValidate>
      <Field
        label="Domain"
        name="domain"
        placeholder="yourcompany.freshchat.com"
        defaultValue={present?.domain ?? ''}
        required
        error={at('domain')}
      />
      <Field
        label="Access Token"
        name="accessToken"
        type="password"
        autoComplete="off"
        placeholder={present === null ? '' : `saved, ends in ${present.tokenEndsWith}`}
        hint={
          present === null
            ? 'Freshchat: Admin Settings → API Tokens → Generate Token. Freshchat shows it once.'
            : 'Leave empty to keep the saved one. A new token in Freshchat kills the old one at once: answers wait until the new one is saved here, and other integrations of the account need it too.'
        }
        error={at('accessToken')}
      />
      <Field
        label="Default Agent Email"
        name="defaultAgentEmail"
        type="email"
        autoComplete="off"
        placeholder="ai@yourcompany.com"
        defaultValue={present?.defaultAgent.email ?? ''}
        hint="The Freshchat agent that the AI writes as. Give it an agent of its own, not a person’s."
        required
        error={at('defaultAgentEmail')}
      />
      <Field
        label="Webhook public key (optional, urged)"
        name="webhookPublicKey"
        autoComplete="off"
        placeholder={present?.hasPublicKey ? 'saved' : ''}
        hint="Freshchat’s webhook page shows it. With it, Baton believes only what Freshchat has signed."
        error={at('webhookPublicKey')}
      />
      <fieldset>
        <legend>Auto Handle All Incoming Chats</legend>
        <label className="choice">
          <input type="radio" name="mode" checked={autoHandle} onChange={() => setAutoHandle(true)} />
          <span>
            <strong>On</strong>: the AI takes every conversation that no agent has, and answers it.
          </span>
        </label>
        <label className="choice">
          <input type="radio" name="mode" checked={!autoHandle} onChange={() => setAutoHandle(false)} />
          <span>
            <strong>Off</strong>: the AI answers only what Freshchat has assigned to the default agent.
          </span>
        </label>
        <p className="hint">A change holds for new sessions; those in flight keep what they started with.</p>
      </fieldset>
      {fault && !FIELDS.includes(field ?? '') && (
        <p className="error" role="alert">
          {fault.message}
        </p>
      )}
      <button type="submit" className="primary" disabled={save.isPending}>
        {save.isPending ? 'Asking Freshchat…' : 'Test & Save'}
      </button>
      {save.isSuccess && (
        <p className="good" role="status">
          Saved: Freshchat answered, the token works, and the agent exists.
        </p>
      )}
    </form>
  )
}
