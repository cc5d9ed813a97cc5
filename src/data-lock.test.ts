import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { lockData } from './data-lock.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

function folderWith(lock: string | null): string {
  const folder = mkdtempSync(join(tmpdir(), 'baton-lock-'))
  folders.push(folder)
  if (lock !== null) writeFileSync(join(folder, 'lock'), lock)
  return folder
}

const DEAD = JSON.stringify({ pid: 2 ** 22 + 1, startedAt: '1', bootId: null })

test.each([
  ['nobody', null],
  ['a process that is gone', DEAD],
  ['a process of before the last boot', JSON.stringify({ pid: 1, startedAt: null, bootId: 'another boot' })],
  ['this pid, in a process of before', JSON.stringify({ pid: process.pid, startedAt: '1', bootId: null })],
  ['a writer that died half-way', '{"pid": 12'],
])('a folder that belongs to %s is taken, and given back', async (_, lock) => {
  const folder = folderWith(lock)
  const unlock = await lockData(folder)
  expect(readdirSync(folder)).toEqual(['lock'])
  await unlock()
  expect(readdirSync(folder)).toEqual([])
})

test('of many who find a dead owner’s lock at once, one has the folder at a time', async () => {
  for (let round = 0; round < 10; round++) {
    const folder = folderWith(DEAD)
    let holders = 0
    let most = 0
    await Promise.all(
      Array.from({ length: 6 }, async () => {
        const unlock = await lockData(folder)
        most = Math.max(most, ++holders)
        await new Promise((resolve) => setImmediate(resolve))
        holders--
        await unlock()
      }),
    )
    expect(most).toBe(1)
  }
}, 60_000)
