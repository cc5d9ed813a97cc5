import { z } from 'zod'
import { auditActions } from '../audit.ts'

/** Members, and what belongs to them, as they leave. */

export const memberSchema = z
  .object({
    id: z.string(),
    email: z.string(),
    name: z.string(),
    role: z.string(),
    joinedAt: z.string(),
    twoFactor: z.boolean(),
  })
  .meta({ id: 'Member' })

export const invitationSchema = z
  .object({
    id: z.string(),
    email: z.string(),
    role: z.string(),
    invitedBy: z.string(),
    createdAt: z.string(),
    expiresAt: z.string(),
  })
  .meta({ id: 'Invitation' })

export const apiKeySchema = z
  .object({
    id: z.string(),
    name: z.string(),
    scopes: z.array(z.string()),
    startsWith: z.string(),
    endsWith: z.string(),
    createdBy: z.string(),
    createdAt: z.string(),
  })
  .meta({ id: 'ApiKey' })

export const auditEntrySchema = z
  .object({
    id: z.uuid(),
    at: z.iso.datetime(),
    actor: z.object({
      kind: z.enum(['member', 'api-key']),
      memberId: z.string(),
      email: z.string(),
      keyName: z.string().nullable(),
    }),
    action: z.enum(auditActions),
    subjectId: z.string().nullable().describe('The id of what was changed; null: the organization itself'),
    before: z.unknown().describe('What differs, as it was; null: it was not there'),
    after: z.unknown().describe('What differs, as it is since; null: it is gone'),
  })
  .meta({ id: 'AuditEntry' })

export const signInSchema = z
  .object({
    id: z.string(),
    userAgent: z.string().nullable().describe('As the browser called itself'),
    createdAt: z.string(),
    usedAt: z.string().describe('To the day'),
    isThis: z.boolean(),
  })
  .meta({ id: 'SignIn' })
