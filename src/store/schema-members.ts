import type { Generated } from 'kysely'

/** Who belongs where, and signs in how: tables without a policy. */

export interface OrganizationTable {
  id: string
  name: string
  slug: string
  logo: string | null
  createdAt: Date
  metadata: string | null
}

export interface SecondFactorsTable {
  user_id: string
  secret_sealed: string
  confirmed_at: Date | null
  last_step: Generated<number>
  recovery_hashes: Generated<string[]>
}

export interface MemberTable {
  id: string
  organizationId: string
  userId: string
  role: string
  createdAt: Date
}

export interface AuthUserTable {
  id: string
  name: string
  email: string
  emailVerified: boolean
  image: string | null
  createdAt: Date
  updatedAt: Date
}
