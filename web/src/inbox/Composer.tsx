import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useRef, useState } from 'react'
import { api, type Session } from '../api.ts'
import { keys } from '../queries.ts'
import { Button } from '../ui/Button.tsx'
import { copied } from '../ui/copied.ts'
import { Fault } from '../ui/Failed.tsx'
import { useShortcuts } from '../ui/shortcuts.ts'
import { useWords } from '../words/words.tsx'
import { useDraft } from './draft.ts'

/** Freshchat's own limit is not documented; one message takes what every channel takes. */
const LONGEST = 2_000

/** A reply to the customer, or a note for the team. What is typed outlives a look elsewhere, and an end by somebody else. */
export function Composer({ session }: { session: Session }) {
  const words = useWords()
  const queries = useQueryClient()
  const field = useRef<HTMLTextAreaElement>(null)
  const { text, setText, sent } = useDraft(session.id)
  const [isCopied, setCopied] = useState(false)
  const write = useMutation({
    mutationFn: (message: { text: string; private: boolean }) =>
      api('POST', `/api/v1/sessions/${session.id}/messages`, message),
    onSuccess: (_, { text }) => sent(text),
    onSettled: () => queries.invalidateQueries({ queryKey: keys.session(session.id) }),
  })
  useShortcuts({ r: () => field.current?.focus() })
  const isOver = session.status === 'resolved'
  const isEmpty = text.trim() === ''
  if (isOver && isEmpty)
    return <p className="hint border-t border-line bg-card px-4 py-3">{words.session.isOver}</p>

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (!isEmpty && !isOver && !write.isPending) write.mutate({ text, private: false })
  }
  return (
    <form onSubmit={submit} className="border-t border-line bg-card px-4 py-3">
      {isOver && (
        <p role="status" className="hint mb-2">
          {words.session.isOver} {words.session.isOverText}
        </p>
      )}
      <label htmlFor="message" className="sr-only">
        {words.session.yourMessage}
      </label>
      <textarea
        id="message"
        ref={field}
        rows={2}
        dir="auto"
        readOnly={isOver}
        maxLength={LONGEST}
        placeholder={words.session.yourMessage}
        {...(isOver ? {} : { 'aria-describedby': 'message-hint' })}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur()
          if (event.key === 'Enter' && (event.metaKey || event.ctrlKey))
            event.currentTarget.form?.requestSubmit()
        }}
      />
      <Fault fault={write.error} />
      {isOver ? (
        <p className="mt-2 flex flex-wrap items-center gap-2">
          <button type="button" className="btn" onClick={() => void copied(field.current).then(setCopied)}>
            {isCopied ? words.copied : words.copy}
          </button>
          <button type="button" className="btn btn-quiet" onClick={() => setText('')}>
            {words.session.dropText}
          </button>
        </p>
      ) : (
        <div className="mt-2 flex flex-wrap items-center gap-2">
          <Button type="submit" className="btn btn-primary" isOff={write.isPending || isEmpty}>
            {words.session.reply}
          </Button>
          <Button
            className="btn"
            isOff={write.isPending || isEmpty}
            onClick={() => write.mutate({ text, private: true })}
          >
            {words.session.leaveNote}
          </Button>
          <p id="message-hint" className="hint">
            {words.session.messageHint}
          </p>
        </div>
      )}
    </form>
  )
}
