import { useQueryClient } from '@tanstack/react-query'
import { Refused, type Tagged } from '../../api.ts'
import { keys } from '../../queries.ts'
import { useRole } from '../../ui/role.ts'
import { type Form, useEditing } from '../use-editing.ts'
import { conflictsIn, patchOf, rebased } from './changes.ts'
import { changeSettings, type Settings, settings, type Typed } from './use-settings.ts'

export type Picked<Name extends keyof Settings> = { [Each in Name]: Typed<Settings[Each]> }

/** One part of the settings, saved by the ETag of what the page has seen. `before`: what has to go well first. */
export function useForm<Name extends keyof Settings>(
  names: Name[],
  read: Tagged<Settings>,
  before: (patch: unknown) => Promise<unknown> = async () => {},
): Form<Picked<Name>> {
  type Draft = Picked<Name>
  const queries = useQueryClient()
  const pick = ({ body }: Tagged<Settings>) =>
    Object.fromEntries(names.map((name) => [name, body[name]])) as Draft // these names and no others

  /** Tried again where what others changed is none of what is typed here. */
  async function sentOnto(now: Draft, draft: Draft, seen: Tagged<Settings>): Promise<Tagged<Settings>> {
    try {
      return await changeSettings(patchOf(pick(seen), rebased(now, draft, pick(seen))) ?? {}, seen.tag)
    } catch (fault) {
      if (!(fault instanceof Refused) || fault.status !== 412) throw fault
      const fresh = await queries.fetchQuery({ ...settings, staleTime: 0 })
      if (conflictsIn(pick(seen), draft, pick(fresh)).length > 0) throw fault
      return sentOnto(now, draft, fresh)
    }
  }

  return useEditing(pick(read), useRole('admin'), async (now, draft) => {
    const patch = patchOf(now, draft)
    if (patch === null) return
    await before(patch)
    queries.setQueryData(settings.queryKey, await sentOnto(now, draft, read))
    void queries.invalidateQueries({ queryKey: keys.overview })
  })
}
