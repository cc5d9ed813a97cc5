import { createPrivateKey, type KeyObject, randomUUID, sign } from 'node:crypto'
import { Agent, request } from 'node:http'
import { promisify } from 'node:util'
import { type Spread, spread } from './figures.ts'
import { answerParent } from './remote.ts'

/** Clients that post deliveries, in a process of their own so that they do not slow the one they measure. */

export interface Posted {
  perSecond: number
  ms: Spread
  /** Answers that were not 200. */
  refused: number
}

const signed = promisify(sign)
const AT_A_TIME = 64
let pool: { body: Buffer; signature: string }[] = []

/** What a customer's first message looks like when Freshchat delivers it, some 1,000 bytes. */
function firstMessage(): Buffer {
  const [conversation, customer, message] = [randomUUID(), randomUUID(), randomUUID()]
  const at = new Date().toISOString()
  const internalId = String(Math.floor(Math.random() * 1e15))
  return Buffer.from(
    JSON.stringify({
      actor: { actor_type: 'user', actor_id: customer },
      action: 'message_create',
      action_time: at,
      data: {
        message: {
          bots_input: false,
          message_parts: [
            { text: { content: 'Hello, I ordered a pair of shoes last week and they have not come yet' } },
          ],
          app_id: '0b9c4c3e-2f6a-4a5e-9d50-1f2d6b1a7c11',
          actor_id: customer,
          id: message,
          channel_id: '1d2e3f40-5162-4738-8495-a6b7c8d9e0f1',
          conversation_id: conversation,
          message_type: 'normal',
          actor_type: 'user',
          created_time: at,
          freshchat_conversation_id: internalId,
          freshchat_channel_id: 91827,
          interaction_id: `${internalId}-${Date.now()}`,
          user_id: customer,
          org_actor_id: '1775382926361',
          message_source: 'web',
          restrictResponse: false,
          botsPrivateNote: false,
          isBotsInput: false,
        },
      },
    }),
  )
}

async function signOne(key: KeyObject): Promise<(typeof pool)[number]> {
  const body = firstMessage()
  // on the thread pool, so that all cores sign
  const signature = await signed('RSA-SHA256', body, key)
  return { body, signature: signature.toString('base64') }
}

const handlers = {
  /** Makes so many deliveries of distinct customers ready. */
  async prepare(count: number, privateKey: string): Promise<void> {
    const key = createPrivateKey(privateKey)
    pool = []
    while (pool.length < count)
      pool.push(...(await Promise.all(Array.from({ length: AT_A_TIME }, () => signOne(key)))))
  },

  /** `clients` at once, each with a connection that it keeps, until the time is over or all is posted. */
  async post(url: string, clients: number, seconds: number): Promise<Posted> {
    const agent = new Agent({ keepAlive: true, maxSockets: clients })
    const target = new URL(url)
    const durations: number[] = []
    let refused = 0
    const from = performance.now()
    const end = from + seconds * 1_000
    const client = async () => {
      while (performance.now() < end) {
        const delivery = pool.pop()
        if (delivery === undefined) return
        const began = performance.now()
        if ((await postOne(target, agent, delivery)) === 200) durations.push(performance.now() - began)
        else refused++
      }
    }
    await Promise.all(Array.from({ length: clients }, client))
    const took = performance.now() - from
    agent.destroy()
    return { perSecond: (durations.length * 1_000) / took, ms: spread(durations), refused }
  },

  /** So many, one after the other; how long each took. Throws when one is refused. */
  async postEach(url: string, count: number): Promise<number[]> {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    const durations: number[] = []
    for (const delivery of pool.splice(0, count)) {
      const began = performance.now()
      const status = await postOne(new URL(url), agent, delivery)
      if (status !== 200) throw new Error(`A delivery was answered ${status}`)
      durations.push(performance.now() - began)
    }
    agent.destroy()
    return durations
  },
}

function postOne(url: URL, agent: Agent, { body, signature }: (typeof pool)[number]): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method: 'POST',
        agent,
        headers: {
          'content-type': 'application/json',
          'content-length': body.length,
          'x-freshchat-signature': signature,
          'x-freshchat-payload-version': '1.0',
        },
      },
      (response) => {
        response.resume()
        response.once('end', () => resolve(response.statusCode ?? 0))
        response.once('error', reject)
      },
    )
    sent.once('error', reject)
    sent.end(body)
  })
}

export type ClientsApi = typeof handlers

answerParent(handlers)
