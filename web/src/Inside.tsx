import { useQuery } from '@tanstack/react-query'
import { Outlet } from '@tanstack/react-router'
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
  if (who.error instanceof Refused && who.error.status === 401) return <SignInPage />
  if (who.data) return <SignedIn me={who.data} />
  if (who.error) return <Failed fault={who.error} retry={() => void who.refetch()} />
  return <Loading />
}

function SignedIn({ me }: { me: Me }) {
  const isLive = useLiveUpdates()
  return (
    <Live value={isLive}>
      <Shell me={me}>
        <Outlet />
      </Shell>
    </Live>
  )
}
