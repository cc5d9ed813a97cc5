import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api, type Session } from '../api.ts'

/** What a member can do: take over, hand back, resolve, reply, leave a note. Each counts as a rep's. */
export function Actions({ session }: { session: Session }) {
  const queries = useQueryClient()
  const [text, setText] = useState('')
  const refresh = () => queries.invalidateQueries({ queryKey: ['session', session.id] })
  const act = useMutation({
    mutationFn: (what: 'take-over' | 'hand-back' | 'resolve') =>
      api('POST', `/api/v1/sessions/${session.id}/${what}`),
    onSettled: refresh,
  })
  const write = useMutation({
    mutationFn: (isPrivate: boolean) =>
      api('POST', `/api/v1/sessions/${session.id}/messages`, { text, private: isPrivate }),
    onSuccess: () => setText(''),
    onSettled: refresh,
  })
  if (session.status === 'resolved')
    return <p className="soft">This session is over. The customer’s next message opens a new one.</p>
  const fault = write.error ?? act.error
  const isBusy = write.isPending || act.isPending

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    write.mutate(false)
  }

  return (
    <section className="card" aria-label="Actions">
      <p className="actions">
        {session.owner === 'human' ? (
          <button type="button" disabled={isBusy} onClick={() => act.mutate('hand-back')}>
            Hand back to the AI
          </button>
        ) : (
          <button type="button" disabled={isBusy} onClick={() => act.mutate('take-over')}>
            Take over
          </button>
        )}
        <button type="button" disabled={isBusy} onClick={() => act.mutate('resolve')}>
          Resolve
        </button>
      </p>
      <form onSubmit={submit}>
        <div className="field">
          <label htmlFor="message">Your message</label>
          <textarea
            id="message"
            rows={3}
            maxLength={2_000}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <p className="hint">A reply takes the session over. A private note is seen by reps only.</p>
        </div>
        {fault && (
          <p className="error" role="alert">
            {fault.message}
          </p>
        )}
        <p className="actions">
          <button type="submit" className="primary" disabled={isBusy || text.trim() === ''}>
            Reply
          </button>
          <button type="button" disabled={isBusy || text.trim() === ''} onClick={() => write.mutate(true)}>
            Leave a private note
          </button>
        </p>
      </form>
    </section>
  )
}
