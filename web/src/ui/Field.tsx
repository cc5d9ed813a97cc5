import { type InputHTMLAttributes, useId } from 'react'
import { inTheirWords } from '../words/server.ts'
import { useWords } from '../words/words.tsx'

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
  const words = useWords()
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return (
    <div className="field mb-4">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="mt-1"
        aria-invalid={error !== null}
        {...(described === '' ? {} : { 'aria-describedby': described })}
        {...input}
      />
      {hint && (
        <p className="hint mt-1" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p className="error mt-1" id={`${id}-error`} role="alert">
          {inTheirWords(words, error)}
        </p>
      )}
    </div>
  )
}
