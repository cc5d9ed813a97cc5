import { useQuery } from '@tanstack/react-query'
import { SignInPage } from './account/SignInPage.tsx'
import { get, type Me, Refused } from './api.ts'
import { InboxPage } from './inbox/InboxPage.tsx'
import { SessionPage } from './inbox/SessionPage.tsx'
import { useAddress } from './route.ts'
import { FreshchatPage } from './settings/FreshchatPage.tsx'
import { Failed } from './ui/Failed.tsx'
import { Shell } from './ui/Shell.tsx'

export function App() {
  const address = useAddress()
  const me = useQuery({ queryKey: ['me'], queryFn: () => get<Me>('/api/v1/me') })
  if (me.isPending) return <p className="alone">Loading…</p>
  if (me.error instanceof Refused && me.error.status === 401) return <SignInPage />
  if (me.error) return <Failed fault={me.error} retry={() => void me.refetch()} />
  return (
    <Shell me={me.data} address={address}>
      <Screen me={me.data} address={address} />
    </Shell>
  )
}

function Screen({ me, address }: { me: Me; address: string }) {
  const session = /^\/inbox\/([\w-]+)$/.exec(address)?.[1]
  if (session !== undefined) return <SessionPage key={session} id={session} me={me} />
  if (address.startsWith('/settings')) return <FreshchatPage me={me} />
  return <InboxPage />
}
