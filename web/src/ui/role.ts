import { useQuery } from '@tanstack/react-query'
import type { Me } from '../api.ts'
import { me } from '../queries.ts'

const ROLES: Me['member']['role'][] = ['viewer', 'agent', 'admin', 'owner']

/** Whether who is signed in has at least this role; the server asks again. */
export function useRole(least: Me['member']['role']): boolean {
  const { data } = useQuery(me)
  return data !== undefined && ROLES.indexOf(data.member.role) >= ROLES.indexOf(least)
}
