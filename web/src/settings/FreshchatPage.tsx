import { useQuery } from '@tanstack/react-query'
import { type Connection, get, type Me } from '../api.ts'
import { Failed } from '../ui/Failed.tsx'
import { ConnectForm } from './ConnectForm.tsx'
import { Disconnect } from './Disconnect.tsx'
import { Health } from './Health.tsx'
import { Webhook } from './Webhook.tsx'

/** Settings → Integrations → Freshchat (C1 to C5, C7). */
export function FreshchatPage({ me }: { me: Me }) {
  const connection = useQuery({
    queryKey: ['connection'],
    queryFn: () => get<Connection>('/api/v1/integrations/freshchat'),
    refetchInterval: 2_000,
    enabled: me.member.role === 'admin' || me.member.role === 'owner',
  })
  if (!connection.isEnabled)
    return <p className="empty">Only an owner or an admin may see the connection. Ask one of them.</p>
  if (connection.isPending) return <p className="empty">Loading…</p>
  if (connection.error) return <Failed fault={connection.error} retry={() => void connection.refetch()} />
  const { data } = connection
  return (
    <div className="page">
      <h1>Freshchat</h1>
      <p className="soft">Settings → Integrations → Freshchat</p>
      <section className="card" aria-labelledby="connect">
        <h2 id="connect">Connect your account</h2>
        <ConnectForm key={data.status === 'disconnected' ? 'new' : data.domain} connection={data} />
      </section>
      {data.status !== 'disconnected' && (
        <>
          <Webhook connection={data} />
          <Health connection={data} />
          <Disconnect />
        </>
      )}
    </div>
  )
}
