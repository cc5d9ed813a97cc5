/** Who asks, and in which organization: what every guarded operation is handed. */
export interface Caller {
  kind: 'member' | 'api-key'
  /** The member who signed in, or who made the key. */
  memberId: string
  userId: string
  email: string
  name: string
  role: Role
  /** `['*']` for a member; a key's own. */
  scopes: string[]
  organizationId: string
  organizationName: string
  /** The session's id for a member who signed in; null for a key. */
  sessionId: string | null
  /** What the key is called; null for a member who signed in. */
  keyName: string | null
}

export const roles = ['viewer', 'agent', 'admin', 'owner'] as const
export type Role = (typeof roles)[number]

export const scopeNames = [
  'connection',
  'sessions',
  'knowledge',
  'settings',
  'members',
  'privacy',
  'ask',
] as const
export type Scope = `${(typeof scopeNames)[number]}:${'read' | 'write'}`

/** The least role for each scope. A viewer reads; an agent also works; what concerns the whole organization is an admin's. */
const leastRole: Record<Scope, Role> = {
  'sessions:read': 'viewer',
  'sessions:write': 'agent',
  'knowledge:read': 'viewer',
  'knowledge:write': 'agent',
  'settings:read': 'viewer',
  'settings:write': 'admin',
  'connection:read': 'admin',
  'connection:write': 'admin',
  'members:read': 'admin',
  'members:write': 'admin',
  'privacy:read': 'admin',
  'privacy:write': 'admin',
  'ask:read': 'viewer',
  'ask:write': 'agent',
}

export const scopes = Object.keys(leastRole) as Scope[] // the keys of a Record<Scope, …> are all scopes

export function isRole(text: string): text is Role {
  return (roles as readonly string[]).includes(text) // includes() wants the narrow type it is to find out
}

/** Whether the role reaches the scope, and the scopes (a key's) hold it; write includes read. */
export function may(caller: Pick<Caller, 'role' | 'scopes'>, scope: Scope): boolean {
  return roleReaches(caller.role, scope) && holds(caller.scopes, scope)
}

export function roleReaches(role: Role, scope: Scope): boolean {
  return roles.indexOf(role) >= roles.indexOf(leastRole[scope])
}

/** Nobody gives more than they hold: no role above their own and, by a key, none that reaches further than its scopes. */
export function mayGive(caller: Pick<Caller, 'role' | 'scopes'>, role: Role): boolean {
  return (
    roles.indexOf(role) <= roles.indexOf(caller.role) &&
    scopes.every((scope) => !roleReaches(role, scope) || holds(caller.scopes, scope))
  )
}

export function holds(held: string[], scope: Scope): boolean {
  return held.includes('*') || held.includes(scope) || held.includes(scope.replace(/:read$/, ':write'))
}
