import { type TextareaHTMLAttributes, useId } from 'react'
import { inTheirWords } from '../words/server.ts'
import { useWords } from '../words/words.tsx'

type Props = {
  label: string
  hint?: string
  /** What the server said about this field. */
  error?: string | null
} & TextareaHTMLAttributes<HTMLTextAreaElement>

/** As Field, for more than a line. */
export function TextArea({ label, hint, error = null, className = '', ...area }: Props) {
  const id = useId()
  const words = useWords()
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return (
    <div className="field mb-4">
      <label htmlFor={id}>{label}</label>
      <textarea
        id={id}
        className={`mt-1 ${className}`}
        aria-invalid={error !== null}
        {...(described === '' ? {} : { 'aria-describedby': described })}
        {...area}
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
