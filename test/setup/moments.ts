import { sql } from 'kysely'
import { asSystem } from '../../src/store/database.ts'
import { engines } from './engines.ts'
import { until, type World } from './world.ts'

/** The quickest engine here; multi-instance tests need PostgreSQL. */
export const engine = engines.at(-1) ?? 'pglite'

export const delivered = (world: World) =>
  until('Freshchat’s deliveries have come', () => world.sandbox.pendingDeliveries() === 0)

export const aiLines = (world: World, customer = 'Ana') =>
  world.chat(customer).filter((line) => line.startsWith('AI:'))

/** When something is owed. */
export const nextDue = (world: World): Promise<Date | null> => soonest(world, 'due_at')

/** The same, or when a session asks for attention by itself, or to be compared with Freshchat. */
export const nextWake = (world: World): Promise<Date | null> => soonest(world, 'wake_at')

async function soonest(world: World, column: 'due_at' | 'wake_at'): Promise<Date | null> {
  const row = await asSystem(world.database.opened.database, (tx) =>
    tx
      .selectFrom('conversations')
      .select(
        sql<Date>`min(greatest(${sql.ref(column)}, coalesce(lease_until, ${sql.ref(column)})))`.as('at'),
      )
      .where(column, 'is not', null)
      .executeTakeFirst(),
  )
  return row?.at ?? null
}

/** Until nothing can happen before time passes. */
export async function idle(world: World, next = nextDue): Promise<void> {
  let calm = 0
  await until('nothing is under way', async () => {
    const at = await next(world)
    const quiet =
      world.sandbox.pendingDeliveries() === 0 &&
      world.baton.underWay() === 0 &&
      (at === null || at > world.clock.now())
    calm = quiet ? calm + 1 : 0
    return calm >= 2
  })
}

/** Lets up to `ms` pass, from one due moment to the next; true when nothing is owed any more. */
export async function pass(world: World, ms: number): Promise<boolean> {
  const end = world.clock.now().getTime() + ms
  for (;;) {
    await idle(world)
    const at = await nextDue(world)
    if (at === null) return true
    if (at.getTime() > end) return false
    world.clock.skip(Math.max(1, at.getTime() - world.clock.now().getTime()))
  }
}

/** Ana asks, and Freshchat takes its time to store our answer; `isLost`: and its own answer to that never comes. */
export async function answerUnderWay(world: World, { isLost = false } = {}): Promise<void> {
  world.sandbox.faults.set('latency', { match: 'POST messages', ms: 400, times: 1 })
  if (isLost) world.sandbox.faults.set('dropAfterStore', { match: 'POST messages', times: 1 })
  world.customer('Ana').says('How long does delivery take?')
  await until('the answer is on its way', () => {
    const calls = world.sandbox.calls().list()
    if (calls.some(({ method }) => method === 'POST')) return true
    if (world.baton.underWay() === 0) world.clock.skip(100)
    return false
  })
}

/** Makes a webhook that will not come now; `late()` delivers it. */
export function late(world: World, action: string, act: () => void): () => void {
  const before = new Set(world.sandbox.state.deliveries().map((each) => each.id))
  world.sandbox.faults.set('drop', { action, times: 1 })
  act()
  world.sandbox.faults.clear('drop')
  const lost = world.sandbox.state
    .deliveries()
    .filter((each) => !before.has(each.id) && each.status === 'dropped')
  if (lost.length !== 1) throw new Error(`expected one lost ${action}, there are ${lost.length}`)
  return () => void world.sandbox.redeliver(lost[0]?.id ?? '')
}

/** Something happens between two transactions: `act` runs to its end before the first transaction begun by what `stack` matches. */
export function justBefore(world: World, stack: RegExp, act: () => Promise<void>): () => boolean {
  let done = false
  beforeEachTransaction(world, (begunBy) => {
    if (done || !stack.test(begunBy)) return null
    done = true
    return act
  })
  return () => done
}

/** What `choose` returns runs to its end before the transaction that this stack has begun; returns what ends that. */
export function beforeEachTransaction(
  world: Pick<World, 'baton'>,
  choose: (stack: string) => (() => Promise<void>) | null,
): () => void {
  const { app } = world.baton
  const real = app.database
  app.database = new Proxy(real, {
    get(target, key) {
      const value = Reflect.get(target, key, target)
      if (typeof value !== 'function') return value
      if (key !== 'transaction') return value.bind(target)
      return () => {
        const act = choose(new Error('where').stack ?? '')
        return actingFirst(target.transaction(), act)
      }
    },
  }) as typeof real
  return () => {
    app.database = real
  }
}

type Builder = ReturnType<World['baton']['app']['database']['transaction']>

function actingFirst(
  builder: Builder,
  act: (() => Promise<void>) | null,
): Pick<Builder, 'setAccessMode' | 'execute'> {
  return {
    // what is left of a builder is all that ours use
    setAccessMode: (mode) => actingFirst(builder.setAccessMode(mode), act) as Builder,
    async execute(work) {
      await act?.()
      return builder.execute(work)
    },
  }
}

/** So much time passes, with all that falls due meanwhile, and all that sessions ask for by themselves. */
export async function later(world: World, ms: number): Promise<void> {
  const end = world.clock.now().getTime() + ms
  for (;;) {
    await idle(world, nextWake)
    const at = await nextWake(world)
    const ahead = Math.min(at?.getTime() ?? end, end) - world.clock.now().getTime()
    if (ahead > 0) world.clock.skip(ahead)
    if (world.clock.now().getTime() >= end) return idle(world, nextWake)
  }
}

/** So much time passes under the eyes of whoever looks after the connection: no step is longer than a look is apart from the next. */
export async function watched(world: World, ms: number): Promise<void> {
  const end = world.clock.now().getTime() + ms
  for (;;) {
    await idle(world, nextWake)
    const ahead = Math.min(10_000, end - world.clock.now().getTime())
    if (ahead <= 0) return
    world.clock.skip(ahead)
  }
}
