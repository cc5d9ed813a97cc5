import type { FormEvent, ReactNode } from 'react'
import { Refused } from '../api.ts'
import { Button } from '../ui/Button.tsx'
import { Fault } from '../ui/Failed.tsx'
import { useUnsaved } from '../ui/Unsaved.tsx'
import { useSettingsWords } from '../words/settings.ts'
import { Conflicts } from './Conflicts.tsx'
import { type Form, isAt } from './use-editing.ts'

/** One part of the page, which saves by itself. `fields`: those that say themselves what is wrong with them. */
export function Section<Draft>({
  id,
  title,
  hint,
  form,
  fields,
  does,
  doing,
  saved,
  mayNotSave = null,
  children,
}: {
  id: string
  title: string
  hint?: string
  form: Form<Draft>
  fields: string[]
  does?: string
  doing?: string
  saved?: string
  /** Why it cannot be saved yet. */
  mayNotSave?: string | null
  children: ReactNode
}) {
  const words = useSettingsWords()
  const { fault, conflicts } = form
  useUnsaved(id, form.isChanged)
  const isSaid = fault instanceof Refused && fields.some((field) => isAt(fault, field))
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (mayNotSave === null) form.save()
  }
  return (
    <form onSubmit={submit} className="card scroll-mt-4" aria-labelledby={id} noValidate>
      <h2 id={id} className="mb-3 scroll-mt-8">
        {title}
      </h2>
      {hint !== undefined && <p className="hint mb-3">{hint}</p>}
      <fieldset disabled={!form.mayChange} className="min-w-0">
        {children}
      </fieldset>
      <Conflicts conflicts={conflicts} />
      <Fault fault={isSaid ? null : fault} />
      {form.mayChange && (
        <div className="flex flex-wrap items-center gap-2">
          <Button
            type="submit"
            className="btn btn-primary"
            isOff={form.isPending || !form.isChanged || mayNotSave !== null}
          >
            {form.isPending
              ? (doing ?? words.saving)
              : conflicts.length > 0
                ? words.saveMine
                : (does ?? words.save)}
          </Button>
          {form.isChanged && !form.isPending && (
            <button type="button" className="btn btn-quiet" onClick={form.discard}>
              {conflicts.length > 0 ? words.takeTheirs : words.discard}
            </button>
          )}
          {form.isSaved && !form.isChanged && (
            <p role="status" className="text-good">
              {saved ?? words.saved}
            </p>
          )}
          {mayNotSave !== null && form.isChanged && <p className="hint">{mayNotSave}</p>}
        </div>
      )}
    </form>
  )
}
