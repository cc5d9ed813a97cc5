import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { lockData } from './data-lock.ts'

const slow = vi.hoisted(() => {
  // another file's tests may have read it already, with the real file system
  vi.resetModules()
  return { beforeLink: null as (() => Promise<void>) | null, links: 0 }
})
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>()
  const link: typeof real.link = async (...args) => {
    const meanwhile = slow.beforeLink
    slow.beforeLink = null
    await meanwhile?.()
    await real.link(...args)
    slow.links++
  }
  return { ...real, link }
})

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

function folderWith(lock: string | null): string {
  const folder = mkdtempSync(join(tmpdir(), 'baton-lock-'))
  folders.push(folder)
  if (lock !== null) writeFileSync(join(folder, 'lock.7'), lock)
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
  expect(readdirSync(folder)).toEqual([lock === null ? 'lock.1' : 'lock.8'])
  await unlock()
  expect(readdirSync(folder)).toEqual([lock === null ? 'free.1' : 'free.8'])
  const again = await lockData(folder)
  expect(readdirSync(folder)).toEqual([lock === null ? 'lock.2' : 'lock.9'])
  await again()
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

test('one who was slow to take what others have had and given back meanwhile does not have it beside them', async () => {
  const folder = folderWith(DEAD)
  let unlockTheirs = async () => {}
  slow.beforeLink = async () => {
    await (await lockData(folder))()
    unlockTheirs = await lockData(folder)
    slow.links = 0
  }
  const ours = lockData(folder)
  await vi.waitFor(() => {
    expect(slow.links).toBe(1)
    expect(readdirSync(folder)).toEqual(['lock.9'])
  }, 10_000)
  await unlockTheirs()
  const unlock = await ours
  expect(readdirSync(folder)).toEqual(['lock.10'])
  await unlock()
})
