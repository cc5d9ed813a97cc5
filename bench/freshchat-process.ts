import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts'
import { DEFAULT_AGENT_ID } from '../sandbox/seed.ts'
import { createAnswerWatch } from './answer-watch.ts'
import { answerParent } from './remote.ts'

/** The sandbox in a process of its own, with the customers who write in it. */

/** All are answered from the sample knowledge in one message each. */
const QUESTIONS = ['How do I return an item?', 'How long does a refund take?', 'When will my order arrive?']
const PATIENCE_MS = 20_000

export interface Plan {
  /** Customers who write, each again as soon as it is answered. */
  inFlight: number
  seconds: number
  /** So many answers come before the counting begins: a first wave is no steady state. */
  warmAnswers: number
  /** Between an answer and the next question; the first ones are spread over as long. */
  pauseMs: number
  /** Questions of one customer; then another comes, with a conversation of its own. */
  questionsEach: number
}

export interface Conversed {
  answeredPerSecond: number
  /** From writing to the answer's arrival in Freshchat. */
  answerMs: number[]
  unanswered: number
}

const sandbox: Sandbox = await startSandbox({
  port: 0,
  // wide enough for every measurement, and told in headers: a client that is told nothing must be careful
  rate: { limit: 1_000_000, windowSec: 60 },
})
// what was not acknowledged in time comes again soon, so that a measurement ends
sandbox.patchSettings({ retrySchedule: [1, 2, 4] })
const watch = createAnswerWatch(sandbox)
let customers = 0

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Writes and waits for the answer; null when none came in time. */
async function ask(who: { customer: string; conversationId?: string }, text: string) {
  const from = performance.now()
  const { conversation } = sandbox.actors.customerSays({ ...who, text })
  const isAnswered = await watch.answerIn(conversation.id, PATIENCE_MS)
  return {
    who: { customer: conversation.userId, conversationId: conversation.id },
    ms: isAnswered ? performance.now() - from : null,
  }
}

const newCustomer = (): { customer: string; conversationId?: string } => ({
  customer: `Customer ${++customers}`,
})

const handlers = {
  account: () => ({
    url: sandbox.url,
    host: sandbox.host,
    token: sandbox.token(),
    publicKey: sandbox.publicKey(),
    agentId: DEFAULT_AGENT_ID,
  }),
  register: (url: string) => sandbox.registerWebhook(url),
  pending: () => sandbox.pendingDeliveries(),
  /** Deliveries among the last 2,000 that were not acknowledged at once: Freshchat waits 3 s, and gives up on a webhook that often fails. */
  repeated: (since: Date) =>
    sandbox.state
      .deliveries()
      .filter(({ attempts, createdAt }) => attempts > 1 && createdAt >= since.toISOString()).length,
  cpu: () => process.cpuUsage().user + process.cpuUsage().system,

  /** Customers who go on writing for a while. */
  async converse(plan: Plan): Promise<Conversed> {
    const giveUpAt = performance.now() + PATIENCE_MS
    let endsAt = plan.warmAnswers === 0 ? performance.now() + plan.seconds * 1_000 : null
    let answers = 0
    const answerMs: number[] = []
    let unanswered = 0
    const isOver = () => performance.now() >= (endsAt ?? giveUpAt)
    const count = (ms: number) => {
      answers++
      if (endsAt !== null && performance.now() < endsAt) answerMs.push(ms)
      else if (answers === plan.warmAnswers) endsAt = performance.now() + plan.seconds * 1_000
    }
    const oneAfterTheOther = async () => {
      if (plan.pauseMs > 0) await sleep(Math.random() * plan.pauseMs)
      while (!isOver()) {
        let who = newCustomer()
        for (let at = 0; at < plan.questionsEach && !isOver(); at++) {
          const asked = await ask(who, QUESTIONS[at % QUESTIONS.length] ?? '')
          who = asked.who
          if (asked.ms === null) unanswered++
          else count(asked.ms)
          if (plan.pauseMs > 0) await sleep(plan.pauseMs)
        }
      }
    }
    await Promise.all(Array.from({ length: plan.inFlight }, oneAfterTheOther))
    return { answeredPerSecond: answerMs.length / plan.seconds, answerMs, unanswered }
  },

  /** So many customers write in the same moment, so many times. */
  async burst(count: number, rounds: number, pauseMs: number): Promise<Conversed> {
    let all = Array.from({ length: count }, newCustomer)
    const from = performance.now()
    const answerMs: number[] = []
    let unanswered = 0
    for (let round = 0; round < rounds; round++) {
      const asked = await Promise.all(all.map((who) => ask(who, QUESTIONS[round % QUESTIONS.length] ?? '')))
      all = asked.map((each) => each.who)
      for (const { ms } of asked) ms === null ? unanswered++ : answerMs.push(ms)
      await sleep(pauseMs)
    }
    return { answeredPerSecond: (count * rounds * 1_000) / (performance.now() - from), answerMs, unanswered }
  },

  /** One message; with a group, Freshchat's routing puts the conversation there before anybody can look. */
  say(who: { customer: string; conversationId?: string } | null, text: string, group: string | null) {
    const { conversation } = sandbox.actors.customerSays({ ...(who ?? newCustomer()), text })
    if (group !== null) sandbox.actors.ruleAssigns({ conversationId: conversation.id, toGroup: group })
    return { customer: conversation.userId, conversationId: conversation.id }
  },
  calls: () => sandbox.calls().list(),
  forgetCalls: () => watch.forget(),
}

export type FreshchatApi = typeof handlers

answerParent(handlers, sandbox.stop)
