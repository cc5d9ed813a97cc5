import { queryOptions } from '@tanstack/react-query'
import type { presentSettings } from '../../../../src/http/present-settings.ts'
import { apiWithTag, type Tagged } from '../../api.ts'

export type Settings = ReturnType<typeof presentSettings>

/** As somebody types it: what is no number yet is kept as it was typed, for the server to refuse at its field. */
export type Typed<T> = T extends number
  ? T | string
  : T extends object
    ? { [Name in keyof T]: Typed<T[Name]> }
    : T

const path = '/api/v1/settings'

export const settings = queryOptions({
  queryKey: ['settings'],
  queryFn: () => apiWithTag<Settings>('GET', path),
})

/** Only while they stand as `tag` says: else it is refused with 412. */
export const changeSettings = (patch: unknown, tag: string): Promise<Tagged<Settings>> =>
  apiWithTag<Settings>('PATCH', path, patch, tag)
