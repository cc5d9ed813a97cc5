/** One change that somebody made to what Baton does or keeps. */
export interface AuditEntry {
  id: string
  at: Date
  actor: Actor
  action: AuditAction
  /** The id of what was changed; null: the organization itself. */
  subjectId: string | null
  /** What differs; null: there was nothing before, or there is nothing any more. */
  before: unknown
  after: unknown
}

/** Who did it. `keyName`: of the API key that they used, null for a signed-in member. */
export interface Actor {
  kind: 'member' | 'api-key'
  memberId: string
  email: string
  keyName: string | null
}

export const auditActions = [
  'connection.saved',
  'connection.changed',
  'connection.disconnected',
  'settings.changed',
  'alerts.secret_shown',
  'article.added',
  'article.changed',
  'article.removed',
  'knowledge.imported',
  'knowledge.emptied',
  'website.added',
  'website.changed',
  'website.removed',
  'website.crawl_started',
  'website.crawl_cancelled',
  'phrasing.accepted',
  'phrasing.dismissed',
  'session.taken_over',
  'session.handed_back',
  'session.resolved',
  'session.written_in',
  'session.bundled',
  'answer.flagged',
  'customer.exported',
  'customer.erased',
  'organization.made',
  'api_key.made',
  'api_key.removed',
  'password.changed',
  'password.reset',
  'second_factor.turned_on',
  'second_factor.turned_off',
  'member.invited',
  'invitation.withdrawn',
  'member.joined',
  'member.role_changed',
  'member.removed',
  'member.signed_out',
  'member.reset_link_made',
] as const
export type AuditAction = (typeof auditActions)[number]
