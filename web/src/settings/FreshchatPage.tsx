import { useQuery } from '@tanstack/react-query'
import { connection } from '../queries.ts'
import { Empty, Loading } from '../ui/Empty.tsx'
import { Failed } from '../ui/Failed.tsx'
import { useRole } from '../ui/role.ts'
import { SettingsNav } from '../ui/SettingsNav.tsx'
import { useTitle } from '../ui/title.ts'
import { Unsaved } from '../ui/Unsaved.tsx'
import { useWords } from '../words/words.tsx'
import { AutoHandle } from './AutoHandle.tsx'
import { ConnectForm } from './ConnectForm.tsx'
import { Disconnect } from './Disconnect.tsx'
import { FiltersForm } from './FiltersForm.tsx'
import { Forwarding } from './Forwarding.tsx'
import { Health } from './Health.tsx'
import { Webhook } from './Webhook.tsx'

/** Settings → Integrations → Freshchat (C1 to C5, C7, R5). */
export function FreshchatPage() {
  const { freshchat } = useWords()
  useTitle(freshchat.title)
  const mayConnect = useRole('admin')
  const read = useQuery({ ...connection, enabled: mayConnect })
  if (!mayConnect) return <Empty title={freshchat.adminsOnly} />
  if (read.isPending) return <Loading />
  if (!read.data) return <Failed fault={read.error} retry={() => void read.refetch()} />
  const { data } = read
  return (
    <div className="page grid grid-cols-[minmax(0,1fr)] gap-4">
      <SettingsNav />
      <div>
        <h1>{freshchat.title}</h1>
        <p className="hint">{freshchat.path}</p>
      </div>
      <Unsaved>
        <section className="card" aria-labelledby="connect">
          <h2 id="connect" className="mb-3">
            {freshchat.connectTitle}
          </h2>
          <ConnectForm key={data.status === 'disconnected' ? 'new' : data.domain} connection={data} />
        </section>
        {data.status !== 'disconnected' && (
          <>
            <Webhook connection={data} />
            <Forwarding connection={data} />
            <Health connection={data} />
            <AutoHandle connection={data} />
            <FiltersForm connection={data} />
            <Disconnect />
          </>
        )}
      </Unsaved>
    </div>
  )
}
