import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { api } from '../api.ts'
import { Button } from '../ui/Button.tsx'
import { Fault } from '../ui/Failed.tsx'
import { Leaving } from '../ui/Leaving.tsx'
import { useWebsitesWords } from '../words/websites.ts'
import { changesOf, NEW, sentOf } from './typed.ts'
import { isAtField, WebsiteFields } from './WebsiteFields.tsx'
import { PATH, type Website, websiteSaved } from './websites.ts'

/** What is added is read at once; its page shows how far it is. */
export function AddWebsite({ isOpen }: { isOpen: boolean }) {
  const words = useWebsitesWords()
  const queries = useQueryClient()
  const go = useNavigate()
  const [typed, setTyped] = useState(NEW)
  const add = useMutation({
    mutationFn: () => api<Website>('POST', PATH, { kind: 'website', ...sentOf(typed) }),
    onSuccess(made) {
      websiteSaved(queries, made)
      return go({
        to: '/knowledge/websites/$id',
        params: { id: made.id },
        search: {},
        ignoreBlocker: true,
      })
    },
  })
  const isTyped = Object.keys(changesOf(NEW, typed)).length > 0
  function submit(event: FormEvent) {
    event.preventDefault()
    add.mutate()
  }
  return (
    <details className="card mb-4" open={isOpen}>
      <summary className="cursor-pointer">
        <h2 className="inline">{words.add}</h2>
      </summary>
      <form onSubmit={submit} noValidate className="mt-4">
        <WebsiteFields
          typed={typed}
          change={(change) => {
            add.reset()
            setTyped({ ...typed, ...change })
          }}
          fault={add.error}
        />
        <Button type="submit" className="btn btn-primary" isOff={add.isPending}>
          {add.isPending ? words.adding : words.add}
        </Button>
        <Fault fault={isAtField(add.error) ? null : add.error} />
      </form>
      <Leaving isDirty={isTyped} />
    </details>
  )
}
