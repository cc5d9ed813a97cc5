import { useQueryClient } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import { api } from '../api.ts'
import { Conflicts } from '../settings/Conflicts.tsx'
import { saveOnto, useEditing } from '../settings/use-editing.ts'
import { Button } from '../ui/Button.tsx'
import { Fault } from '../ui/Failed.tsx'
import { Leaving } from '../ui/Leaving.tsx'
import { useSettingsWords } from '../words/settings.ts'
import { useWebsitesWords } from '../words/websites.ts'
import { changesOf, typedOf } from './typed.ts'
import { isAtField, WebsiteFields } from './WebsiteFields.tsx'
import { PATH, type Website, website as websiteOf, websiteSaved } from './websites.ts'

/** Only what was changed here is sent, so that what somebody else has changed meanwhile stays. */
export function ChangeWebsite({ website }: { website: Website }) {
  const words = useWebsitesWords()
  const { saveMine, takeTheirs, discard } = useSettingsWords()
  const queries = useQueryClient()
  const form = useEditing(typedOf(website), true, (now, draft) =>
    saveOnto(
      { now, draft },
      async () => typedOf(await queries.fetchQuery({ ...websiteOf(website.id), staleTime: 0 })),
      async (merged, fresh) => {
        const changes = changesOf(fresh, merged)
        if (Object.keys(changes).length === 0) return
        websiteSaved(queries, await api<Website>('PATCH', `${PATH}/${website.id}`, changes))
      },
    ),
  )
  const hasConflicts = form.conflicts.length > 0
  function submit(event: FormEvent) {
    event.preventDefault()
    if (form.isChanged) form.save()
  }
  return (
    <details className="card mb-4">
      <summary className="cursor-pointer">
        <h2 className="inline">{words.settings}</h2>
      </summary>
      <form onSubmit={submit} noValidate className="mt-4">
        <WebsiteFields typed={form.draft} change={form.change} fault={form.fault} />
        <Conflicts conflicts={form.conflicts} of="website" />
        <p className="flex flex-wrap items-center gap-3">
          <Button type="submit" className="btn btn-primary" isOff={form.isPending || !form.isChanged}>
            {form.isPending ? words.saving : hasConflicts ? saveMine : words.save}
          </Button>
          {form.isChanged && !form.isPending && (
            <button type="button" className="btn btn-quiet" onClick={form.discard}>
              {hasConflicts ? takeTheirs : discard}
            </button>
          )}
          <span role="status" className="text-good">
            {form.isSaved && !form.isChanged && words.saved}
          </span>
        </p>
        <Fault fault={isAtField(form.fault) ? null : form.fault} />
      </form>
      <Leaving isDirty={form.isChanged} />
    </details>
  )
}
