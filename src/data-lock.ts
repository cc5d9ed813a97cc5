import { mkdir, open, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'

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
    const owner = await ownerOf(file)
    if (owner === null || !(await isAlive(owner))) await rm(file, { force: true })
    else if (Date.now() > deadline) {
      throw new DataLocked(
        `${dataDir} is in use by the process ${owner.pid}. Stop it first, or give this one a folder of its own with BATON_DATA.`,
      )
    } else await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS))
  }
}

async function create(file: string): Promise<boolean> {
  const self: Owner = { pid: process.pid, startedAt: await startOf(process.pid), bootId: await bootId() }
  try {
    const handle = await open(file, 'wx', 0o600)
    await handle.writeFile(JSON.stringify(self))
    await handle.close()
    return true
  } catch (fault) {
    if (fault instanceof Error && 'code' in fault && fault.code === 'EEXIST') return false
    throw fault
  }
}

/** null: the file is gone, or was torn when its writer died. */
async function ownerOf(file: string): Promise<Owner | null> {
  try {
    const owner: unknown = JSON.parse(await readFile(file, 'utf8'))
    if (typeof owner !== 'object' || owner === null || !('pid' in owner) || typeof owner.pid !== 'number')
      return null
    return {
      pid: owner.pid,
      startedAt: 'startedAt' in owner && typeof owner.startedAt === 'string' ? owner.startedAt : null,
      bootId: 'bootId' in owner && typeof owner.bootId === 'string' ? owner.bootId : null,
    }
  } catch {
    return null
  }
}

async function isAlive(owner: Owner): Promise<boolean> {
  if (owner.bootId !== null && owner.bootId !== (await bootId())) return false
  if (owner.pid === process.pid) return false
  try {
    process.kill(owner.pid, 0)
  } catch (fault) {
    // EPERM: it lives, under another user
    if (!(fault instanceof Error && 'code' in fault && fault.code === 'EPERM')) return false
  }
  const startedAt = await startOf(owner.pid)
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
