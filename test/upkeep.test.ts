import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { createWorld, until } from './setup/world.ts'

test('the embedded database is cleaned up after much was written to it, which nobody else does', async () => {
  await using world = await createWorld({ engine: 'pglite', watching: true })
  const { database } = world.database.opened
  const pagesOf = async (table: string) => {
    const { rows } = await sql<{ clean: number; known: number }>`
      select relallvisible as clean, reltuples::int as known from pg_class where relname = ${table}`.execute(
      database,
    )
    return rows[0]
  }
  const article = (n: number) => ({
    id: `a${n}`,
    title: `Article ${n}`,
    body: `What number ${n} says. `.repeat(400),
  })
  await world.api(
    'POST',
    '/api/v1/knowledge/import',
    Array.from({ length: 300 }, (_, n) => article(n)),
  )
  expect(await pagesOf('passage_terms')).toMatchObject({ clean: 0 })

  await until('it is clean', async () => {
    world.clock.skip(60_000)
    return ((await pagesOf('passage_terms'))?.clean ?? 0) > 0
  })
  expect((await pagesOf('articles'))?.known).toBeGreaterThanOrEqual(300)
})
