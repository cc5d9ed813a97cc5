import { useMutation } from '@tanstack/react-query'
import { api } from '../api.ts'
import { useWords } from '../words/words.tsx'
import { AccountForm } from './AccountForm.tsx'
import { EmailField } from './fields.tsx'

/** Asks for a link by mail. Says the same whether there is such an account. */
export function ForgotPassword() {
  const { account } = useWords()
  const ask = useMutation({
    mutationFn: ({ email = '' }: Record<string, string>) =>
      api('POST', '/api/auth/forgot-password', { email }),
  })
  if (ask.isSuccess)
    return (
      <>
        <h1 className="mb-3">{account.lookIntoMail}</h1>
        <p role="status" className="mb-3">
          {account.linkOnItsWay}
        </p>
      </>
    )
  return (
    <AccountForm
      title={account.aNewPassword}
      does={account.mailMeALink}
      isPending={ask.isPending}
      fault={ask.error}
      fields={['email']}
      send={ask.mutate}
    >
      <EmailField fault={ask.error} />
    </AccountForm>
  )
}
