import { Link } from '@tanstack/react-router'
import { useRole } from '../ui/role.ts'
import { SettingsNav } from '../ui/SettingsNav.tsx'
import { useTitle } from '../ui/title.ts'
import { Unsaved } from '../ui/Unsaved.tsx'
import { useMembersWords } from '../words/members.ts'
import { ApiKeys } from './ApiKeys.tsx'
import { Invitations } from './Invitations.tsx'
import { People } from './People.tsx'

/** Settings → Members: who belongs here, and API keys (I5). */
export function MembersPage() {
  const words = useMembersWords()
  useTitle(words.title)
  const maySee = useRole('admin')
  return (
    <div className="page grid grid-cols-[minmax(0,1fr)] gap-4">
      <SettingsNav />
      <div>
        <h1>{words.title}</h1>
        {!maySee && <p className="hint">{words.notYours}</p>}
        <p className="hint">
          <Link to="/account">{words.ownAccount}</Link>
        </p>
      </div>
      {maySee && (
        <Unsaved>
          <People />
          <Invitations />
          <ApiKeys />
        </Unsaved>
      )}
    </div>
  )
}
