import { type Ref, useEffect, useId, useRef, useState } from 'react'
import { Icon } from './Icon.tsx'

/** While somebody types, the address waits. */
const TYPING_MS = 250

/** What is sought stands in the address: `q` is what it says, and `change` says it there. */
export function SearchField({
  label,
  placeholder,
  q,
  change,
  ref,
}: {
  label: string
  placeholder: string
  q: string
  change(q: string | undefined): void
  ref: Ref<HTMLInputElement>
}) {
  const [text, setText] = useState(q)
  const id = useId()
  const changed = useRef(change)
  changed.current = change
  // what the address says by another hand than this field's: cleared, or gone back to
  const sent = useRef(q)
  const [lastQ, setLastQ] = useState(q)
  if (q !== lastQ) {
    setLastQ(q)
    if (q !== sent.current) setText(q)
  }
  useEffect(() => {
    const wanted = text.trim()
    if (wanted === sent.current) return
    const typed = setTimeout(() => {
      sent.current = wanted
      changed.current(wanted === '' ? undefined : wanted)
    }, TYPING_MS)
    return () => clearTimeout(typed)
  }, [text])
  return (
    <div className="relative">
      <label htmlFor={id} className="sr-only">
        {label}
      </label>
      <span className="absolute left-2.5 top-2.5 text-soft">
        <Icon name="search" />
      </span>
      <input
        id={id}
        ref={ref}
        type="search"
        dir="auto"
        maxLength={200}
        value={text}
        placeholder={placeholder}
        className="pl-9!"
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
      />
    </div>
  )
}
