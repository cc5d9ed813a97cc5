import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Refused } from '../api.ts'
import { fieldOf } from '../ui/Failed.tsx'
import { useTimes } from '../ui/time.ts'
import { useSettingsWords } from '../words/settings.ts'
import { type Conflict, conflictsIn, isSame, patchOf, rebased } from './ai/changes.ts'

/** A form over what others may be changing at the same time. */
export interface Form<Draft> {
  draft: Draft
  change(part: Partial<Draft>): void
  /** What the server said of this field, or of what stands in it; null: nothing. `range`: what its numbers have to lie in. */
  at(field: string, range?: [least: number, most: number] | undefined): string | null
  /** The dotted path of what the server refused. */
  faulty: string | null
  mayChange: boolean
  isChanged: boolean
  /** What somebody else changed meanwhile where something is typed. */
  conflicts: Conflict[]
  fault: Error | null
  isPending: boolean
  isSaved: boolean
  save(): void
  discard(): void
}

interface Edit<Draft> {
  /** As it stood when the draft was last typed in. */
  base: Draft
  draft: Draft
  conflicts: Conflict[]
}

/**
 * What stands there by now with what is typed on top. `save` gets both, sends what was typed and nothing else, and throws 412 where somebody
 * else has changed the very same: that is said first, and saved over only once it has been seen.
 */
export function useEditing<Draft>(
  now: Draft,
  mayChange: boolean,
  save: (now: Draft, draft: Draft) => Promise<unknown>,
): Form<Draft> {
  const words = useSettingsWords()
  const times = useTimes()
  const [edit, setEdit] = useState<Edit<Draft> | null>(null)
  const draft = edit === null ? now : rebased(edit.base, edit.draft, now)
  const conflicts = edit === null ? [] : merged(edit.conflicts, conflictsIn(edit.base, edit.draft, now))
  const saving = useMutation({
    mutationFn: (sent: { edit: Edit<Draft> | null; draft: Draft }) => save(now, sent.draft),
    // what is typed while it is on its way stays typed
    onSuccess: (_, sent) =>
      setEdit((current) =>
        current === sent.edit || current === null ? null : { ...current, base: sent.draft },
      ),
  })
  const fault = saving.error
  const isStale = fault instanceof Refused && fault.status === 412
  return {
    draft,
    change(part) {
      saving.reset()
      setEdit({ base: now, draft: { ...draft, ...part }, conflicts })
    },
    at(field, range) {
      if (!(fault instanceof Refused) || !isAt(fault, field)) return null
      const isOfRange = range !== undefined && fault.code === 'invalid'
      return isOfRange ? words.between(times.number(range[0]), times.number(range[1])) : fault.message
    },
    faulty: fieldOf(fault),
    mayChange,
    isChanged: patchOf(now, draft) !== null,
    conflicts,
    fault: isStale ? null : fault,
    isPending: saving.isPending,
    isSaved: saving.isSuccess,
    save: () => saving.mutate({ edit, draft }),
    discard() {
      saving.reset()
      setEdit(null)
    },
  }
}

/** For what has no ETag to be saved by: it is read anew just before. `send` gets what is typed on top of that. */
export async function saveOnto<Draft>(
  { now, draft }: { now: Draft; draft: Draft },
  readAnew: () => Promise<Draft>,
  send: (merged: Draft, fresh: Draft) => Promise<unknown>,
): Promise<void> {
  const fresh = await readAnew()
  if (conflictsIn(now, draft, fresh).length > 0) throw new Refused(412, {})
  await send(rebased(now, draft, fresh), fresh)
}

export function isAt({ field }: Refused, name: string): boolean {
  return field === name || (field?.startsWith(`${name}.`) ?? false)
}

/** Theirs as it is by now, wherever it was noticed. */
function merged(noted: Conflict[], found: Conflict[]): Conflict[] {
  const others = noted.filter(
    ({ path, theirs, mine }) => !found.some((each) => each.path === path) && !isSame(theirs, mine),
  )
  return [...others, ...found]
}
