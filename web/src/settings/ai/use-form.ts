import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Refused, type Tagged } from '../../api.ts'
import { keys } from '../../queries.ts'
import { useRole } from '../../ui/role.ts'
import { useTimes } from '../../ui/time.ts'
import { useSettingsWords } from '../../words/settings.ts'
import { type Conflict, conflictsIn, isSame, patchOf, rebased } from './changes.ts'
import { changeSettings, type Settings, settings, type Typed } from './use-settings.ts'

export interface Form<Draft> {
  draft: Draft
  change(part: Partial<Draft>): void
  /** What the server said of this field, or of what stands in it, in words; null: nothing. `range`: what its numbers have to lie in. */
  at(field: string, range?: [least: number, most: number] | undefined): string | null
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

export type Picked<Name extends keyof Settings> = { [Each in Name]: Typed<Settings[Each]> }

/**
 * One part of the settings, as it stands with what is typed on top. Saving sends what was typed and nothing else; where somebody else
 * has changed the very same, that is said first, and saved over only once it has been seen. `before`: what has to go well first.
 */
export function useForm<Name extends keyof Settings>(
  names: Name[],
  read: Tagged<Settings>,
  before: (patch: unknown) => Promise<unknown> = async () => {},
): Form<Picked<Name>> {
  type Draft = Picked<Name>
  const queries = useQueryClient()
  const words = useSettingsWords()
  const times = useTimes()
  const mayChange = useRole('admin')
  const pick = ({ body }: Tagged<Settings>) =>
    Object.fromEntries(names.map((name) => [name, body[name]])) as Draft // these names and no others
  const now = pick(read)
  const [edit, setEdit] = useState<Edit<Draft> | null>(null)
  const draft = edit === null ? now : rebased(edit.base, edit.draft, now)
  const conflicts = edit === null ? [] : merged(edit.conflicts, conflictsIn(edit.base, edit.draft, now))
  const patch = patchOf(now, draft)

  const saving = useMutation({
    async mutationFn() {
      if (patch === null) return read
      await before(patch)
      return sentOnto(read)
    },
    onSuccess: (saved) => {
      queries.setQueryData(settings.queryKey, saved)
      setEdit(null)
      return queries.invalidateQueries({ queryKey: keys.overview })
    },
  })

  /** Tried again where what others changed is none of what is typed here. */
  async function sentOnto(seen: Tagged<Settings>): Promise<Tagged<Settings>> {
    try {
      return await changeSettings(patchOf(pick(seen), rebased(now, draft, pick(seen))) ?? {}, seen.tag)
    } catch (fault) {
      if (!(fault instanceof Refused) || fault.status !== 412) throw fault
      const fresh = await queries.fetchQuery({ ...settings, staleTime: 0 })
      if (conflictsIn(pick(seen), draft, pick(fresh)).length > 0) throw fault
      return sentOnto(fresh)
    }
  }

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
      return isOfRange
        ? words.between(times.number(range[0]), times.number(range[1]))
        : words.faults.reduce((said, [sentence, ours]) => said.replace(sentence, ours), fault.message)
    },
    mayChange,
    isChanged: patch !== null,
    conflicts,
    fault: isStale ? null : fault,
    isPending: saving.isPending,
    isSaved: saving.isSuccess,
    save: () => saving.mutate(),
    discard() {
      saving.reset()
      setEdit(null)
    },
  }
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
