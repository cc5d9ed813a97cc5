import { useQuery } from '@tanstack/react-query'
import { me } from '../queries.ts'
import { useTitle } from '../ui/title.ts'
import { Unsaved } from '../ui/Unsaved.tsx'
import { useMembersWords } from '../words/members.ts'
import { useWords } from '../words/words.tsx'
import { ChangePassword } from './ChangePassword.tsx'
import { SignIns } from './SignIns.tsx'
import { TwoFactor } from './TwoFactor.tsx'

/** One's own account, whatever the role: password, second factor, and where one is signed in. */
export function AccountPage() {
  const { security } = useMembersWords()
  const { nav } = useWords()
  useTitle(nav.account)
  const { data: who } = useQuery(me)
  return (
    <div className="page grid grid-cols-[minmax(0,1fr)] gap-4">
      <div>
        <h1>{nav.account}</h1>
        {who && (
          <p className="hint">
            {who.member.name} · {who.member.email}
          </p>
        )}
      </div>
      <Unsaved>
        <ChangePassword />
        <section className="card" aria-labelledby="security">
          <h2 id="security" className="mb-3">
            {security.title}
          </h2>
          <TwoFactor />
          <SignIns />
        </section>
      </Unsaved>
    </div>
  )
}
