import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const LIST = join(root, '../shared/data/asvs/asvs-5.0.0.csv')

interface Row {
  id: string
  level: string
  status: string
  'evidence, reason or plan': string
}

const rows: Row[] = parse(readFileSync(join(root, 'docs/security/asvs.csv')), { columns: true })
const NAMED = /(?:src|test|web|docs)\/[\w./-]*\w|\b[\w-]+\.(?:md|json)\b/g

test('every requirement of the list has a status, and a word about it', () => {
  expect(rows.length).toBeGreaterThan(200)
  for (const { id, status, 'evidence, reason or plan': why } of rows) {
    expect(['met', 'not applicable', 'open'], id).toContain(status)
    expect(why.length, id).toBeGreaterThan(5)
  }
})

test('what is met names files that are there', () => {
  for (const { id, status, 'evidence, reason or plan': evidence } of rows) {
    if (status !== 'met') continue
    for (const file of evidence.match(NAMED) ?? [])
      expect(existsSync(join(root, file)), `${id}: ${file}`).toBe(true)
  }
})

test.skipIf(!existsSync(LIST))('the rows are those of levels 1 and 2, in order', () => {
  const all: { req_id: string; L: string }[] = parse(readFileSync(LIST), {
    columns: true,
    relax_column_count: true,
  })
  const expected = all.filter(({ L }) => Number(L) <= 2).map(({ req_id, L }) => [req_id, L])
  expect(rows.map(({ id, level }) => [id, level])).toEqual(expected)
})
