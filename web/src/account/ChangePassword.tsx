import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api } from '../api.ts'
import { signIns } from '../members/questions.ts'
import { me } from '../queries.ts'
import { Button } from '../ui/Button.tsx'
import { Fault, faultAt } from '../ui/Failed.tsx'
import { Field } from '../ui/Field.tsx'
import { useUnsaved } from '../ui/Unsaved.tsx'
import { useMembersWords } from '../words/members.ts'
import { useWords } from '../words/words.tsx'

const NOTHING = { currentPassword: '', newPassword: '' }

export function ChangePassword() {
  const { password: words } = useMembersWords()
  const { account } = useWords()
  const queries = useQueryClient()
  const { data: who } = useQuery(me)
  const [typed, setTyped] = useState(NOTHING)
  useUnsaved('password', typed.currentPassword + typed.newPassword !== '')
  const change = useMutation({
    mutationFn: () => api('POST', '/api/auth/change-password', typed),
    onSuccess() {
      setTyped(NOTHING)
      return queries.invalidateQueries({ queryKey: signIns.queryKey })
    },
  })
  const fault = change.error
  const field = (name: keyof typeof typed) => ({
    name,
    type: 'password',
    value: typed[name],
    error: faultAt(fault, name),
    onChange({ currentTarget: { value } }: FormEvent<HTMLInputElement>) {
      change.reset()
      setTyped({ ...typed, [name]: value })
    },
  })
  function submit(event: FormEvent) {
    event.preventDefault()
    change.mutate()
  }
  const isSaid = (['currentPassword', 'newPassword'] as const).some((name) => faultAt(fault, name) !== null)
  return (
    <form onSubmit={submit} className="card" aria-labelledby="password" noValidate>
      <h2 id="password" className="mb-3">
        {words.title}
      </h2>
      <div className="max-w-md">
        {/* so that a browser knows whose password it keeps */}
        <input type="text" autoComplete="username" value={who?.member.email ?? ''} readOnly hidden />
        <Field label={words.present} autoComplete="current-password" {...field('currentPassword')} />
        <Field
          label={account.newPassword}
          hint={account.passwordHint}
          autoComplete="new-password"
          {...field('newPassword')}
        />
        <Fault fault={isSaid ? null : fault} />
        <Button type="submit" className="btn btn-primary" isOff={change.isPending}>
          {words.change}
        </Button>
        {change.isSuccess && (
          <p role="status" className="mt-2 text-good">
            {words.changed}
          </p>
        )}
      </div>
    </form>
  )
}
