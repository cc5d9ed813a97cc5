import { useQuery } from '@tanstack/react-query'
import { Loading } from '../../ui/Empty.tsx'
import { Failed } from '../../ui/Failed.tsx'
import { useRole } from '../../ui/role.ts'
import { SettingsNav } from '../../ui/SettingsNav.tsx'
import { useTitle } from '../../ui/title.ts'
import { Unsaved } from '../../ui/Unsaved.tsx'
import { useSettingsWords } from '../../words/settings.ts'
import { Alerts } from './Alerts.tsx'
import { Channels } from './Channels.tsx'
import { Handoff } from './Handoff.tsx'
import { Model } from './Model.tsx'
import { OfficeHours } from './OfficeHours.tsx'
import { Persona } from './Persona.tsx'
import { Privacy } from './Privacy.tsx'
import { Reply } from './Reply.tsx'
import { Resolution } from './Resolution.tsx'
import { Templates } from './Templates.tsx'
import { Topics } from './Topics.tsx'
import { settings } from './use-settings.ts'

const PARTS = [
  ['persona', 'persona', Persona],
  ['reply', 'reply', Reply],
  ['topics', 'topics', Topics],
  ['handoff', 'handoff', Handoff],
  ['office-hours', 'officeHours', OfficeHours],
  ['resolution', 'resolution', Resolution],
  ['channels', 'channels', Channels],
  ['templates', 'templates', Templates],
  ['model', 'model', Model],
  ['alerts', 'alerts', Alerts],
  ['privacy', 'privacy', Privacy],
] as const

/** Settings → AI: every setting of an organization, each with what the customer will notice. */
export function AiPage() {
  const words = useSettingsWords()
  useTitle(words.title)
  const mayChange = useRole('admin')
  const read = useQuery(settings)
  if (read.isPending) return <Loading />
  if (!read.data) return <Failed fault={read.error} retry={() => void read.refetch()} />
  const { data } = read
  return (
    <div className="page grid grid-cols-[minmax(0,1fr)] gap-4">
      <SettingsNav />
      <div>
        <h1>{words.title}</h1>
        <p className="hint">{mayChange ? words.intro : words.readOnly}</p>
      </div>
      <nav aria-label={words.parts} className="flex flex-wrap gap-x-4">
        {PARTS.map(([id, name]) => (
          <a key={id} href={`#${id}`} className="py-1">
            {words[name].title}
          </a>
        ))}
      </nav>
      <Unsaved>
        {PARTS.map(([id, , Part]) => (
          <Part key={id} read={data} />
        ))}
      </Unsaved>
    </div>
  )
}
