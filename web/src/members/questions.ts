import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { get, type Page } from '../api.ts'
import type { ApiKey, AuditEntry, Invitation, Member, SignIn } from './answers.ts'
import type { AuditFilter } from './audit-filter.ts'

/** What the pages about members ask for. */

export const members = queryOptions({
  queryKey: ['members'],
  queryFn: () => get<Page<Member>>('/api/v1/members'),
})

export const invitations = queryOptions({
  queryKey: ['invitations'],
  queryFn: () => get<Page<Invitation>>('/api/v1/invitations'),
})

export const apiKeys = queryOptions({
  queryKey: ['api-keys'],
  queryFn: () => get<Page<ApiKey>>('/api/v1/api-keys'),
})

export const signIns = queryOptions({
  queryKey: ['sign-ins'],
  queryFn: () => get<Page<SignIn>>('/api/v1/me/sign-ins'),
})

export const twoFactor = queryOptions({
  queryKey: ['two-factor'],
  queryFn: () => get<{ isOn: boolean; recoveryCodesLeft: number }>('/api/v1/me/two-factor'),
})

export const auditLog = (filter: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: ['audit', filter] as const,
    queryFn: ({ pageParam }) => {
      const asked = new URLSearchParams({ ...filter, limit: '50' })
      if (pageParam !== '') asked.set('cursor', pageParam)
      return get<Page<AuditEntry>>(`/api/v1/audit?${asked}`)
    },
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
  })
