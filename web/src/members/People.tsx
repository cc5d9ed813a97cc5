import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../api.ts'
import { me } from '../queries.ts'
import { Button } from '../ui/Button.tsx'
import { Confirm } from '../ui/Confirm.tsx'
import { CopyBox } from '../ui/CopyBox.tsx'
import { Loading } from '../ui/Empty.tsx'
import { Failed, Fault } from '../ui/Failed.tsx'
import { useRole } from '../ui/role.ts'
import { useTimes } from '../ui/time.ts'
import { useUnsaved } from '../ui/Unsaved.tsx'
import { useMembersWords } from '../words/members.ts'
import type { Member, Role } from './answers.ts'
import { members } from './questions.ts'

export const ROLES: Role[] = ['viewer', 'agent', 'admin', 'owner']

export function People() {
  const words = useMembersWords()
  const read = useQuery(members)
  const { data: who } = useQuery(me)
  const isOwner = useRole('owner')
  if (read.isPending) return <Loading />
  if (!read.data) return <Failed fault={read.error} retry={() => void read.refetch()} />
  return (
    <section className="card" aria-labelledby="people">
      <h2 id="people" className="mb-3">
        {words.people}
      </h2>
      <ul>
        {read.data.items.map((member) => (
          <Person
            key={member.id}
            member={member}
            isMe={member.id === who?.member.id}
            // nobody gives, or takes, more than they have
            mayChange={isOwner || member.role !== 'owner'}
            mayGive={isOwner ? ROLES : ROLES.slice(0, -1)}
          />
        ))}
      </ul>
      <details className="mt-3">
        <summary className="cursor-pointer font-semibold text-accent">{words.rolesTitle}</summary>
        <dl className="mt-2">
          {ROLES.map((role) => (
            <div key={role} className="py-0.5">
              <dt className="inline font-semibold">{words.roles[role]}</dt>
              <dd className="inline">: {words.roleHints[role]}</dd>
            </div>
          ))}
        </dl>
      </details>
    </section>
  )
}

function Person({
  member,
  isMe,
  mayChange,
  mayGive,
}: {
  member: Member
  isMe: boolean
  mayChange: boolean
  mayGive: Role[]
}) {
  const words = useMembersWords()
  const times = useTimes()
  const queries = useQueryClient()
  const [asksRemoval, setAsksRemoval] = useState(false)
  const { id, name, email, role, joinedAt, twoFactor } = member
  const changed = { onSuccess: () => queries.invalidateQueries() }
  /** null: as it is. Given only with the button, so that no key or slip gives somebody another role. */
  const [chosen, setChosen] = useState<Role | null>(null)
  useUnsaved(`role-of-${id}`, chosen !== null)
  const change = useMutation({
    mutationFn: (given: Role) => api('PATCH', `/api/v1/members/${id}`, { role: given }),
    async onSuccess() {
      await changed.onSuccess()
      setChosen(null)
    },
  })
  const choose = (role: Role) => {
    change.reset()
    setChosen(role === member.role ? null : role)
  }
  const remove = useMutation({ mutationFn: () => api('DELETE', `/api/v1/members/${id}`), ...changed })
  const signOut = useMutation({ mutationFn: () => api('DELETE', `/api/v1/members/${id}/sign-ins`) })
  const reset = useMutation({
    mutationFn: () => api<{ url: string }>('POST', `/api/v1/members/${id}/reset-link`, {}),
  })
  return (
    <li className="border-t border-line py-3 first:border-t-0" aria-label={email}>
      <div className="grid items-center gap-x-4 gap-y-2 sm:grid-cols-[1fr_auto]">
        <div className="min-w-0">
          <strong>{name}</strong> {isMe && <span className="tag">{words.you}</span>}{' '}
          {twoFactor && <span className="tag tag-good">{words.twoFactorOn}</span>}
          <p className="hint">
            {email} · {words.joined(times.date(joinedAt))}
          </p>
        </div>
        <div className="flex flex-wrap items-center gap-2">
          {mayChange ? (
            <select
              className="w-auto"
              aria-label={words.roleOf(name)}
              value={chosen ?? role}
              // its options are roles only
              onChange={({ currentTarget }) => choose(currentTarget.value as Role)}
            >
              {mayGive.map((each) => (
                <option key={each} value={each}>
                  {words.roles[each]}
                </option>
              ))}
            </select>
          ) : (
            <span>{words.roles.owner}</span>
          )}
          {chosen !== null && (
            <>
              <Button
                className="btn btn-primary"
                aria-label={words.saveRoleOf(name)}
                isOff={change.isPending}
                onClick={() => change.mutate(chosen)}
              >
                {words.saveRole}
              </Button>
              <button type="button" className="btn btn-quiet" onClick={() => choose(member.role as Role)}>
                {words.keepRole}
              </button>
            </>
          )}
          {mayChange && !isMe && (
            <>
              <button
                type="button"
                className="btn btn-quiet"
                aria-label={words.resetLinkFor(name)}
                // the second click of a double click makes no second link
                onClick={({ detail }) => detail < 2 && !reset.isPending && reset.mutate()}
              >
                {words.resetLink}
              </button>
              <button
                type="button"
                className="btn btn-quiet"
                aria-label={words.signOutNamed(name)}
                onClick={() => signOut.mutate()}
              >
                {words.signOut}
              </button>
              <button
                type="button"
                className="btn btn-quiet"
                aria-label={words.removeNamed(name)}
                onClick={() => setAsksRemoval(true)}
              >
                {words.remove}
              </button>
            </>
          )}
        </div>
      </div>
      <Fault fault={change.error ?? remove.error ?? reset.error ?? signOut.error} />
      {change.isSuccess && (
        <p className="mt-2 text-good" role="status">
          {words.roleSaved(name, words.roles[change.variables])}
        </p>
      )}
      {signOut.isSuccess && (
        <p className="notice mt-2" role="status">
          {words.signedOut(name)}
        </p>
      )}
      {reset.data && (
        <div className="notice mt-2" role="status">
          <p className="mb-2">{words.resetMade(name)}</p>
          <CopyBox label={words.link} text={reset.data.url} />
        </div>
      )}
      {asksRemoval && (
        <Confirm
          title={words.removeTitle(name)}
          text={words.removeText}
          yes={words.removeYes}
          does={() => remove.mutate()}
          close={() => setAsksRemoval(false)}
        />
      )}
    </li>
  )
}
