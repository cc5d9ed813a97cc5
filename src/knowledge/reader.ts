import { Worker } from 'node:worker_threads'
import { pageOf } from './html-page.ts'
import { pdfTextOf } from './pdf-text.ts'
import type { Asked, Said } from './reading.ts'
import { UnreadableFile } from './unreadable-file.ts'

/** The program of a process that reads (`reading.ts`): one file after the other, each with one answer. */

/** Beside the heap, whose limit V8 keeps, stand buffers: what a PDF unpacks to. */
const MOST_MB = 768
const LOOK_MS = 100

/** A thread looks, since whoever reads something hostile looks at nothing else; nor does it see that its server is gone. */
new Worker(
  `const [parent, most, every] = ${JSON.stringify([process.ppid, MOST_MB * 1024 * 1024, LOOK_MS])}
  setInterval(() => {
    if (process.ppid !== parent || process.memoryUsage.rss() > most) process.kill(process.pid, 'SIGKILL')
  }, every)`,
  { eval: true },
).unref()

process.on('message', async (asked: Asked) => {
  process.send?.(await said(asked))
})
process.on('disconnect', () => process.exit())

async function said(asked: Asked): Promise<Said> {
  try {
    return { read: asked.kind === 'html' ? pageOf(asked.html, asked.url) : await pdfTextOf(asked.bytes) }
  } catch (error) {
    return error instanceof UnreadableFile ? { unreadable: error.message } : { fault: String(error) }
  }
}
