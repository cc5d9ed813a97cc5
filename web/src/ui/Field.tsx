import { type InputHTMLAttributes, useId } from 'react'

type Props = {
  label: string
  name: string
  hint?: string
  /** What the server said about this field. */
  error?: string | null
} & InputHTMLAttributes<HTMLInputElement>

/** One labelled input with its hint and its error, read out with it. */
export function Field({ label, hint, error = null, ...input }: Props) {
  const id = useId()
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        aria-invalid={error !== null}
        {...(described === '' ? {} : { 'aria-describedby': described })}
        {...input}
      />
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p className="error" id={`${id}-error`} role="alert">
          {error}
        </p>
      )}
    </div>
  )
}
