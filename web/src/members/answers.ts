import type { z } from 'zod'
import type { roles, scopeNames } from '../../../src/http/caller.ts'
import type {
  apiKeySchema,
  auditEntrySchema,
  invitationSchema,
  memberSchema,
  signInSchema,
} from '../../../src/http/present-members.ts'

/** What the routes of members answer. */

export type Role = (typeof roles)[number]
export type Scope = (typeof scopeNames)[number]
export type Member = z.infer<typeof memberSchema>
export type Invitation = z.infer<typeof invitationSchema>
export type ApiKey = z.infer<typeof apiKeySchema>
export type SignIn = z.infer<typeof signInSchema>
export type AuditEntry = z.infer<typeof auditEntrySchema>
export type AuditAction = AuditEntry['action']
