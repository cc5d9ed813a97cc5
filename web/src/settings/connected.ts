import type { Connection } from '../api.ts'

export type Connected = Exclude<Connection, { status: 'disconnected' }>
export type Filters = Connected['filters']
