import { setTimeout as pass } from 'node:timers/promises'
import { expect } from 'vitest'
import { inOrganization } from '../../src/store/database.ts'
import type { TestDatabase } from '../setup/engines.ts'
import { waits } from '../setup/figures.ts'
import type { Cable } from './cable.ts'
import { type Chance, createChance } from './chance.ts'
import { eventually, type Program } from './executable.ts'
import { callKind } from './gate.ts'
import { createInstall, type Install } from './install.ts'
import type { Network } from './network.ts'
import { brokenPromises, expectNoneBroken, noteFiguresOf, settled, whatBatonKept } from './promises.ts'
import { ARTICLES, ask, askOffTopic, TOPICS, type Topic } from './questions.ts'

/** One that stands still, or is cut off, may hold a row, until the database ends its transaction: 15 s, and the time of a call. */
export const LET_GO_WITHIN_MS = 25_000
const CUSTOMERS = 30
/** Slow enough that many turns are under way when an instance goes. */
const CALL_TAKES_MS = [200, 700] as const
const PACE = { reply: { settleMs: 200, quietMs: 300, longestWaitMs: 2_000 }, handoff: { confidence: 0.2 } }

export interface Held {
  id: string
  freshchatId: string
  fence: number
  leaseUntil: number
  isOwed: boolean
}

/** Several instances behind one webhook address, on one PostgreSQL, with customers who write. */
export interface Group extends AsyncDisposable {
  install: Install
  programs: Program[]
  cables: Cable[]
  everybodyAsks(): void
  /** The conversations that are held by any of them, once so many are (by default half), and something is just being said. */
  untilManyAreHeld(many?: number): Promise<Held[]>
  /**
   * How long after `since` each conversation that the gone instance held went on: its next call to Freshchat, or its end. Theirs are
   * those whose lease was left to run out; the other instance renews or ends its own.
   */
  whenTheyGoOn(held: Held[], since: number): Promise<number[]>
  settle(): Promise<void>
  /** Of any customer for an answer. */
  longestWaitMs(): number
  report(what: string, faults: number, goesOn?: number[]): Promise<void>
  expectPromisesKept(): Promise<void>
  /** The same once all is settled, and that what the gone one held went on in time. */
  expectGoneOnWithin(ms: number, what: string, goesOn: number[], faults?: number): Promise<void>
}

/** `database`, `network`: as for an install. */
export async function createGroup(
  instances = 2,
  on: { database?: TestDatabase; network?: Network; customers?: number } = {},
): Promise<Group> {
  const { customers = CUSTOMERS } = on
  const chance = createChance()
  const install = await createInstall('postgres', instances, on)
  // as long as Freshchat waits for an answer: an instance that stands still does not hold up a delivery for longer
  install.sandbox.patchSettings({ webhookTimeoutMs: 3_000 })
  const startedAt = Date.now()
  const programs = [install.start(0)]
  for (const program of programs) await install.ready(program, 0)
  await install.setUp(PACE)
  for (let which = 1; which < instances; which++) programs.push(install.start(which))
  for (const [index, program] of programs.entries()) await install.ready(program, index)
  const me = await install.api<{ organization: { id: string } }>('/api/v1/me')

  const calls: { conversationId: string; at: number; kind: string }[] = []
  install.freshchat.onPass = async (passing, forward) => {
    const conversationId = /\/conversations\/([^/?]+)/.exec(passing.path)?.[1] ?? ''
    calls.push({ conversationId, at: passing.at, kind: callKind(passing) })
    await pass(chance.between(...CALL_TAKES_MS))
    return forward()
  }

  const asked = new Map<string, (Topic | null)[]>()
  const heldNow = () => leasesOf(install, me.organization.id)

  const group: Group = {
    install,
    programs,
    cables: install.cables,
    everybodyAsks() {
      for (let index = 1; index <= customers; index++) askOnce(install, chance, `Customer${index}`, asked)
    },
    async untilManyAreHeld(many = customers / 2) {
      let held: Held[] = []
      await eventually(
        'many turns are under way and some send is on its way',
        async () => {
          held = await heldNow()
          const isSending = install.freshchat.underWay().some((passing) => callKind(passing) === 'say')
          return held.length >= many && isSending
        },
        20_000,
      )
      return held
    },
    async whenTheyGoOn(held, since) {
      const open = new Map(held.map((each) => [each.id, each]))
      const theirs = new Map<string, number>()
      await eventually(
        'every conversation goes on',
        async () => {
          for (const now of await rowsOf(install, me.organization.id)) {
            const before = open.get(now.id)
            if (before === undefined) continue
            const isTaken = now.fence !== before.fence
            if (!isTaken && now.leaseUntil !== before.leaseUntil) open.delete(now.id)
            if (!isTaken) continue
            const call = calls.find((each) => each.conversationId === now.freshchatId && each.at > since)
            // Freshchat had carried out the last call of the turn, and its echo told: only the end had to be written down
            const hasEnded = now.leaseUntil === 0 && !now.isOwed
            if (call === undefined && !hasEnded) continue
            theirs.set(now.id, (call?.at ?? Date.now()) - since)
            open.delete(now.id)
          }
          return open.size === 0
        },
        60_000,
        () => `${open.size} of ${held.length} stand still\n${programs.at(-1)?.output()}`,
      )
      return [...theirs.values()]
    },
    settle: () =>
      settled(install, () => `seed ${chance.seed}\n${programs.map((each) => each.output()).join('\n')}`),
    longestWaitMs: () => Math.max(...waits(install.sandbox)),
    async report(what, faults, goesOn = []) {
      const kept = await whatBatonKept(install)
      const broken = brokenPromises(install, kept)
      noteFiguresOf(install, kept, broken, faults)
      process.stderr.write(
        `${JSON.stringify({
          test: what,
          seed: chance.seed,
          conversations: install.sandbox.state.conversations().length,
          ...(goesOn.length === 0
            ? {}
            : {
                heldByTheOneThatWent: goesOn.length,
                goOnAfterMs: { longest: Math.max(...goesOn), shortest: Math.min(...goesOn) },
              }),
          longestWaitSec: Math.max(...waits(install.sandbox)) / 1000,
          doubled: broken.doubled.length,
          lost: broken.lost.length,
          wrong: broken.wrong.length,
          outOfOrder: outOfOrder(install, asked).length,
          tookSec: Math.round((Date.now() - startedAt) / 1000),
        })}\n`,
      )
    },
    async expectPromisesKept() {
      const broken = brokenPromises(install, await whatBatonKept(install))
      expectNoneBroken(broken, `seed ${chance.seed}`)
      expect(outOfOrder(install, asked), `seed ${chance.seed}`).toEqual([])
      expect(install.sandbox.state.conversations()).toHaveLength(customers)
    },
    async expectGoneOnWithin(ms, what, goesOn, faults = 1) {
      await group.settle()
      await group.report(what, faults, goesOn)
      expect(goesOn.length).toBeGreaterThan(0)
      expect(Math.max(...goesOn)).toBeLessThanOrEqual(ms)
      await group.expectPromisesKept()
    },
    [Symbol.asyncDispose]: () => install[Symbol.asyncDispose](),
  }
  return group
}

