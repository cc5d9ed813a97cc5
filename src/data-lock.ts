import { randomUUID } from 'node:crypto'
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

/** Two opens of one PGlite folder corrupt it (measured), so the folder belongs to one process at a time. */
export class DataLocked extends Error {
  override name = 'DataLocked'
}

interface Owner {
  pid: number
  /** When the process began, in the kernel's ticks since boot: a pid that was given again is another process. */
  startedAt: string | null
  bootId: string | null
}

const PATIENCE_MS = 15_000
const ASK_AGAIN_MS = 100

/**
 * Takes `dataDir` for this process; returns how to give it back. A lock left by a process that is gone is taken over. One that is
 * alive is waited for, a while: after `npm` alone was killed, its child needs a moment to notice and stop.
 */
export async function lockData(dataDir: string): Promise<() => Promise<void>> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const file = join(dataDir, 'lock')
  const deadline = Date.now() + PATIENCE_MS
  for (;;) {
    if (await create(file)) return () => rm(file, { force: true })
    const found = await ownerOf(file)
    if (found !== null && (await isAlive(found.owner))) {
      if (Date.now() > deadline) {
        throw new DataLocked(
          `${dataDir} is in use by the process ${found.owner.pid}. Stop it first, or give this one a folder of its own with BATON_DATA.`,
        )
      }
      await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS))
    } else if (found !== null) await takeAway(file, found.text)
  }
}

/** The lock appears whole or not at all: it is written beside and linked into place, which fails where one is. */
async function create(file: string): Promise<boolean> {
  const self: Owner = { pid: process.pid, startedAt: await startOf(process.pid), bootId: await bootId() }
  const beside = `${file}.${process.pid}.${randomUUID()}`
  await writeFile(beside, JSON.stringify(self), { mode: 0o600 })
  try {
    await link(beside, file)
    return true
  } catch (fault) {
    if (fault instanceof Error && 'code' in fault && fault.code === 'EEXIST') return false
    throw fault
  } finally {
    await rm(beside, { force: true })
  }
}

/**
 * A dead owner's lock is moved aside, by one of all who found it. If what was moved is not what was judged (somebody was faster and
 * holds a new one), it is put back.
 */
async function takeAway(file: string, judged: string): Promise<void> {
  const aside = `${file}.${process.pid}.${randomUUID()}`
  try {
    await rename(file, aside)
    if ((await readFile(aside, 'utf8')) !== judged) await link(aside, file).catch(() => {})
  } catch {
    // another was faster
  } finally {
    await rm(aside, { force: true })
  }
}

const ownerSchema = z.object({
  pid: z.number(),
  startedAt: z.string().nullable(),
  bootId: z.string().nullable(),
})

/** null: the file is gone. One that cannot be read belongs to nobody. */
async function ownerOf(file: string): Promise<{ text: string; owner: Owner } | null> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch {
    return null
  }
  try {
    return { text, owner: ownerSchema.parse(JSON.parse(text)) }
  } catch {
    return { text, owner: { pid: 0, startedAt: null, bootId: 'none' } }
  }
}

async function isAlive(owner: Owner): Promise<boolean> {
  if (owner.bootId !== null && owner.bootId !== (await bootId())) return false
  if (owner.pid <= 0) return false
  try {
    process.kill(owner.pid, 0)
  } catch (fault) {
    // EPERM: it lives, under another user
    if (!(fault instanceof Error && 'code' in fault && fault.code === 'EPERM')) return false
  }
  const startedAt = await startOf(owner.pid)
  // a container's next start has the same pid
  if (owner.pid === process.pid && startedAt === null) return false
  return owner.startedAt === null || startedAt === null || owner.startedAt === startedAt
}

/** Linux tells; elsewhere the pid alone must do. */
async function startOf(pid: number): Promise<string | null> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
    // after the name in brackets, which may hold anything; a zombie is gone
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' ? 'zombie' : (fields[19] ?? null)
  } catch {
    return null
  }
}

async function bootId(): Promise<string | null> {
  try {
    return (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim()
  } catch {
    return null
  }
}
