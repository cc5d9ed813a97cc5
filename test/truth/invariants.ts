import { factsOf } from './facts.ts'
import { after, type Fact, owed, START, type Truth } from './model.ts'
import type { Played } from './play.ts'
import type { Stage } from './stage.ts'

/** What must hold once a sequence has come to rest, each broken promise as a sentence. */
export async function brokenBy(stage: Stage, played: Played): Promise<string[]> {
  const { world } = stage
  const facts = factsOf(world, played.customer, played.ledger)
  const truth = facts.reduce(after, START)
  return [
    ...(truth.isMoot ? [] : truth.broken),
    ...doubled(stage, played),
    ...stage.faultsLogged().map((line) => `logged: ${line}`),
    ...tooManyCalls(stage, played),
    ...(truth.isMoot ? [] : [...owed(truth), ...(await disagreements(stage, played, truth, facts))]),
  ]
}

/** No text of the AI's for one thing stands twice. */
function doubled({ world }: Stage, { customer }: Played): string[] {
  const notes = world.transcript(customer).filter((line) => line.startsWith('(note) AI: Baton was too late'))
  return notes.filter((line, index) => notes.indexOf(line) !== index).map((line) => `noted twice: ${line}`)
}

const CALLS_OF_AN_EVENT = 30

function tooManyCalls({ world }: Stage, { customer, happened }: Played): string[] {
  const about = world.conversationOf(customer)
  const calls = world.sandbox
    .calls()
    .list()
    .filter(({ path }) => path.includes(about)).length
  const most = (happened.length + 3) * CALLS_OF_AN_EVENT
  return calls > most ? [`${calls} calls to Freshchat for ${happened.length} events`] : []
}

async function disagreements(
  { world }: Stage,
  played: Played,
  truth: Truth,
  facts: Fact[],
): Promise<string[]> {
  const { customer } = played
  const sessions = await world.sessions(customer)
  const [session] = sessions
  if (session === undefined) return ['Baton knows of no session']
  const { status, agent } = world.freshchat(customer)
  const isOpen = session.status === 'open'
  const isAis = agent === 'Baton AI'
  const leaks = sessions.reduce((sum, each) => sum + each.leaks, 0)
  return [
    isOpen === (status === 'resolved') &&
      !isOpenedUnheard(facts) &&
      `Freshchat shows ${status}, Baton ${session.status}`,
    isOpen && session.owner === 'ai' && !isAis && `Baton says the AI has it, Freshchat shows ${agent}`,
    isOpen &&
      session.owner !== 'human' &&
      agent !== null &&
      !isAis &&
      `${agent} has it, Baton says ${session.owner}`,
    isOpen &&
      truth.has === 'people' &&
      // who took it off the AI, no look shows
      !(truth.since?.by === 'removes-ai' && !truth.since.isHeard) &&
      session.owner !== 'human' &&
      `people have it, Baton says ${session.owner}`,
    played.ledger.members.length === 0 &&
      !isHiddenIn(facts) &&
      leaks !== truth.leaks &&
      `${truth.leaks} leaks, ${leaks} owned up to`,
  ].filter((line) => line !== false)
}

function isOpenedUnheard(facts: Fact[]): boolean {
  return facts.some((fact) => fact.kind === 'person-opens' && fact.isLost)
}

const HIDDEN: Fact['kind'][] = ['person-removes-ai', 'person-opens', 'person-ends']

/**
 * What no look shows, the AI cannot know to have been late for: that somebody took it off the AI or opened it again, or what no webhook
 * has told yet and our own claim goes over. Such words are not counted.
 */
function isHiddenIn(facts: Fact[]): boolean {
  return facts.some(
    (fact) =>
      (HIDDEN.includes(fact.kind) && 'isHeard' in fact && !fact.isHeard) ||
      (fact.kind === 'person-takes' && fact.isLost),
  )
}
