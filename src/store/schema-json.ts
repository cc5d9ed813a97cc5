import type { ColumnType } from 'kysely'

/** A jsonb column: read as T, written through `json()`. */
export type Json<T> = ColumnType<T, string, string>
