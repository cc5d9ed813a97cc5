import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { asSystem, inOrganization, json } from '../src/store/database.ts'
import { engines, freshDatabase } from './setup/engines.ts'
import { fillEveryTable } from './setup/every-table.ts'
import { createWorld } from './setup/world.ts'

/** Tables without a policy, each with its reason. A new table must either have one or stand here. */
const WITHOUT_POLICY: Record<string, string> = {
  auth_user: 'better-auth’s: a person may belong to several organizations',
  auth_session: 'better-auth’s: read before an organization is known',
  auth_account: 'better-auth’s: passwords of persons, not of organizations',
  auth_verification: 'better-auth’s: one-time tokens of persons',
  organization: 'better-auth’s: the list of organizations itself',
  member: 'better-auth’s: says which organizations a person may enter',
  second_factors: 'a person’s, who may belong to several organizations: asked for before one is known',
  invitation: 'better-auth’s: read by who is invited, before belonging',
  apikey: 'better-auth’s: read by its hash, before an organization is known',
  kysely_migration: 'which migrations have run',
  kysely_migration_lock: 'who migrates',
}

describe.each(engines)('organizations on %s', (engine) => {
  test('every table has a forced policy, or stands in the list with its reason', async () => {
    const { opened, drop } = await freshDatabase(engine)
    const { rows } = await sql<{ name: string; forced: boolean }>`
      select relname as name, relrowsecurity and relforcerowsecurity as forced
      from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1`.execute(
      opened.database,
    )
    await drop()
    expect(
      rows.filter(({ name, forced }) => !forced && !(name in WITHOUT_POLICY)).map(({ name }) => name),
    ).toEqual([])
    expect(
      rows.filter(({ name, forced }) => forced && name in WITHOUT_POLICY).map(({ name }) => name),
    ).toEqual([])
    expect(rows.length).toBeGreaterThan(20)
  })

  test('as the application’s role an organization sees and writes its own rows only, and none when none is set', async () => {
    await using world = await createWorld({ engine })
    await fillEveryTable(world)
    const { database } = world.database.opened
    const me = await world.api<{ organization: { id: string } }>('GET', '/api/v1/me')
    const other = { id: 'other' }
    await database
      .insertInto('organization')
      .values({
        id: other.id,
        name: 'Other',
        slug: 'other',
        logo: null,
        createdAt: new Date(),
        metadata: null,
      })
      .execute()

    const { rows: tables } = await sql<{ name: string }>`
      select c.relname as name from pg_class c where relkind = 'r' and relrowsecurity and relnamespace = 'public'::regnamespace`.execute(
      database,
    )
    const counts = async (organizationId: string | null) => {
      const read = async (tx: Parameters<Parameters<typeof inOrganization>[2]>[0]) => {
        const found: Record<string, number> = {}
        for (const { name } of tables) {
          const { rows } = await sql<{
            n: number
          }>`select count(*)::int as n from ${sql.table(name)}`.execute(tx)
          found[name] = rows[0]?.n ?? -1
        }
        return found
      }
      if (organizationId !== null) return inOrganization(database, organizationId, read)
      return database.transaction().execute(async (tx) => {
        await sql`select set_config('role', 'baton_app', true)`.execute(tx)
        return read(tx)
      })
    }

    const own = await counts(me.organization.id)
    expect(Object.keys(own).filter((name) => own[name] === 0)).toEqual([])
    expect(Object.values(await counts(other.id)).every((n) => n === 0)).toBe(true)
    expect(Object.values(await counts(null)).every((n) => n === 0)).toBe(true)

    const smuggle = inOrganization(database, other.id, (tx) =>
      tx
        .insertInto('contacts')
        .values({
          id: randomUUID(),
          organization_id: me.organization.id,
          freshchat_id: 'x',
          properties: json([]),
        })
        .execute(),
    )
    await expect(smuggle).rejects.toThrow(/row-level security/)
    const steal = await inOrganization(database, other.id, (tx) =>
      tx.updateTable('messages').set({ text: 'mine' }).executeTakeFirst(),
    )
    expect(steal.numUpdatedRows).toBe(0n)
  })

  test('the system’s role sees whose a secret is and what is due, and nothing else', async () => {
    await using world = await createWorld({ engine })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    const { database } = world.database.opened
    const ids = await asSystem(database, (tx) =>
      tx.selectFrom('connections').select(['organization_id']).execute(),
    )
    expect(ids).toHaveLength(1)
    for (const column of ['token_sealed', 'domain', 'public_key'] as const) {
      await expect(
        asSystem(database, (tx) => tx.selectFrom('connections').select(column).execute()),
      ).rejects.toThrow(/permission denied/)
    }
    for (const table of ['messages', 'sessions', 'contacts', 'deliveries', 'settings'] as const) {
      await expect(asSystem(database, (tx) => tx.selectFrom(table).selectAll().execute())).rejects.toThrow(
        /permission denied/,
      )
    }
  })
})
