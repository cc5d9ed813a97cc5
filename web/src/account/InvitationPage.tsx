import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api, Refused } from '../api.ts'
import { me as whoIsHere } from '../queries.ts'
import { Loading } from '../ui/Empty.tsx'
import { Fault, faultAt } from '../ui/Failed.tsx'
import { Field } from '../ui/Field.tsx'
import { tokenOfLink } from '../ui/link-token.ts'
import { useTitle } from '../ui/title.ts'
import { useWords } from '../words/words.tsx'
import { AccountForm } from './AccountForm.tsx'
import { NewPasswordField } from './fields.tsx'
import { SignIn } from './SignInPage.tsx'

interface Invitation {
  organization: string
  email: string
  role: string
  hasAccount: boolean
}

/** Where an invitation leads to: a password of one's own, or, with an account here already, signing in and accepting. */
export function InvitationPage() {
  const { account } = useWords()
  useTitle(account.thisInvitation)
  const go = useNavigate()
  const [token] = useState(tokenOfLink)
  const queries = useQueryClient()
  const invitation = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => api<Invitation>('POST', '/api/auth/invitation', { token }),
  })
  const me = useQuery(whoIsHere)
  const accept = useMutation({
    mutationFn: (values: Record<string, string>) =>
      api('POST', '/api/auth/accept-invitation', { token, ...values }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: whoIsHere.queryKey })
      await go({ to: '/' })
    },
  })
  if (invitation.isPending || me.isPending) return <Loading />
  if (invitation.error)
    return (
      <main className="alone card">
        <h1 className="mb-3">{account.thisInvitation}</h1>
        <Fault fault={invitation.error} />
      </main>
    )
  const { organization, email, role, hasAccount } = invitation.data
  const title = account.joinTitle(organization)
  const as = <p className="hint mb-3">{account.joinAs(email, account.roles[role] ?? role)}</p>
  // signed in, and a member of nothing any more
  const isTheirs = me.data?.member.email === email || isNobodysMember(me.error)
  if (hasAccount && !isTheirs)
    return (
      <main className="alone card">
        <p className="mb-4">{account.hasAccount(email, organization)}</p>
        <SignIn email={email} />
      </main>
    )
  return (
    <main className="alone card">
      <AccountForm
        title={title}
        does={account.join}
        isPending={accept.isPending}
        fault={accept.error}
        fields={hasAccount ? [] : ['name', 'password']}
        send={accept.mutate}
      >
        {as}
        {!hasAccount && (
          <>
            <Field
              label={account.yourName}
              name="name"
              autoComplete="name"
              autoFocus
              error={faultAt(accept.error, 'name')}
            />
            <NewPasswordField fault={accept.error} />
          </>
        )}
      </AccountForm>
    </main>
  )
}

function isNobodysMember(fault: Error | null): boolean {
  return fault instanceof Refused && fault.code === 'no_organization'
}
