import { useId, useRef, useState } from 'react'
import { useWords } from '../words/words.tsx'
import { copied } from './copied.ts'

/** Text to take elsewhere. */
export function CopyBox({ label, text }: { label: string; text: string }) {
  const words = useWords()
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  const [outcome, setOutcome] = useState<'copied' | 'by-key' | null>(null)
  async function copy() {
    setOutcome((await copied(field.current)) ? 'copied' : 'by-key')
  }
  return (
    <div>
      <label htmlFor={id}>{label}</label>
      <div className="mt-1 flex gap-2">
        <input
          id={id}
          ref={field}
          readOnly
          value={text}
          className="min-w-0 font-mono text-[0.9rem]"
          onFocus={(event) => event.currentTarget.select()}
        />
        <button type="button" className="btn" onClick={() => void copy()}>
          {outcome === 'copied' ? words.copied : words.copy}
        </button>
      </div>
      <p role="status" className="hint mt-1 empty:hidden">
        {outcome === 'by-key' && words.copyByKey}
      </p>
    </div>
  )
}
