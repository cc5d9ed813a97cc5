import { randomUUID } from 'node:crypto'
import { link, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
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
 *
 * Locks are numbered, `lock.7` held and `free.7` given back, and the highest number counts. Nobody removes the highest, so that of
 * all who judge it dead one can add the next: a lock under one fixed name could be somebody's new one by the time it is removed.
 */
export async function lockData(dataDir: string): Promise<() => Promise<void>> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const deadline = Date.now() + PATIENCE_MS
  for (;;) {
    const last = newest(await marksIn(dataDir))
    const holder = last?.kind === 'lock' ? await ownerOf(join(dataDir, last.file)) : null
    if (holder === null || !(await isAlive(holder))) {
      const unlock = await take(dataDir, (last?.number ?? 0) + 1)
      if (unlock !== null) return unlock
    } else if (Date.now() > deadline) {
      throw new DataLocked(
        `${dataDir} is in use by the process ${holder.pid}. Stop it first, or give this one a folder of its own with BATON_DATA.`,
      )
    } else {
      await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS))
    }
  }
}

interface Mark {
  file: string
  kind: 'lock' | 'free'
  number: number
}

async function marksIn(dataDir: string): Promise<Mark[]> {
  const files = await readdir(dataDir)
  return files.flatMap((file) => {
    const [, kind, number] = /^(lock|free)\.(\d+)$/.exec(file) ?? []
    return number === undefined
      ? []
      : [{ file, kind: kind === 'lock' ? 'lock' : 'free', number: Number(number) }]
  })
}

function newest(marks: Mark[]): Mark | null {
  return marks.reduce<Mark | null>(
    (last, mark) => (last !== null && last.number > mark.number ? last : mark),
    null,
  )
}

/** null: somebody was faster. */
async function take(dataDir: string, number: number): Promise<(() => Promise<void>) | null> {
  const file = `lock.${number}`
  if (!(await create(join(dataDir, file)))) return null
  const others = (await marksIn(dataDir)).filter((mark) => mark.file !== file)
  // Others have held it and gone on since we looked.
  if (others.some((mark) => mark.number >= number)) {
    await rm(join(dataDir, file), { force: true })
    return null
  }
  await Promise.all(others.map((mark) => rm(join(dataDir, mark.file), { force: true })))
  return () => rename(join(dataDir, file), join(dataDir, `free.${number}`))
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

const ownerSchema = z.object({
  pid: z.number(),
  startedAt: z.string().nullable(),
  bootId: z.string().nullable(),
})

/** null: it has been given back, or cannot be read, and belongs to nobody. */
async function ownerOf(file: string): Promise<Owner | null> {
  try {
    return ownerSchema.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch {
    return null
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
