import type { Running } from '../../src/serve.ts'
import { beforeEachTransaction } from '../setup/moments.ts'

/** The moments of a turn: before each of its transactions, before each of its calls to Freshchat and after, and while the model thinks. */
export interface Moments {
  /** The turn stops before its `nth` moment from now (1 is the next). */
  stopAt(nth: number): void
  /** What it has stopped before; null: nothing is stopped. */
  stopped(): string | null
  /** Lets it go on; also forgets a stop that was never reached. */
  goOn(): void
  /** The worker of the stopped turn is gone: nothing of what it was about to write or to send happens. */
  die(): void
  /** The worker of the stopped turn does nothing for a while, and its lease runs out. */
  freeze(): void
  /** Turns that are stopped or frozen: nobody waits for these. */
  asleep(): number
  /** A death is over when nothing of the dead worker runs any more. */
  bury(): void
  thinking(): Promise<void>
}

/** Said by what a dead worker tries; no log of it counts. */
export const DEAD = 'the worker is dead'

/** A log tells an error's name. */
class Dead extends Error {
  override name = DEAD
}

/** What a turn writes goes through here; nothing else is a moment of it. */
const OF_A_TURN = /at fenced/
const OF_ITS_LEASE = /at renewLease /

interface Body {
  running: Running
  state: 'alive' | 'dead' | 'frozen'
}

export function openMoments(running: Running[]): Moments {
  let left = 0
  let stop: { at: string; body: Body; wake: () => void } | null = null
  let frozen: { body: Body; wake: () => void } | null = null
  const bodies = running.map((each): Body => ({ running: each, state: 'alive' }))

  const moment = async (body: Body, at: string): Promise<void> => {
    if (body.state === 'dead') throw new Dead()
    if (left === 0 || --left > 0) return
    await new Promise<void>((wake) => {
      stop = { at, body, wake }
    })
    // it may have died meanwhile
    if (bodies.some((each) => each === body && each.state === 'dead')) throw new Dead()
  }

  for (const body of bodies) {
    beforeEachTransaction({ baton: body.running }, (stack) => {
      if (OF_ITS_LEASE.test(stack) && body.state !== 'alive') return () => Promise.reject(new Dead())
      if (!OF_A_TURN.test(stack)) return null
      return () => moment(body, `the transaction in ${callerIn(stack)}`)
    })
    stopAtCalls(body.running, (at) => moment(body, at))
  }

  const wakeUp = (): void => {
    const woken = stop
    stop = null
    woken?.wake()
  }
  return {
    stopAt(nth) {
      left = nth
    },
    stopped: () => stop?.at ?? null,
    goOn() {
      left = 0
      wakeUp()
    },
    die() {
      if (stop !== null) stop.body.state = 'dead'
      wakeUp()
    },
    freeze() {
      if (stop === null) return
      stop.body.state = 'frozen'
      frozen = stop
      stop = null
    },
    asleep: () => (stop === null ? 0 : 1) + (frozen === null ? 0 : 1),
    bury() {
      for (const body of bodies) if (body.running.underWay() === 0) body.state = 'alive'
      if (frozen !== null) frozen.body.state = 'alive'
      frozen?.wake()
      frozen = null
    },
    thinking: async () => {
      const body = bodies.find(({ running: { underWay } }) => underWay() > 0)
      if (body !== undefined) await moment(body, 'the model’s answer')
    },
  }
}

function callerIn(stack: string): string {
  const lines = stack.split('\n').map((line) => /at (?:async )?([\w.]+)/.exec(line)?.[1] ?? '')
  return lines[lines.findLastIndex((line) => line.startsWith('fenced')) + 1] ?? '?'
}

type Freshchat = Running['app']['freshchat']

/** What a turn asks of Freshchat; all else (a customer's card, the account's health) is no moment of it. */
const OF_THE_LINE = [
  'conversation',
  'messages',
  'message',
  'assign',
  'unassign',
  'assignGroup',
  'resolve',
  'reopen',
  'send',
]

function stopAtCalls({ app }: Running, moment: (at: string) => Promise<void>): void {
  const real = app.freshchat
  const seen = new WeakMap<object, ReturnType<Freshchat>>()
  app.freshchat = (connection) => {
    const client = real(connection)
    const known = seen.get(client)
    if (known !== undefined) return known
    const api = new Proxy(client.api, {
      get(target, name) {
        const call = Reflect.get(target, name, target)
        if (typeof call !== 'function' || !OF_THE_LINE.includes(String(name))) return call
        return async (...args: unknown[]) => {
          await moment(`the call ${String(name)}`)
          const answer = await Reflect.apply(call, target, args)
          await moment(`the answer to ${String(name)}`)
          return answer
        }
      },
    })
    const wrapped = { ...client, api, rate: client.rate }
    seen.set(client, wrapped)
    return wrapped
  }
}
