import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { freshDatabase } from './setup/engines.ts'
import { engine } from './setup/moments.ts'

/**
 * Whoever deletes a row looks for what refers to it. Without an index that begins with the reference's columns this reads the whole
 * table, for each row that goes: retention on a large install would take hours.
 */

/** Deleted once in an install's life, if ever; what is theirs goes table by table then. */
const SELDOM_DELETED = ['organization', 'auth_user', 'connections']

test('every reference to what is deleted every day is followed by an index', async () => {
  const { opened, drop } = await freshDatabase(engine)
  const { rows } = await sql<{ reference: string; to: string }>`
    select conrelid::regclass::text || ': ' || pg_get_constraintdef(oid) as reference, confrelid::regclass::text as to
    from pg_constraint as c where contype = 'f' and connamespace = 'public'::regnamespace and not exists (
      select from pg_index where indrelid = c.conrelid
        and (indkey::int2[])[0:cardinality(c.conkey) - 1] @> c.conkey
        and (indpred is null or pg_get_expr(indpred, indrelid) like '(% IS NOT NULL)'))
    order by 1`.execute(opened.database)
  expect(rows.filter(({ to }) => !SELDOM_DELETED.includes(to)).map(({ reference }) => reference)).toEqual([])
  // and what the test looks for can be found
  expect(rows.length).toBeGreaterThan(0)
  await drop()
})
