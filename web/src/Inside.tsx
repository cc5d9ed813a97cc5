import { useQuery } from '@tanstack/react-query'
import { Outlet } from '@tanstack/react-router'
import { useState } from 'react'
import { SignInAgain } from './account/SignInAgain.tsx'
import { SignInPage } from './account/SignInPage.tsx'
import { type Me, Refused } from './api.ts'
import { Live, useLiveUpdates } from './live.ts'
import { me } from './queries.ts'
import { Loading } from './ui/Empty.tsx'
import { Failed } from './ui/Failed.tsx'
import { Shell } from './ui/Shell.tsx'

/** Whoever is signed in sees the pages; whoever is not signs in where they are. */
export function Inside() {
  const who = useQuery(me)
  const isSignedOut = who.error instanceof Refused && who.error.status === 401
  if (who.data) return <SignedIn me={who.data} isSignedOut={isSignedOut} />
  if (isSignedOut) return <SignInPage />
  if (who.error) return <Failed fault={who.error} retry={() => void who.refetch()} />
  return <Loading />
}

/** Whose sign-in has ended keeps the page, with what was typed into it. */
function SignedIn({ me, isSignedOut }: { me: Me; isSignedOut: boolean }) {
  const isLive = useLiveUpdates(isSignedOut)
  const [{ id }] = useState(me.member)
  // somebody else signed in: nothing of what was seen stays
  if (me.member.id !== id) location.reload()
  return (
    <Live value={isLive}>
      <Shell me={me}>
        <Outlet />
      </Shell>
      {isSignedOut && <SignInAgain email={me.member.email} />}
    </Live>
  )
}
