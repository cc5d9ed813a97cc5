/** What narrows the audit log, as it stands in the address. */
export interface AuditFilter {
  /** An e-mail address. */
  actor?: string
  action?: string
}

export function auditFilterIn(search: Record<string, unknown>): AuditFilter {
  const text = (name: keyof AuditFilter) => {
    const value = search[name]
    return typeof value === 'string' && value !== '' && value.length <= 200 ? { [name]: value } : {}
  }
  return { ...text('actor'), ...text('action') }
}
