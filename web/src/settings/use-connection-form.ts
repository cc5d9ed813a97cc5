import { useQueryClient } from '@tanstack/react-query'
import { api, type Connection } from '../api.ts'
import { connection, keys } from '../queries.ts'
import { useRole } from '../ui/role.ts'
import { patchOf } from './ai/changes.ts'
import type { Typed } from './ai/use-settings.ts'
import type { Connected } from './connected.ts'
import { type Form, saveOnto, useEditing } from './use-editing.ts'

type Changeable = Pick<Connected, 'autoHandle' | 'filters' | 'forwardUrl'>

/** One part of what the connection takes. */
export function useConnectionForm<Name extends keyof Changeable>(
  name: Name,
  shown: Connected,
): Form<{ [Each in Name]: Typed<Changeable[Each]> }> {
  type Draft = { [Each in Name]: Typed<Changeable[Each]> }
  const queries = useQueryClient()
  const pick = (of: Connected) => ({ [name]: of[name] }) as Draft // this name and no other
  return useEditing(pick(shown), useRole('admin'), (now, draft) =>
    saveOnto(
      { now, draft },
      async () => {
        const fresh = await queries.fetchQuery({ ...connection, staleTime: 0 })
        // of one that is gone the server says so
        return fresh.status === 'disconnected' ? now : pick(fresh)
      },
      async (merged, fresh) => {
        const patch = patchOf(fresh, merged)
        if (patch === null) return
        const saved = await api<Connection>('PATCH', '/api/v1/integrations/freshchat', patch)
        queries.setQueryData(keys.connection, saved)
      },
    ),
  )
}
