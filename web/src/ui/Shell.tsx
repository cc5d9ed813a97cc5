import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { api, get, type Me } from '../api.ts'
import { Link } from './Link.tsx'

/** What stands around every page: where one can go, the pause switch, who is signed in. */
export function Shell({ me, address, children }: { me: Me; address: string; children: ReactNode }) {
  const mayConnect = me.member.role === 'admin' || me.member.role === 'owner'
  const signOut = useMutation({
    mutationFn: () => api('POST', '/api/auth/sign-out'),
    // loaded anew, so that nothing of what was seen stays in the page
    onSuccess: () => location.assign('/'),
  })
  return (
    <>
      <a className="skip" href="#main">
        To the content
      </a>
      <header className="bar">
        <strong className="brand">Baton</strong>
        <nav aria-label="Main">
          <Link to="/inbox" current={!address.startsWith('/settings')}>
            Inbox
          </Link>
          {mayConnect && (
            <Link to="/settings/integrations/freshchat" current={address.startsWith('/settings')}>
              Freshchat
            </Link>
          )}
        </nav>
        <Pause mayChange={mayConnect} />
        <span className="who">{me.member.email}</span>
        <button type="button" className="quiet" onClick={() => signOut.mutate()}>
          Sign out
        </button>
      </header>
      <main id="main">{children}</main>
    </>
  )
}

function Pause({ mayChange }: { mayChange: boolean }) {
  const queries = useQueryClient()
  const settings = useQuery({
    queryKey: ['settings'],
    queryFn: () => get<{ paused: boolean }>('/api/v1/settings'),
    refetchInterval: 5_000,
  })
  const change = useMutation({
    mutationFn: (paused: boolean) => api('PATCH', '/api/v1/settings', { paused }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['settings'] }),
  })
  const paused = settings.data?.paused ?? false
  return (
    <>
      {mayChange && settings.data && (
        <button
          type="button"
          className={paused ? 'resume' : 'quiet'}
          disabled={change.isPending}
          onClick={() => change.mutate(!paused)}
        >
          {paused ? 'Resume the AI' : 'Pause the AI'}
        </button>
      )}
      {paused && (
        <p className="banner" role="status">
          The AI is paused: nothing is said to customers. What waits is decided afresh when you resume.
        </p>
      )}
    </>
  )
}
