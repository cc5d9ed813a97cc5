import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api } from '../api.ts'
import { Fault } from '../ui/Failed.tsx'
import { useWebsitesWords } from '../words/websites.ts'
import { changesOf, type Typed, typedOf } from './typed.ts'
import { isAtField, WebsiteFields } from './WebsiteFields.tsx'
import { PATH, type Website, websiteSaved } from './websites.ts'

/** Only what was changed here is sent, so that what somebody else has changed meanwhile stays. */
export function ChangeWebsite({ website }: { website: Website }) {
  const words = useWebsitesWords()
  const queries = useQueryClient()
  const [typed, setTyped] = useState<Typed | null>(null)
  const shown = typed ?? typedOf(website)
  const changes = changesOf(shown, website)
  const isDirty = Object.keys(changes).length > 0
  const save = useMutation({
    mutationFn: () => api<Website>('PATCH', `${PATH}/${website.id}`, changes),
    onSuccess(saved) {
      websiteSaved(queries, saved)
      setTyped(null)
    },
  })
  function submit(event: FormEvent) {
    event.preventDefault()
    if (isDirty) save.mutate()
  }
  return (
    <details className="card mb-4">
      <summary className="cursor-pointer">
        <h2 className="inline">{words.settings}</h2>
      </summary>
      <form onSubmit={submit} noValidate className="mt-4">
        <WebsiteFields
          typed={shown}
          change={(change) => {
            save.reset()
            setTyped({ ...shown, ...change })
          }}
          fault={save.error}
        />
        <p className="flex flex-wrap items-center gap-3">
          <button type="submit" className="btn btn-primary" disabled={save.isPending || !isDirty}>
            {save.isPending ? words.saving : words.save}
          </button>
          <span role="status" className="text-good">
            {save.isSuccess && !isDirty && words.saved}
          </span>
        </p>
        <Fault fault={isAtField(save.error) ? null : save.error} />
      </form>
    </details>
  )
}
