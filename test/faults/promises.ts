import { expect } from 'vitest'
import type { Line } from '../../sandbox/view.ts'
import { noteFigures, waits } from '../setup/figures.ts'
import { eventually } from './executable.ts'
import type { Install } from './install.ts'
import { answerTo } from './questions.ts'

/** What holds whatever was killed, each broken promise as a sentence; an empty list is what one hopes for. */

interface SessionJson {
  id: string
  conversationId: string
  status: string
  owner: string
  handoff: { reason: string } | null
  leaks: number
}

interface MessageJson {
  freshchatId: string | null
  author: { kind: string }
  private: boolean
  text: string
}

interface TurnJson {
  finishedAt: string | null
}

export interface Kept {
  session: SessionJson
  messages: MessageJson[]
  turns: TurnJson[]
}

const isCustomer = (line: Line) => line.kind === 'customer'
const isNote = (line: Line) => line.kind === 'ai' && line.isPrivate
const isAnswer = (line: Line) => line.kind === 'ai' && !line.isPrivate

/**
 * Seen from Freshchat: everybody has been answered or handed to people, and nothing is on its way. Each question is looked at by
 * itself: the answer to an earlier one may come after it.
 */
function whoWaits({ sandbox, freshchat, baton }: Install): string[] {
  const waiting = [...freshchat.underWay(), ...baton.underWay()].map(
    ({ method, path }) => `${method} ${path}`,
  )
  const gaveUp = sandbox.state.deliveries().filter((delivery) => delivery.status === 'failed')
  if (gaveUp.length > 0)
    throw new Error(`Freshchat gave up on ${gaveUp.length} deliveries: this proves nothing`)
  if (sandbox.pendingDeliveries() > 0) waiting.push(`${sandbox.pendingDeliveries()} deliveries`)
  for (const { id, agentId } of sandbox.state.conversations()) {
    const lines = sandbox.state.transcript(id)
    const isOpen = lines.some((line, at) => isCustomer(line) && !isAnsweredIn(lines.slice(at), line.text))
    const handedOff = lines.some(isNote) && agentId === null
    if (isOpen && !handedOff) waiting.push(shown(lines))
  }
  return waiting
}

function isAnsweredIn(lines: Line[], question: string): boolean {
  const answer = answerTo(question)
  return answer !== null && lines.some((line) => isAnswer(line) && line.text.includes(answer))
}

/** What Baton has of it all, read over its API. */
export async function whatBatonKept(install: Install): Promise<Kept[]> {
  const sessions = await everyItem<SessionJson>(install, '/api/v1/sessions')
  return Promise.all(
    sessions.map(async (session) => ({
      session,
      messages: await everyItem<MessageJson>(install, `/api/v1/sessions/${session.id}/messages`),
      turns: await everyItem<TurnJson>(install, `/api/v1/sessions/${session.id}/turns`),
    })),
  )
}

/** For the table of what was broken; `faults`: how many were injected. */
export function noteFiguresOf(
  { sandbox }: Install,
  kept: Kept[],
  { doubled }: { doubled: string[] },
  faults: number,
): void {
  noteFigures({
    faults,
    leaks: kept.reduce((sum, { session }) => sum + session.leaks, 0),
    doubles: doubled.length,
    silenceMs: Math.max(...waits(sandbox)),
  })
}

/** A doubtful send is looked for until 30 s after it; the rest is restarts and patience. */
const SETTLES_WITHIN_MS = 90_000

/** Until nobody waits and no turn is under way. `about`: what explains that somebody does; `alsoWaiting`: what else must be over. */
export async function settled(
  install: Install,
  about: () => string,
  alsoWaiting: () => string[] = () => [],
): Promise<void> {
  let waiting: string[] = []
  await eventually(
    'everybody is answered or with people',
    async () => {
      waiting = [...alsoWaiting(), ...whoWaits(install)]
      return waiting.length === 0 && unfinishedTurns(await whatBatonKept(install)) === 0
    },
    SETTLES_WITHIN_MS,
    () => `${waiting.join('\n')}\n${about()}`,
  )
}

function unfinishedTurns(kept: Kept[]): number {
  return kept.flatMap(({ turns }) => turns).filter((turn) => turn.finishedAt === null).length
}

interface Broken {
  doubled: string[]
  lost: string[]
  wrong: string[]
}

/** Tells every broken promise whole, with its conversation: a run that failed once may never fail again. `about`: what repeats it. */
export function expectNoneBroken(broken: Broken, about = ''): void {
  const told = [...broken.doubled, ...broken.lost, ...broken.wrong].join('\n')
  expect(broken, `${about}\n${told}`).toEqual({ doubled: [], lost: [], wrong: [] })
}

