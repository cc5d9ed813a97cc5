import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api } from '../api.ts'
import { Button } from '../ui/Button.tsx'
import { CopyBox } from '../ui/CopyBox.tsx'
import { Choice } from '../ui/controls.tsx'
import { Fault, faultAt } from '../ui/Failed.tsx'
import { Field } from '../ui/Field.tsx'
import { useRole } from '../ui/role.ts'
import { useTimes } from '../ui/time.ts'
import { useMembersWords } from '../words/members.ts'
import type { Role } from './answers.ts'
import { invitations } from './questions.ts'

interface Made {
  url: string
  isMailed: boolean
  mailFault: string | null
}

/** By mail where there is a mail server, and always by a link. */
export function Invitations() {
  const words = useMembersWords()
  const queries = useQueryClient()
  const isOwner = useRole('owner')
  const [typed, setTyped] = useState<{ email: string; role: Role }>({ email: '', role: 'agent' })
  const invite = useMutation({
    mutationFn: (asked: typeof typed) => api<Made>('POST', '/api/v1/invitations', asked),
    onSuccess: () => {
      setTyped({ ...typed, email: '' })
      return queries.invalidateQueries({ queryKey: invitations.queryKey })
    },
  })
  const { owner, ...others } = words.roles
  const fault = invite.error
  function submit(event: FormEvent) {
    event.preventDefault()
    invite.mutate(typed)
  }
  return (
    <section className="card" aria-labelledby="invite">
      <h2 id="invite" className="mb-3">
        {words.invite.title}
      </h2>
      <form onSubmit={submit} noValidate>
        <div className="grid gap-x-4 sm:grid-cols-[2fr_1fr]">
          <Field
            label={words.invite.email}
            name="email"
            type="email"
            autoComplete="off"
            value={typed.email}
            onChange={({ currentTarget }) => {
              if (invite.isError) invite.reset()
              setTyped({ ...typed, email: currentTarget.value })
            }}
            error={faultAt(fault, 'email')}
          />
          <Choice
            label={words.invite.role}
            value={typed.role}
            names={isOwner ? { ...others, owner } : (others as Record<Role, string>)} // only an owner makes owners
            choose={(role) => setTyped({ ...typed, role })}
            error={faultAt(fault, 'role')}
          />
        </div>
        <Fault fault={(faultAt(fault, 'email') ?? faultAt(fault, 'role')) ? null : fault} />
        <Button type="submit" className="btn btn-primary" isOff={invite.isPending}>
          {words.invite.send}
        </Button>
      </form>
      {invite.data && (
        <div className="notice mt-3" role="status">
          {invite.data.mailFault !== null && <p>{words.invite.mailFault(invite.data.mailFault)}</p>}
          <p className="mb-2">
            {(invite.data.isMailed ? words.invite.mailed : words.invite.notMailed)(invite.variables.email)}
          </p>
          <CopyBox label={words.link} text={invite.data.url} />
        </div>
      )}
      <Open />
    </section>
  )
}

function Open() {
  const words = useMembersWords()
  const times = useTimes()
  const queries = useQueryClient()
  const read = useQuery(invitations)
  const withdraw = useMutation({
    mutationFn: (id: string) => api('DELETE', `/api/v1/invitations/${id}`),
    // also when somebody else was quicker
    onSettled: () => queries.invalidateQueries({ queryKey: invitations.queryKey }),
  })
  return (
    <>
      <h3 className="mt-4 font-semibold">{words.invite.open}</h3>
      <Fault fault={read.error ?? withdraw.error} />
      {read.data?.items.length === 0 && <p className="hint">{words.invite.none}</p>}
      <ul>
        {read.data?.items.map(({ id, email, role, invitedBy, expiresAt }) => (
          <li
            key={id}
            className="flex flex-wrap items-center gap-x-3 border-t border-line py-2 first:border-t-0"
          >
            <div className="min-w-0 flex-1">
              {email} <span className="tag">{words.roles[role as Role] ?? role}</span>
              <p className="hint">
                {words.invite.by(invitedBy)}, {words.invite.until(times.date(expiresAt))}
              </p>
            </div>
            <button
              type="button"
              className="btn btn-quiet"
              aria-label={words.invite.withdrawNamed(email)}
              // once, however often it is clicked before the list is read anew
              onClick={() => (withdraw.isError || withdraw.variables !== id) && withdraw.mutate(id)}
            >
              {words.invite.withdraw}
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}
