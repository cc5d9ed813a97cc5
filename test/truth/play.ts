import type { FaultKind } from '../../sandbox/faults.ts'
import { delivered } from '../setup/moments.ts'
import type { Act, Happening, Trouble, Webhook } from './events.ts'
import { type Ledger, MEMBER_SAYS, YES } from './facts.ts'
import type { Fact } from './model.ts'
import { question, wish } from './speaker.ts'
import type { Stage } from './stage.ts'

/** Plays a sequence against the real Baton and the sandbox. */

export interface Played {
  customer: string
  ledger: Ledger
  /** What happened indeed, for the story: what could not happen was left out. */
  happened: { happening: Happening; stoppedAt: string | null }[]
}

const AI = 'ai@acme.test'
/** While Freshchat is away or the AI is paused there is no rest; so much time passes instead. */
const A_WHILE_MS = 45_000
const PEOPLES_PACE_MS = 4_000
const RENEWED_AFTER_MS = 9_000
/** What no webhook told is found within that time. */
const COMPARED_WITHIN_MS = 15 * 60_000
const SPREAD_MS = 61_000

export interface Player {
  played: Played
  /** Makes one happening happen. */
  next(happening: Happening): Promise<void>
  /** All that was kept back comes, all that was wrong is well; until nothing is owed. */
  rest(): Promise<void>
}

