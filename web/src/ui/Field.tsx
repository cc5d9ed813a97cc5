import type { InputHTMLAttributes } from 'react'
import { Labelled, type Labels } from './Labelled.tsx'

type Props = Labels & { name: string } & InputHTMLAttributes<HTMLInputElement>

/** One line to fill in. */
export function Field({ label, hint, error, ...input }: Props) {
  return (
    <Labelled label={label} hint={hint} error={error}>
      {(ties) => <input className="mt-1" dir="auto" {...ties} {...input} />}
    </Labelled>
  )
}
