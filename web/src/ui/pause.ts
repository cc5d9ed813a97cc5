import { useMutation, useMutationState, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '../api.ts'
import { keys, overview } from '../queries.ts'

const CHANGE = ['paused']

/** The switch that stops every visible send (C11). `paused` undefined: not known yet. */
export function usePause(): {
  paused: boolean | undefined
  isChanging: boolean
  setPaused(paused: boolean): void
} {
  const queries = useQueryClient()
  const { data } = useQuery(overview)
  const change = useMutation({
    mutationKey: CHANGE,
    mutationFn: (paused: boolean) => api('PATCH', '/api/v1/settings', { paused }),
    onSettled: () => queries.invalidateQueries({ queryKey: keys.overview }),
  })
  return { paused: data?.paused, isChanging: change.isPending, setPaused: change.mutate }
}

/** What somebody wanted last, here or in the commands, and why it is not so; null: it is. */
export function usePauseFault(): { wanted: boolean; fault: Error } | null {
  const { data } = useQuery(overview)
  const last = useMutationState({ filters: { mutationKey: CHANGE }, select: ({ state }) => state }).at(-1)
  if (!last?.error || data?.paused === last.variables) return null
  return { wanted: last.variables === true, fault: last.error }
}
