import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, type Session } from '../api.ts'
import { keys } from '../queries.ts'
import { Button } from '../ui/Button.tsx'
import { Confirm } from '../ui/Confirm.tsx'
import { Fault } from '../ui/Failed.tsx'
import { useShortcuts } from '../ui/shortcuts.ts'
import { useWords } from '../words/words.tsx'

/** Take over, hand back, resolve: by button, or by t and e. A key is hit by mistake, and an end is not taken back: it is asked for first. */
export function SessionActs({ session }: { session: Session }) {
  const words = useWords()
  const queries = useQueryClient()
  const act = useMutation({
    mutationFn: (what: 'take-over' | 'hand-back' | 'resolve') =>
      api<Session>('POST', `/api/v1/sessions/${session.id}/${what}`),
    onSuccess: (after) => queries.setQueryData(keys.session(session.id), after),
    onSettled: () => queries.invalidateQueries({ queryKey: keys.session(session.id) }),
  })
  const [asks, setAsks] = useState(false)
  const isOpen = session.status === 'open'
  const owns = session.owner === 'human' ? ('hand-back' as const) : ('take-over' as const)
  const may = isOpen && !act.isPending
  useShortcuts({
    t: () => may && act.mutate(owns),
    e: () => may && setAsks(true),
  })
  if (!isOpen) return null
  return (
    <section className="flex flex-wrap items-center gap-2" aria-label={words.session.actions}>
      <Button className="btn" isOff={act.isPending} onClick={() => act.mutate(owns)}>
        {owns === 'hand-back' ? words.session.handBack : words.session.takeOver}
      </Button>
      <Button className="btn" isOff={act.isPending} onClick={() => act.mutate('resolve')}>
        {words.session.resolve}
      </Button>
      <Fault fault={act.error} />
      {asks && (
        <Confirm
          title={words.session.resolveTitle}
          text={words.session.resolveText}
          yes={words.session.resolve}
          no={words.session.leaveOpen}
          does={() => act.mutate('resolve')}
          close={() => setAsks(false)}
        />
      )}
    </section>
  )
}