/** Every fifth customer comes to a question beyond the knowledge, every fourth asks two things in one breath. */
function askOnce(
  { sandbox }: Install,
  chance: Chance,
  customer: string,
  asked: Map<string, (Topic | null)[]>,
): void {
  const before = asked.get(customer) ?? []
  if (before.includes(null)) return
  const howMany = chance.next() < 0.25 ? 2 : 1
  const open = chance.shuffled(TOPICS).filter((topic) => !before.includes(topic))
  const topics = chance.next() < 0.2 ? [null] : open.slice(0, howMany)
  asked.set(customer, [...before, ...topics])
  for (const topic of topics) {
    const marker = `${customer} ${topic}`
    sandbox.actors.customerSays({ customer, text: topic === null ? askOffTopic(marker) : ask(topic, marker) })
  }
}

async function leasesOf(install: Install, organizationId: string): Promise<Held[]> {
  const now = Date.now()
  return (await rowsOf(install, organizationId)).filter((row) => row.leaseUntil > now)
}

/** Who holds what is nowhere to be seen from outside, so this alone looks into the database. */
async function rowsOf({ database }: Install, organizationId: string): Promise<Held[]> {
  if (database === null) throw new Error('Several instances share a PostgreSQL')
  const rows = await inOrganization(database.opened.database, organizationId, (tx) =>
    tx.selectFrom('conversations').select(['id', 'freshchat_id', 'fence', 'lease_until', 'due_at']).execute(),
  )
  return rows.map((row) => ({
    id: row.id,
    freshchatId: row.freshchat_id,
    fence: row.fence,
    leaseUntil: row.lease_until?.getTime() ?? 0,
    isOwed: row.due_at !== null,
  }))
}

/** Conversations in which a later question was answered before an earlier one. */
function outOfOrder({ sandbox }: Install, asked: Map<string, (Topic | null)[]>): string[] {
  return sandbox.state.conversations().flatMap(({ id, userId }) => {
    const name = sandbox.state.users().find((user) => user.id === userId)?.first_name ?? ''
    const questions = asked.get(name) ?? []
    const answered = sandbox.state
      .transcript(id)
      .filter((line) => line.kind === 'ai' && !line.isPrivate)
      .flatMap((line) => ARTICLES.find((article) => article.body === line.text)?.id ?? [])
      .map((topic) => questions.indexOf(topic))
    const isInOrder = answered.every((at, index) => at >= (answered[index - 1] ?? 0))
    return isInOrder ? [] : [`${name} asked ${questions.join(', ')} and was answered ${answered.join(', ')}`]
  })
}
