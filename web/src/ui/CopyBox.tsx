import { useId, useState } from 'react'
import { useWords } from '../words/words.tsx'

/** Text to take elsewhere. */
export function CopyBox({ label, text }: { label: string; text: string }) {
  const words = useWords()
  const id = useId()
  const [copied, setCopied] = useState(false)
  return (
    <div>
      <label htmlFor={id}>{label}</label>
      <div className="mt-1 flex gap-2">
        <input
          id={id}
          readOnly
          value={text}
          className="min-w-0 font-mono text-[0.9rem]"
          onFocus={(event) => event.currentTarget.select()}
        />
        <button
          type="button"
          className="btn"
          onClick={() => {
            void navigator.clipboard?.writeText(text).then(() => setCopied(true))
          }}
        >
          {copied ? words.copied : words.copy}
        </button>
      </div>
    </div>
  )
}
