import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { api } from '../api.ts'
import { keys } from '../queries.ts'
import { faultAt } from '../ui/Failed.tsx'
import { Field } from '../ui/Field.tsx'
import { useWords } from '../words/words.tsx'
import { AccountForm } from './AccountForm.tsx'
import { EmailField, NewPasswordField } from './fields.tsx'

/** Makes the owner of a fresh install. `token`: of the link that the log printed; `asksToken`: it may have to be typed. */
export function FirstRun({ token, asksToken }: { token: string | null; asksToken: boolean }) {
  const words = useWords()
  const go = useNavigate()
  const queries = useQueryClient()
  const claim = useMutation({
    mutationFn: (values: Record<string, string>) =>
      api('POST', '/api/v1/first-run', { ...(token === null ? {} : { token }), ...values }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: keys.me })
      await go({ to: '/start' })
    },
  })
  const { error: fault } = claim
  return (
    <AccountForm
      title={words.account.welcome}
      does={words.account.createOwner}
      isPending={claim.isPending}
      fault={fault}
      fields={['email', 'password', 'organization', ...(asksToken ? ['token'] : [])]}
      send={claim.mutate}
    >
      <Field
        label={words.account.organization}
        name="organization"
        autoComplete="organization"
        autoFocus
        error={faultAt(fault, 'organization')}
      />
      <EmailField fault={fault} autoFocus={false} />
      <NewPasswordField fault={fault} />
      {asksToken && (
        <Field
          label={words.account.token}
          name="token"
          hint={words.account.tokenHint}
          error={faultAt(fault, 'token')}
        />
      )}
    </AccountForm>
  )
}
