import { faultAt } from '../ui/Failed.tsx'
import { Field } from '../ui/Field.tsx'
import { useWords } from '../words/words.tsx'

/** `known`: it is settled whose it is. */
export function EmailField({
  fault,
  known,
  autoFocus = known === undefined,
}: {
  fault: Error | null
  known?: string | undefined
  autoFocus?: boolean
}) {
  return (
    <Field
      label={useWords().account.email}
      name="email"
      type="email"
      autoComplete="username"
      required
      defaultValue={known}
      readOnly={known !== undefined}
      autoFocus={autoFocus}
      error={faultAt(fault, 'email')}
    />
  )
}

/** One that somebody chooses. */
export function NewPasswordField({
  fault,
  label,
  autoFocus = false,
}: {
  fault: Error | null
  label?: string
  autoFocus?: boolean
}) {
  const words = useWords()
  return (
    <Field
      label={label ?? words.account.password}
      name="password"
      type="password"
      autoComplete="new-password"
      required
      autoFocus={autoFocus}
      hint={words.account.passwordHint}
      error={faultAt(fault, 'password')}
    />
  )
}
