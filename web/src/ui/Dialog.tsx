import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { useWords } from '../words/words.tsx'

/**
 * The browser's own dialog: it keeps the focus, closes with Escape or a click beside it, and gives the focus back. While something is
 * typed in it only its buttons close it.
 */
export function Dialog({
  title,
  isTitleHidden = false,
  close,
  children,
}: {
  title: string
  isTitleHidden?: boolean
  close(): void
  children: ReactNode
}) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  const { keptOpen } = useWords()
  const [isKept, setKept] = useState(false)
  const wasPressedBeside = useRef(false)
  useEffect(() => {
    const { current } = dialog
    current?.showModal()
    // the browser would take the first that can be focused, which need not be where one types
    current?.querySelector<HTMLElement>('input, textarea')?.focus()
    return () => current?.close()
  }, [])
  return (
    <dialog
      ref={dialog}
      aria-labelledby={id}
      onClose={close}
      // what is marked by dragging may end beside it, and is no click there
      onMouseDown={(event) => {
        wasPressedBeside.current = event.target === event.currentTarget
        // the focus stays where it is
        if (wasPressedBeside.current) event.preventDefault()
      }}
      onClick={({ target, currentTarget }) => {
        if (target !== currentTarget || !wasPressedBeside.current) return
        if (isTypedIn(currentTarget)) setKept(true)
        else close()
      }}
      // before the browser takes it for its own, which it lets nobody hinder twice
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !isTypedIn(event.currentTarget)) return
        event.preventDefault()
        setKept(true)
      }}
      className="w-[min(32rem,calc(100%-2rem))] p-0"
    >
      <div className="p-5">
        <h2 id={id} className={isTitleHidden ? 'sr-only' : 'mb-3'}>
          {title}
        </h2>
        {children}
        <p role="status" className="hint mt-3 empty:hidden">
          {isKept && keptOpen}
        </p>
      </div>
    </dialog>
  )
}

/** What is looked for (a combobox, a search) is typed again in a moment. */
function isTypedIn(dialog: HTMLDialogElement): boolean {
  const fields = dialog.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(
    'textarea, input:is([type=text], [type=email], [type=url], [type=password], :not([type])):not([role=combobox])',
  )
  return [...fields].some(({ readOnly, value }) => !readOnly && value.trim() !== '')
}
