import { useId, useRef, useState } from 'react'
import { useWords } from '../words/words.tsx'

/** Text to take elsewhere. */
export function CopyBox({ label, text }: { label: string; text: string }) {
  const words = useWords()
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  const [outcome, setOutcome] = useState<'copied' | 'by-key' | null>(null)
  async function copy() {
    const isCopied = (await copiedByBrowser(text)) || copiedFrom(field.current)
    setOutcome(isCopied ? 'copied' : 'by-key')
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

/** Over plain http a browser has no clipboard, and elsewhere it may refuse. */
async function copiedByBrowser(text: string): Promise<boolean> {
  if (navigator.clipboard === undefined) return false
  return navigator.clipboard.writeText(text).then(
    () => true,
    () => false,
  )
}

/** The older way, which works everywhere. Where it does not, the text stays selected, for Ctrl C. */
function copiedFrom(field: HTMLInputElement | null): boolean {
  const before = document.activeElement
  field?.focus()
  field?.select()
  const isCopied = document.execCommand('copy')
  if (isCopied && before instanceof HTMLElement) before.focus()
  return isCopied
}
