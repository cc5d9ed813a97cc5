import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, get, Refused } from '../api.ts'
import { faultAt } from '../ui/Failed.tsx'
import { Field } from '../ui/Field.tsx'
import { useTitle } from '../ui/title.ts'
import { useWords } from '../words/words.tsx'
import { AccountForm } from './AccountForm.tsx'
import { FirstRun } from './FirstRun.tsx'
import { ForgotPassword } from './ForgotPassword.tsx'
import { EmailField } from './fields.tsx'

const firstRun = queryOptions({
  queryKey: ['first-run'],
  queryFn: ({ signal }) => get<{ isOpen: boolean }>('/api/v1/first-run', signal),
})

/** Sign in; or, on the machine of an install that nobody owns, make the owner; or ask for a new password. */
export function SignInPage() {
  const { account } = useWords()
  const { data: fresh } = useQuery(firstRun)
  const [shows, setShows] = useState<'sign-in' | 'first-run' | 'forgot'>('sign-in')
  useTitle({ 'sign-in': account.signIn, 'first-run': account.welcome, forgot: account.aNewPassword }[shows])
  return (
    <main className="alone card">
      {shows === 'sign-in' && <SignIn />}
      {shows === 'first-run' && <FirstRun token={null} asksToken={false} />}
      {shows === 'forgot' && <ForgotPassword />}
      {shows === 'sign-in' ? (
        <div className="mt-3 flex flex-wrap">
          <button type="button" className="btn btn-quiet" onClick={() => setShows('forgot')}>
            {account.forgot}
          </button>
          {fresh?.isOpen && (
            <button type="button" className="btn btn-quiet" onClick={() => setShows('first-run')}>
              {account.firstTime}
            </button>
          )}
        </div>
      ) : (
        <button type="button" className="btn btn-quiet mt-3" onClick={() => setShows('sign-in')}>
          {shows === 'first-run' ? account.ownedAlready : account.backToSignIn}
        </button>
      )}
    </main>
  )
}

/** E-mail and password, and the code once it is asked for. */
export function SignIn({ email }: { email?: string }) {
  const { account } = useWords()
  const queries = useQueryClient()
  const [wantsCode, setWantsCode] = useState(false)
  const enter = useMutation({
    mutationFn: ({ email, password, code }: Record<string, string>) =>
      api('POST', '/api/auth/sign-in/email', { email, password, ...(code === undefined ? {} : { code }) }),
    // of what changed meanwhile nothing was told
    onSuccess: () => queries.invalidateQueries(),
    onError: (fault) => {
      if (fault instanceof Refused && fault.field === 'code') setWantsCode(true)
    },
  })
  const { error: fault } = enter
  // that a code is wanted is no fault the first time
  const isFirstAsked = fault instanceof Refused && fault.code === 'second_factor_required'
  return (
    <AccountForm
      title={account.signInTitle}
      does={account.signIn}
      isPending={enter.isPending}
      fault={fault}
      fields={['email', 'password', 'code']}
      send={enter.mutate}
    >
      <EmailField fault={fault} known={email} />
      <Field
        label={account.password}
        name="password"
        type="password"
        autoComplete="current-password"
        required
        error={faultAt(fault, 'password')}
      />
      {wantsCode && (
        <Field
          label={account.code}
          name="code"
          autoComplete="one-time-code"
          required
          autoFocus
          hint={account.codeHint}
          error={isFirstAsked ? null : faultAt(fault, 'code')}
        />
      )}
    </AccountForm>
  )
}
