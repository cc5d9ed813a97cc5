import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useRef, useState } from 'react'
import { api, type Session } from '../api.ts'
import { keys } from '../queries.ts'
import { Fault } from '../ui/Failed.tsx'
import { useShortcuts } from '../ui/shortcuts.ts'
import { useWords } from '../words/words.tsx'

/** Freshchat's own limit is not documented; one message takes what every channel takes. */
const LONGEST = 2_000

/** A reply to the customer, or a note for the team. */
export function Composer({ session }: { session: Session }) {
  const words = useWords()
  const queries = useQueryClient()
  const field = useRef<HTMLTextAreaElement>(null)
  const [text, setText] = useState('')
  const write = useMutation({
    mutationFn: (isPrivate: boolean) =>
      api('POST', `/api/v1/sessions/${session.id}/messages`, { text, private: isPrivate }),
    onSuccess: () => setText(''),
    onSettled: () => queries.invalidateQueries({ queryKey: keys.session(session.id) }),
  })
  useShortcuts({ r: () => field.current?.focus() })
  if (session.status === 'resolved')
    return <p className="hint border-t border-line bg-card px-4 py-3">{words.session.isOver}</p>
  const isEmpty = text.trim() === ''

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (!isEmpty && !write.isPending) write.mutate(false)
  }
  return (
    <form onSubmit={submit} className="border-t border-line bg-card px-4 py-3">
      <label htmlFor="message" className="sr-only">
        {words.session.yourMessage}
      </label>
      <textarea
        id="message"
        ref={field}
        rows={2}
        maxLength={LONGEST}
        placeholder={words.session.yourMessage}
        aria-describedby="message-hint"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur()
          if (event.key === 'Enter' && (event.metaKey || event.ctrlKey))
            event.currentTarget.form?.requestSubmit()
        }}
      />
      <Fault fault={write.error} />
      <div className="mt-2 flex flex-wrap items-center gap-2">
        <button type="submit" className="btn btn-primary" disabled={write.isPending || isEmpty}>
          {words.session.reply}
        </button>
        <button
          type="button"
          className="btn"
          disabled={write.isPending || isEmpty}
          onClick={() => write.mutate(true)}
        >
          {words.session.leaveNote}
        </button>
        <p id="message-hint" className="hint">
          {words.session.messageHint}
        </p>
      </div>
    </form>
  )
}
