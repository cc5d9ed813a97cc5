import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '../api.ts'
import { keys, overview } from '../queries.ts'

/** The switch that stops every visible send (C11). `paused` undefined: not known yet. */
export function usePause(): {
  paused: boolean | undefined
  isChanging: boolean
  setPaused(paused: boolean): void
} {
  const queries = useQueryClient()
  const { data } = useQuery(overview)
  const change = useMutation({
    mutationFn: (paused: boolean) => api('PATCH', '/api/v1/settings', { paused }),
    onSettled: () => queries.invalidateQueries({ queryKey: keys.overview }),
  })
  return { paused: data?.paused, isChanging: change.isPending, setPaused: change.mutate }
}
