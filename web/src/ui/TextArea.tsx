import type { TextareaHTMLAttributes } from 'react'
import { Labelled, type Labels } from './Labelled.tsx'

type Props = Labels & TextareaHTMLAttributes<HTMLTextAreaElement>

/** As Field, for more than a line. */
export function TextArea({ label, hint, error, className = '', ...area }: Props) {
  return (
    <Labelled label={label} hint={hint} error={error}>
      {(ties) => <textarea className={`mt-1 ${className}`} dir="auto" {...ties} {...area} />}
    </Labelled>
  )
}
