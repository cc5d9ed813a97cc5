import type { ColumnType } from 'kysely'

/** A jsonb column: read as T, written through `json()`. */
export type Json<T> = ColumnType<T, string, string>

/** The same, with a default of the table's. */
export type JsonWithDefault<T> = ColumnType<T, string | undefined, string>