export function brokenPromises(install: Install, kept: Kept[]): Broken {
  const { sandbox } = install
  const doubled: string[] = []
  const lost: string[] = []
  const wrong: string[] = []
  const keptIds = new Set(kept.flatMap(({ messages }) => messages.map((message) => message.freshchatId)))

  for (const { id, agentId, groupId, status } of sandbox.state.conversations()) {
    const lines = sandbox.state.transcript(id)
    const tell = (list: string[], what: string) => list.push(`${what}\n${shown(lines)}`)
    for (const line of repeated(lines.filter(isAnswer))) tell(doubled, `said twice: ${line.text}`)

    const notes = lines.filter(isNote)
    const [mine, ...more] = kept.filter(({ session }) => session.conversationId === id)
    if (mine === undefined) {
      tell(lost, 'no session')
      continue
    }
    if (more.length > 0) tell(wrong, `${more.length + 1} sessions`)
    const { session, messages } = mine
    if (session.handoff !== null) {
      if (notes.length > 1) tell(doubled, `${notes.length} handoff notes`)
      if (notes.length === 0) tell(lost, 'handed off without a note')
      if (agentId !== null || status !== 'new') tell(wrong, `handed off, but ${status} and with ${agentId}`)
      if (session.owner !== 'human') tell(wrong, `handed off, but the session is ${session.owner}'s`)
    } else {
      if (notes.length > 0) tell(wrong, 'a note without a handoff')
      if (session.owner !== 'ai') tell(wrong, `nobody stepped in, but the session is ${session.owner}'s`)
      if (agentId === null) tell(wrong, 'answered by the AI, but Freshchat shows nobody')
    }
    const wasRouted = lines.some((line) => line.text.includes(ROUTED))
    if (wasRouted && groupId === null) tell(wrong, 'the group it had is gone')

    for (const [at, line] of lines.entries())
      if (session.handoff === null && isCustomer(line) && !isAnsweredIn(lines.slice(at), line.text))
        tell(lost, `has no answer: ${line.text}`)

    for (const line of lines.filter((each) => each.kind === 'customer' || each.kind === 'ai'))
      if (!keptIds.has(line.id)) tell(lost, `Baton does not have: ${line.text}`)
    const ids = new Set(lines.map((line) => line.id))
    for (const message of messages) {
      if (message.author.kind === 'rep') tell(wrong, `taken for a rep's: ${message.text}`)
      if (message.freshchatId === null || !ids.has(message.freshchatId))
        tell(wrong, `not in Freshchat: ${message.text}`)
    }
    for (const { freshchatId } of repeated(
      messages.map((each) => ({ ...each, text: each.freshchatId ?? '' })),
    ))
      tell(doubled, `kept twice: ${freshchatId}`)
  }
  lost.push(...acknowledgedAndMissing(install, keptIds))
  return { doubled, lost, wrong }
}

/** In the text of a customer whose conversation a rule puts into a group: the group must outlast it all. */
export const ROUTED = 'via Billing'

/** What Baton said 200 to must be there. */
function acknowledgedAndMissing({ sandbox }: Install, keptIds: Set<string | null>): string[] {
  const missing = sandbox.state
    .deliveries()
    .filter(({ status, action }) => status === 'delivered' && action === 'message_create')
    .map(({ body }) => JSON.parse(body) as { data: { message: { id: string } } }) // as the sandbox wrote it
    .filter(({ data }) => !keptIds.has(data.message.id))
  return missing.map(({ data }) => `acknowledged and missing: ${JSON.stringify(data.message)}`)
}

export function shown(lines: Line[]): string {
  return lines
    .filter((line) => line.kind !== 'status')
    .map(
      (line) =>
        `    ${line.at.slice(11, 23)} ${line.isPrivate ? '(note) ' : ''}${line.kind}: ${line.text.split('\n')[0]}`,
    )
    .join('\n')
}

/** The second and further ones with a text. */
function repeated<T extends { text: string }>(items: T[]): T[] {
  const seen = new Set<string>()
  return items.filter(({ text }) => seen.has(text) || !seen.add(text))
}

async function everyItem<T>(install: Install, path: string): Promise<T[]> {
  const items: T[] = []
  let cursor: string | null = null
  do {
    const page: { items: T[]; next: string | null } = await install.api(
      `${path}${cursor === null ? '' : `?cursor=${encodeURIComponent(cursor)}`}`,
    )
    items.push(...page.items)
    cursor = page.next
  } while (cursor !== null)
  return items
}
