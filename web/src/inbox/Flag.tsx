import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api, type Message, type Page } from '../api.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Fault } from '../ui/Failed.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Said } from '../ui/Said.tsx'
import { useTimes } from '../ui/time.ts'
import { useWords } from '../words/words.tsx'

/** That an answer was wrong: for the list that leads to the article to mend. */
export function Flag({ message, mayFlag }: { message: Message; mayFlag: boolean }) {
  const words = useWords()
  const queries = useQueryClient()
  const [asks, setAsks] = useState(false)
  const path = `/api/v1/messages/${message.id}/flag`
  const put = (flag: Message['flag']) =>
    queries.setQueriesData<Page<Message>>(
      { queryKey: ['session'], predicate: isMessages },
      (page) =>
        page && {
          ...page,
          items: page.items.map((each) => (each.id === message.id ? { ...each, flag } : each)),
        },
    )
  const flag = useMutation({
    mutationFn: (note: string) => api<Message>('PUT', path, note === '' ? {} : { note }),
    onSuccess: (after) => {
      put(after.flag)
      setAsks(false)
    },
  })
  const unflag = useMutation({ mutationFn: () => api('DELETE', path), onSuccess: () => put(null) })

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    flag.mutate(String(new FormData(event.currentTarget).get('note') ?? '').trim())
  }
  if (message.flag !== null)
    return (
      <div className="mt-1 text-[0.93rem]">
        <p className="text-bad">
          <strong>{words.session.flagged}</strong> <FlaggedBy flag={message.flag} />
        </p>
        {mayFlag && (
          <button type="button" className="btn btn-quiet px-0" onClick={() => unflag.mutate()}>
            {words.session.unflag}
          </button>
        )}
        <Fault fault={unflag.error} />
      </div>
    )
  if (!mayFlag) return null
  return (
    <>
      <button type="button" className="btn btn-quiet px-0 text-[0.93rem]" onClick={() => setAsks(true)}>
        <Icon name="flag" />
        {words.session.flag}
      </button>
      {asks && (
        <Dialog title={words.session.flagTitle} close={() => setAsks(false)}>
          <form onSubmit={submit}>
            <label className="block">
              {words.session.flagNote}
              <textarea name="note" dir="auto" rows={3} maxLength={2_000} className="mt-1" />
            </label>
            <p className="hint mt-1">{words.session.flagHint}</p>
            <Fault fault={flag.error} />
            <p className="mt-4 flex gap-2">
              <Button type="submit" className="btn btn-primary" isOff={flag.isPending}>
                {words.session.flag}
              </Button>
              <button type="button" className="btn" onClick={() => setAsks(false)}>
                {words.cancel}
              </button>
            </p>
          </form>
        </Dialog>
      )}
    </>
  )
}

/** By whom, when, and what they noted. */
export function FlaggedBy({
  flag: { by, at, note },
}: {
  flag: Pick<NonNullable<Message['flag']>, 'by' | 'at' | 'note'>
}) {
  const { session } = useWords()
  const times = useTimes()
  return (
    <>
      <Said by={(name) => session.flaggedBy(name, times.full(at))}>{by ?? ''}</Said>
      {note && (
        <>
          : <bdi>{note}</bdi>
        </>
      )}
    </>
  )
}

function isMessages({ queryKey }: { queryKey: readonly unknown[] }): boolean {
  return queryKey[2] === 'messages'
}
