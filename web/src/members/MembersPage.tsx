import { useRole } from '../ui/role.ts'
import { SettingsNav } from '../ui/SettingsNav.tsx'
import { useTitle } from '../ui/title.ts'
import { useMembersWords } from '../words/members.ts'
import { ApiKeys } from './ApiKeys.tsx'
import { Invitations } from './Invitations.tsx'
import { People } from './People.tsx'
import { SignIns } from './SignIns.tsx'
import { TwoFactor } from './TwoFactor.tsx'

/** Settings → Members: who belongs here, one's own security, and API keys (I5). */
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
      </div>
      {maySee && (
        <>
          <People />
          <Invitations />
        </>
      )}
      <section className="card" aria-labelledby="security">
        <h2 id="security" className="mb-3">
          {words.security.title}
        </h2>
        <TwoFactor />
        <SignIns />
      </section>
      {maySee && <ApiKeys />}
    </div>
  )
}