export function openPlayer(stage: Stage): Player {
  const { world, moments } = stage
  const { sandbox, clock } = world
  const customer = stage.newCustomer()
  const ledger: Ledger = { people: new Map(), members: [] }
  const played: Played = { customer, ledger, happened: [] }
  let no = 0
  let isUnwell = false
  let isPaused = false
  /** Kept back: by which event they come at the latest. */
  let kept: { ids: string[]; due: number }[] = []
  let count = 0

  const run = () => stage.run(isUnwell || isPaused ? A_WHILE_MS : Number.POSITIVE_INFINITY)

  const bring = async (all: boolean) => {
    for (const { ids, due } of kept) if (all || due <= count) for (const id of ids) sandbox.redeliver(id)
    kept = kept.filter(({ due }) => !all && due > count)
    await delivered(world)
  }

  /** A person acts in Freshchat; what its webhooks do is decided here and now. */
  const acts = async (by: 'customer' | 'rep' | 'rule', webhook: Webhook, act: () => void) => {
    const troubles = sandbox.faults.list()
    const ours: FaultKind[] = ['drop', 'duplicate']
    for (const kind of ours) sandbox.faults.clear(kind)
    if (webhook === 'twice') sandbox.faults.set('duplicate', {})
    if (webhook === 'lost' || typeof webhook === 'object') sandbox.faults.set('drop', {})
    const before = new Set(sandbox.state.deliveries().map(({ id }) => id))
    act()
    for (const kind of ours) sandbox.faults.clear(kind)
    if (troubles.drop) sandbox.faults.set('drop', troubles.drop)
    if (troubles.duplicate) sandbox.faults.set('duplicate', troubles.duplicate)
    const fresh = sandbox.state.deliveries().filter(({ id }) => !before.has(id))
    for (const { id } of fresh)
      ledger.people.set(id, {
        by,
        isHeard: webhook === 'in time' || webhook === 'twice',
        isLost: webhook === 'lost',
      })
    const ids = fresh.map(({ id }) => id)
    if (typeof webhook === 'object') kept.push({ ids, due: count + webhook.late })
    await delivered(world)
  }

  const member = async (does: Extract<Act, { who: 'member' }>['does']): Promise<boolean> => {
    const [session] = await world.sessions(customer).catch(() => [])
    if (session === undefined || session.status !== 'open') return false
    const at = clock.now().getTime()
    const [path, body, fact] = MEMBER_ACTS[does](at)
    const response = await fetch(`${world.baton.url}/api/v1/sessions/${session.id}/${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${world.apiKey}`, 'content-type': 'application/json' },
      ...(body === null ? {} : { body: JSON.stringify(body) }),
    })
    await response.text()
    if (!response.ok) return false
    const seq = Math.max(0, ...sandbox.state.deliveries().map((each) => each.seq))
    ledger.members.push({ seq: seq + 0.4, fact: { kind: 'member-acts', at } }, { seq: seq + 0.5, fact })
    return true
  }

  /** False: that cannot happen now. */
  const make = async ({ act, webhook }: Happening): Promise<boolean> => {
    switch (act.who) {
      case 'customer': {
        const text = textOf(act.does, () => ++no)
        await acts('customer', webhook, () => world.customer(customer).says(text))
        return true
      }
      case 'rep': {
        const isOver = world.freshchat(customer).status === 'resolved'
        if (act.does === 'reopens' ? !isOver : isOver && act.does === 'resolves') return false
        await acts('rep', webhook, () => repActs(act.does))
        return true
      }
      case 'rule':
        if (world.freshchat(customer).status === 'resolved') return false
        await acts('rule', webhook, () => ruleActs(act.does))
        return true
      case 'member':
        return member(act.does)
      case 'admin':
        isPaused = act.does === 'pauses'
        await world.api('PATCH', '/api/v1/settings', { paused: isPaused })
        return true
      case 'time':
        // a turn that has stopped keeps its lease
        clock.skip(moments.stopped() === null ? act.ms : Math.min(act.ms, 2_000))
        return true
      case 'worker':
        return act.does === 'dies' ? dies() : freezes()
      case 'Freshchat':
        await troubles(act.does)
        return true
    }
  }

  const repActs = (does: Extract<Act, { who: 'rep' }>['does']) => {
    const ben = world.rep('Ben')
    switch (does) {
      case 'replies':
        return ben.replies(customer, 'I have it from here.')
      case 'notes':
        return ben.notes(customer, 'A good customer.')
      case 'notes /baton take':
        return ben.notes(customer, '/baton take')
      case 'notes /baton stop':
        return ben.notes(customer, '/baton stop')
      case 'takes it':
        return ben.assigns(customer, { agent: 'Ben' })
      case 'gives it to the AI':
        return ben.assigns(customer, { agent: AI })
      case 'gives it to nobody':
        return ben.assigns(customer, { agent: null })
      case 'resolves':
        return ben.resolves(customer)
      case 'reopens':
        return ben.reopens(customer)
    }
  }

  const ruleActs = (does: Extract<Act, { who: 'rule' }>['does']) => {
    const { rule } = world
    switch (does) {
      case 'gives it to a rep':
        return rule.assigns(customer, { agent: 'Rosa' })
      case 'gives it to the AI':
        return rule.assigns(customer, { agent: AI })
      case 'gives it to nobody':
        return rule.assigns(customer, { agent: null })
      case 'moves it to Billing':
        return rule.assigns(customer, { group: 'Billing' })
      case 'resolves':
        return rule.resolves(customer)
    }
  }

  const dies = async (): Promise<boolean> => {
    if (moments.stopped() === null) return false
    moments.die()
    await stage.run(0)
    moments.bury()
    return true
  }

  /** What is being sent cannot be told from what Freshchat stores late: a worker does not fall asleep there. */
  const freezes = async (): Promise<boolean> => {
    const at = moments.stopped()
    if (at === null || stage.workers.length === 1 || /^the call (?!conversation|messages)/.test(at))
      return false
    moments.freeze()
    clock.skip(RENEWED_AFTER_MS)
    await run()
    moments.bury()
    return true
  }

  const troubles = async (does: Trouble) => {
    const { faults } = sandbox
    if (does === 'is well again') return well()
    if (does === 'is away' || does === 'refuses the token') isUnwell = true
    TROUBLES[does](faults)
  }

  /** An admin asks whether the connection works, as whoever looks after it does every half minute. */
  const well = async () => {
    const held = sandbox.faults.list()
    for (const kind of Object.keys(held)) sandbox.faults.clear(kind as FaultKind) // its own keys
    isUnwell = false
    await world.api('POST', '/api/v1/integrations/freshchat/test')
  }

  return {
    played,
    async next(happening) {
      count++
      const { when } = happening
      if (when === 'at rest' || typeof when === 'number') {
        moments.goOn()
        if (typeof when === 'number') moments.stopAt(when)
        await run()
      }
      await bring(false)
      // people take their time, and never act in the same instant
      clock.skip(when === 'at rest' ? PEOPLES_PACE_MS : 50)
      const stoppedAt = moments.stopped()
      if (await make(happening)) played.happened.push({ happening, stoppedAt })
    },
    async rest() {
      moments.goOn()
      moments.bury()
      await well()
      if (isPaused) await world.api('PATCH', '/api/v1/settings', { paused: false })
      isPaused = false
      await bring(true)
      await stage.run(Number.POSITIVE_INFINITY)
      // echoes that were kept back come last
      const conversationId = world.conversationOf(customer)
      const echoes = sandbox.state
        .deliveries()
        .filter(
          ({ id, status, conversationId: of }) =>
            of === conversationId && status === 'dropped' && !ledger.people.has(id),
        )
      for (const { id } of echoes) sandbox.redeliver(id)
      await stage.run(Number.POSITIVE_INFINITY)
      if (![...ledger.people.values()].some(({ isLost }) => isLost)) return
      clock.skip(COMPARED_WITHIN_MS)
      await stage.run(Number.POSITIVE_INFINITY)
      // what had ended is looked at once more after an absence, within a minute
      clock.skip(SPREAD_MS)
      await stage.run(Number.POSITIVE_INFINITY)
    },
  }
}

