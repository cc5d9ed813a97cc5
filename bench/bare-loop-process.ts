import { Agent, createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { answerParent } from './remote.ts'

/** The reference of full loops: a webhook that posts an answer to every customer's message, checks nothing and keeps nothing. */

const agent = new Agent({ keepAlive: true })
let account: { url: string; token: string; agentId: string } | null = null

const server = createServer((incoming, outgoing) => {
  const chunks: Buffer[] = []
  incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
  incoming.on('end', () => {
    outgoing.end()
    // what the sandbox delivers
    const { data } = JSON.parse(Buffer.concat(chunks).toString()) as {
      data: { message?: { actor_type: string; conversation_id: string } }
    }
    if (data.message?.actor_type === 'user') answer(data.message.conversation_id)
  })
})

function answer(conversationId: string): void {
  if (account === null) return
  const body = JSON.stringify({
    message_parts: [{ text: { content: 'Standard delivery takes 3 to 5 working days.' } }],
    message_type: 'normal',
    actor_type: 'agent',
    actor_id: account.agentId,
  })
  const headers = { authorization: `Bearer ${account.token}`, 'content-type': 'application/json' }
  const url = `${account.url}/v2/conversations/${conversationId}/messages`
  request(url, { method: 'POST', agent, headers }, (response) => response.resume()).end(body)
}

const handlers = {
  /** Where it takes webhooks. */
  open: (given: { url: string; token: string; agentId: string }): Promise<string> => {
    account = given
    return new Promise((resolve) =>
      server.listen(0, '127.0.0.1', () => {
        // a TCP server has such an address
        resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
      }),
    )
  },
}

export type BareLoopApi = typeof handlers

answerParent(handlers)
