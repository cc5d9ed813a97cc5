import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api, type Connection } from '../api.ts'
import { keys } from '../queries.ts'
import { Button } from '../ui/Button.tsx'
import { Fault, faultAt, fieldOf } from '../ui/Failed.tsx'
import { Field } from '../ui/Field.tsx'
import { useUnsaved } from '../ui/Unsaved.tsx'
import { useWords } from '../words/words.tsx'
import { ModeChoice } from './ModeChoice.tsx'

const FIELDS = ['domain', 'accessToken', 'defaultAgentEmail', 'webhookPublicKey']

/** Three fields and a key; Test & Save asks Freshchat first, and a failure stands at its field. */
export function ConnectForm({ connection }: { connection: Connection }) {
  const { freshchat } = useWords()
  const present = connection.status === 'disconnected' ? null : connection
  const [autoHandle, setAutoHandle] = useState(true)
  const [isTyped, setIsTyped] = useState(false)
  useUnsaved('connect', isTyped)
  const queries = useQueryClient()
  const save = useMutation({
    mutationFn: (values: Record<string, unknown>) =>
      api<Connection>('PUT', '/api/v1/integrations/freshchat', values),
    onSuccess: (saved) => {
      setIsTyped(false)
      queries.setQueryData(keys.connection, saved)
      return queries.invalidateQueries({ queryKey: keys.overview })
    },
  })
  const fault = save.error
  const at = (name: string) => faultAt(fault, name)

  function type({ currentTarget }: FormEvent<HTMLFormElement>) {
    const given = givenIn(currentTarget)
    save.reset()
    setIsTyped(
      given('domain') !== (present?.domain ?? '') ||
        given('defaultAgentEmail') !== (present?.defaultAgent.email ?? '') ||
        given('accessToken') !== '' ||
        given('webhookPublicKey') !== '',
    )
  }

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = event.currentTarget
    const given = givenIn(form)
    const values = {
      domain: given('domain'),
      defaultAgentEmail: given('defaultAgentEmail'),
      // of one that stands it is chosen further below
      ...(present === null ? { autoHandle } : {}),
      ...(given('accessToken') === '' ? {} : { accessToken: given('accessToken') }),
      ...(given('webhookPublicKey') === '' ? {} : { webhookPublicKey: given('webhookPublicKey') }),
    }
    // what is kept is not shown again
    const clear = (name: string) => {
      const input = form.elements.namedItem(name)
      if (input instanceof HTMLInputElement) input.value = ''
    }
    save.mutate(values, { onSuccess: () => ['accessToken', 'webhookPublicKey'].forEach(clear) })
  }

  return (
    <form onSubmit={submit} onChange={type} noValidate>
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
      <Fault fault={FIELDS.includes(fieldOf(fault) ?? '') ? null : fault} />
      <Button type="submit" className="btn btn-primary" isOff={save.isPending}>
        {save.isPending ? freshchat.saving : freshchat.save}
      </Button>
      {save.isSuccess && (
        <p className="mt-2 text-good" role="status">
          {freshchat.saved}
        </p>
      )}
    </form>
  )
}

function givenIn(form: HTMLFormElement): (name: string) => string {
  const typed = new FormData(form)
  return (name) => String(typed.get(name) ?? '').trim()
}
