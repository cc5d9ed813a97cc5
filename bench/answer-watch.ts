import type { Sandbox } from '../sandbox/sandbox.ts'

const LOOK_EVERY_MS = 1
/** The sandbox keeps a log of 50,000 calls; long before that it is emptied. */
const LONGEST_LOG = 10_000

/** Tells when a message posted over the API has been taken into a conversation, from the sandbox's log of calls. */
export function createAnswerWatch(sandbox: Sandbox) {
  const waiting = new Map<string, (isAnswered: boolean) => void>()
  let read = 0
  /** Calls that had no answer yet when they were read. */
  let open: ReturnType<typeof calls> = []

  function calls() {
    return sandbox.calls().list()
  }

  function look(): void {
    const log = calls()
    const fresh = log.slice(read)
    read = log.length
    const still: typeof open = []
    for (const call of [...open, ...fresh]) {
      const conversationId = /^\/conversations\/([^/?]+)\/messages/.exec(call.path)?.[1]
      if (call.method !== 'POST' || conversationId === undefined) continue
      if (call.status === 0) still.push(call)
      else if (call.status < 300) waiting.get(conversationId)?.(true)
    }
    open = still
    if (read > LONGEST_LOG) forget()
  }

  function forget(): void {
    sandbox.calls().reset()
    read = 0
  }

  setInterval(look, LOOK_EVERY_MS)
  return {
    forget,
    /** False when no answer came within `ms`. */
    answerIn(conversationId: string, ms: number): Promise<boolean> {
      return new Promise((resolve) => {
        const settled = (isAnswered: boolean) => {
          clearTimeout(timer)
          waiting.delete(conversationId)
          resolve(isAnswered)
        }
        const timer = setTimeout(() => settled(false), ms)
        waiting.set(conversationId, settled)
      })
    },
  }
}