function textOf(does: Extract<Act, { who: 'customer' }>['does'], next: () => number): string {
  switch (does) {
    case 'asks':
      return question(next())
    case 'asks for a person':
      return wish(next())
    case 'says it is solved':
      return 'Thanks, that solved it!'
    case 'says goodbye':
      return 'bye'
    case 'says yes':
      return YES
  }
}

const HEARD = { isHeard: true, isLost: false }

const MEMBER_ACTS: Record<
  Extract<Act, { who: 'member' }>['does'],
  (at: number) => [path: string, body: object | null, fact: Fact]
> = {
  'takes over': (at) => ['take-over', null, { kind: 'member-takes', at }],
  'hands back': (at) => ['hand-back', null, { kind: 'given-to-ai', at, ...HEARD, by: 'member' }],
  replies: (at) => [
    'messages',
    { text: `${MEMBER_SAYS}three days.` },
    { kind: 'person-answers', at, ...HEARD },
  ],
  resolves: (at) => ['resolve', null, { kind: 'member-ends', at }],
}

type Faults = Stage['world']['sandbox']['faults']

const TROUBLES: Record<Exclude<Trouble, 'is well again'>, (faults: Faults) => void> = {
  'fails once': (faults) => faults.set('status', { code: 503, times: 1 }),
  'fails twice': (faults) => faults.set('status', { code: 500, times: 2, skip: 1 }),
  'says too many': (faults) => faults.set('rateLimit', { times: 1, retryAfterSec: 3 }),
  'loses an answer': (faults) => faults.set('dropAfterStore', { match: 'POST messages', times: 1 }),
  'loses an answer to an act': (faults) =>
    faults.set('dropAfterStore', { match: 'PUT conversation', times: 1 }),
  'fails and stores': (faults) =>
    faults.set('status', { match: 'POST messages | PUT conversation', code: 502, stored: true, times: 1 }),
  'echoes first': (faults) =>
    faults.set('echoFirst', { match: 'POST messages | PUT conversation', times: 3 }),
  'repeats our echoes': (faults) => faults.set('duplicate', { times: 4 }),
  'keeps our echoes back': (faults) => faults.set('drop', { times: 3 }),
  'is away': (faults) => faults.set('status', { code: 503 }),
  'refuses the token': (faults) => faults.set('revokedToken', {}),
}
