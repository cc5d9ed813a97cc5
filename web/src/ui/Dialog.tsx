import { type ReactNode, useEffect, useId, useRef } from 'react'

/** The browser's own dialog: it keeps the focus, closes with Escape, and gives the focus back. */
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
  useEffect(() => {
    const { current } = dialog
    current?.showModal()
    // the browser would take the first that can be focused, which need not be where one types
    current?.querySelector<HTMLElement>('input, textarea')?.focus()
    return () => current?.close()
  }, [])
  return (
    // a click beside it closes it; with the keyboard Escape does
    // biome-ignore lint/a11y/useKeyWithClickEvents: the dialog itself hears Escape
    <dialog
      ref={dialog}
      aria-labelledby={id}
      onClose={close}
      onClick={(event) => event.target === event.currentTarget && close()}
      className="w-[min(32rem,calc(100%-2rem))] p-0"
    >
      <div className="p-5">
        <h2 id={id} className={isTitleHidden ? 'sr-only' : 'mb-3'}>
          {title}
        </h2>
        {children}
      </div>
    </dialog>
  )
}
