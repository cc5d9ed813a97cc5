import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../api.ts'
import { tokenOfLink } from '../ui/link-token.ts'
import { useTitle } from '../ui/title.ts'
import { useWords } from '../words/words.tsx'
import { AccountForm } from './AccountForm.tsx'
import { NewPasswordField } from './fields.tsx'

/** Where a link for a new password leads to. */
export function ResetPasswordPage() {
  const { account } = useWords()
  useTitle(account.setPasswordTitle)
  const go = useNavigate()
  const [token] = useState(tokenOfLink)
  const reset = useMutation({
    mutationFn: ({ password = '' }: Record<string, string>) =>
      api<{ email: string }>('POST', '/api/auth/reset-password', { token, password }),
  })
  return (
    <main className="alone card">
      {reset.isSuccess ? (
        <>
          <h1 className="mb-3">{account.done}</h1>
          <p role="status" className="mb-4">
            {account.passwordIsSet(reset.data.email)}
          </p>
          <button type="button" className="btn btn-primary" onClick={() => void go({ to: '/' })}>
            {account.signIn}
          </button>
        </>
      ) : (
        <AccountForm
          title={account.setPasswordTitle}
          does={account.setPassword}
          isPending={reset.isPending}
          fault={reset.error}
          fields={['password']}
          send={reset.mutate}
        >
          <NewPasswordField label={account.newPassword} autoFocus fault={reset.error} />
        </AccountForm>
      )}
    </main>
  )
}
