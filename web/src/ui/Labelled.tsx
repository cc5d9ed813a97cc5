import { type ReactNode, useId } from 'react'
import { inTheirWords } from '../words/server.ts'
import { useWords } from '../words/words.tsx'

export interface Labels {
  label: string
  hint?: string | undefined
  /** What the server said about this field. */
  error?: string | null | undefined
}

/** What ties a control to its label, its hint and its error. */
interface Ties {
  id: string
  'aria-invalid': boolean
  'aria-describedby'?: string
}

/** One control with its label, its hint and its error, read out with it. */
export function Labelled({
  label,
  hint,
  error = null,
  isLabelHidden = false,
  children,
}: Labels & { isLabelHidden?: boolean; children: (ties: Ties) => ReactNode }) {
  const id = useId()
  const words = useWords()
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return (
    <div className="field mb-4">
      <label htmlFor={id} className={isLabelHidden ? 'sr-only' : ''}>
        {label}
      </label>
      {children({
        id,
        'aria-invalid': error !== null,
        ...(described === '' ? {} : { 'aria-describedby': described }),
      })}
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
