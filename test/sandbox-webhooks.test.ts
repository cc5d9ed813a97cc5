import { type ChildProcess, spawn } from 'node:child_process'
import { createPublicKey, verify } from 'node:crypto'
import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Sandbox, type SandboxOptions, startSandbox } from '../sandbox/sandbox.ts'
import { DEFAULT_AGENT_ID, SUPPORT_GROUP_ID } from '../sandbox/seed.ts'

type Json = Record<string, unknown>
interface Received {
  headers: IncomingHttpHeaders
  raw: Buffer
  body: { action: string; actor: Json; data: Record<string, Json> }
}

/** Plays Baton: keeps what comes and answers what `answers` says next, else 200. */
async function startReceiver() {
  const received: Received[] = []
  const answers: (number | 'never')[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const raw = Buffer.concat(chunks)
      received.push({ headers: request.headers, raw, body: JSON.parse(raw.toString()) as Received['body'] })
      const answer = answers.shift() ?? 200
      if (answer !== 'never') response.writeHead(answer).end('ok')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/freshchat`
  const stop = (): void => {
    server.close()
    server.closeAllConnections()
  }
  return { url, received, answers, stop }
}

let receiver: Awaited<ReturnType<typeof startReceiver>>
let sandbox: Sandbox
beforeEach(async () => {
  receiver = await startReceiver()
  await restart()
})
afterEach(async () => {
  await sandbox.stop()
  receiver.stop()
})

async function restart(options: SandboxOptions = {}): Promise<void> {
  await sandbox?.stop()
  sandbox = await startSandbox({ port: 0, rate: null, ...options })
  sandbox.patchSettings({ retrySchedule: [0.01, 0.02, 0.03] })
  sandbox.registerWebhook(receiver.url)
}
const settled = (): Promise<void> =>
  expect.poll(() => sandbox.pendingDeliveries(), { timeout: 10_000 }).toBe(0)
const actions = (): string[] => receiver.received.map((each) => each.body.action)
const textOf = ({ body }: Received): string => {
  const parts = body.data.message?.message_parts as { text: { content: string } }[] | undefined
  return parts?.[0]?.text.content ?? body.action
}
const texts = (): string[] => receiver.received.map(textOf)
const say = (customer: string, text: string): string =>
  sandbox.actors.customerSays({ customer, text }).conversation.id
const api = (method: string, path: string, body: Json): Promise<Response> =>
  fetch(`${sandbox.url}/v2${path}`, {
    method,
    headers: { authorization: `Bearer ${sandbox.token()}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
const post = (id: string, text: string, more: Json = {}): Promise<Response> =>
  api('POST', `/conversations/${id}/messages`, {
    message_parts: [{ text: { content: text } }],
    message_type: 'normal',
    actor_type: 'agent',
    actor_id: DEFAULT_AGENT_ID,
    ...more,
  })

describe('a delivery', () => {
  test('is signed over its raw bytes with a key whose label must be changed before use', async () => {
    say('Ana', 'Où est ma commande ? 🙂')
    await settled()
    const [delivery] = receiver.received
    const shown = sandbox.publicKey()
    expect(shown).toMatch(/^-----BEGIN RSA PUBLIC KEY----- [A-Za-z0-9+/=]+ -----END RSA PUBLIC KEY-----$/)
    expect(() => createPublicKey(shown)).toThrow()
    const der = Buffer.from(shown.replace(/-----[^-]*-----/g, ''), 'base64')
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' })
    const signature = Buffer.from(String(delivery?.headers['x-freshchat-signature']), 'base64')
    expect(verify('RSA-SHA256', delivery?.raw ?? Buffer.of(), key, signature)).toBe(true)
    expect(verify('RSA-SHA256', Buffer.from(`${delivery?.raw} `), key, signature)).toBe(false)
    expect(delivery?.headers).toMatchObject({ 'x-freshchat-payload-version': '1.0', 'x-retry-count': '0' })
  })

  test("of a customer's message names customer, conversation and interaction", async () => {
    const id = say('Ana', 'Hello')
    await settled()
    const [ana] = sandbox.state.users()
    expect(receiver.received[0]?.body).toMatchObject({
      actor: { actor_type: 'user', actor_id: ana?.id },
      action: 'message_create',
      data: {
        message: { conversation_id: id, user_id: ana?.id, message_type: 'normal', message_source: 'web' },
      },
    })
  })

  test('is tried again on an error or a time-out, counts its retries, and is given up after the last', async () => {
    sandbox.patchSettings({ webhookTimeoutMs: 60 })
    receiver.answers.push(500, 'never', 302)
    say('Ana', 'Hello')
    await settled()
    expect(receiver.received.map((each) => each.headers['x-retry-count'])).toEqual(['0', '1', '2', '3'])
    expect(new Set(receiver.received.map((each) => String(each.raw))).size).toBe(1)
    expect(sandbox.state.deliveries()[0]).toMatchObject({ status: 'delivered', attempts: 4, lastStatus: 200 })

    receiver.answers.push(500, 500, 500, 503)
    say('Ana', 'Still there?')
    await settled()
    expect(sandbox.state.deliveries()[1]).toMatchObject({ status: 'failed', attempts: 4, lastStatus: 503 })
    expect(sandbox.redeliver('all')).toBe(2)
    await settled()
    expect(sandbox.state.deliveries()[1]).toMatchObject({ status: 'delivered' })
  })

  test('finds nobody at home, and comes when somebody is', async () => {
    receiver.stop()
    sandbox.patchSettings({ retrySchedule: [0.01, 60] })
    say('Ana', 'Hello')
    await expect.poll(() => sandbox.state.deliveries()[0]?.attempts).toBe(2)
    expect(sandbox.state.deliveries()[0]).toMatchObject({ status: 'pending', lastStatus: 'error' })
    expect(sandbox.pendingDeliveries()).toBe(1)
  })

  test('is not made at all while no webhook is registered', () => {
    sandbox.registerWebhook(null)
    say('Ana', 'Hello')
    expect(sandbox.state.deliveries()).toEqual([])
  })
})

describe('what is told', () => {
  test('messages of a conversation come in order', async () => {
    for (let n = 1; n <= 8; n += 1) say('Ana', `m${n}`)
    await settled()
    expect(texts()).toEqual(['m1', 'm2', 'm3', 'm4', 'm5', 'm6', 'm7', 'm8'])
  })

  test('a customer who writes into a resolved conversation causes the reopen first, then the message', async () => {
    const id = say('Ana', 'Hello')
    sandbox.actors.repAssigns({ agent: 'Ben', conversationId: id, toAgent: 'Ben', toGroup: 'Support' })
    sandbox.actors.repResolves({ agent: 'Ben', conversationId: id })
    say('Ana', 'Me again')
    await settled()
    expect(actions()).toEqual([
      'message_create',
      'conversation_assignment',
      'conversation_resolution',
      'message_create',
      'conversation_reopen',
      'message_create',
    ])
    const [, assignment, resolution, line, reopen, message] = receiver.received.map((each) => each.body.data)
    const ben = sandbox.state.agents().find((agent) => agent.first_name === 'Ben')?.id
    expect(assignment?.assignment).toMatchObject({
      assignor: 'agent',
      assignor_id: ben,
      to_agent_id: ben,
      to_group_id: SUPPORT_GROUP_ID,
      from_agent_id: '',
      from_group_id: '',
      conversation: { status: 'assigned', assigned_agent_id: ben },
    })
    expect(resolution?.resolve).toMatchObject({
      resolver: 'agent',
      conversation: { status: 'resolved' },
      user: { first_name: 'Ana' },
    })
    expect(line?.message).toMatchObject({ actor_type: 'agent', meta_data: { isResolved: true } })
    expect(reopen?.reopen).toMatchObject({ reopener: 'user', conversation: { status: 'reopened' } })
    expect(reopen?.reopen?.conversation).not.toHaveProperty('assigned_agent_id')
    expect(message?.message?.interaction_id).toBe(reopen?.reopen?.interaction_id)
    expect(message?.message?.interaction_id).not.toBe(line?.message?.interaction_id)
  })

  test('all that the API does comes back: messages, notes, assignment and "" for nobody', async () => {
    const id = say('Ana', 'Hello')
    await post(id, 'Hi Ana')
    await post(id, 'for reps', { message_type: 'private' })
    await api('PUT', `/conversations/${id}`, { status: 'assigned', assigned_agent_id: DEFAULT_AGENT_ID })
    await api('PUT', `/conversations/${id}`, { status: 'new', assigned_agent_id: '' })
    await settled()
    expect(texts()).toEqual([
      'Hello',
      'Hi Ana',
      'for reps',
      'conversation_assignment',
      'conversation_assignment',
    ])
    expect(receiver.received[2]?.body.data.message).toMatchObject({
      message_type: 'private',
      message_source: 'api',
    })
    expect(receiver.received[4]?.body.data.assignment).toMatchObject({
      to_agent_id: '',
      from_agent_id: DEFAULT_AGENT_ID,
    })
    expect(receiver.received[4]?.body.data.assignment?.conversation).not.toHaveProperty('assigned_agent_id')
    sandbox.patchSettings({ echo: false })
    await post(id, 'silent')
    await settled()
    expect(receiver.received).toHaveLength(5)
  })

  test('a rule assigns, and time resolves, as the system', async () => {
    const conversationId = say('Ana', 'Hello')
    sandbox.actors.ruleAssigns({ conversationId, toAgent: 'Rosa', toGroup: 'Billing' })
    sandbox.actors.autoResolves({ conversationId })
    await settled()
    expect(receiver.received[1]?.body.data.assignment).toMatchObject({ assignor: 'system', assignor_id: '' })
    expect(receiver.received[2]?.body.data.resolve).toMatchObject({ resolver: 'system' })
  })
})

describe('what goes wrong', () => {
  test('deliveries come twice, out of order, late, or never', async () => {
    sandbox.faults.set('duplicate', { times: 1 })
    say('Ana', 'twice')
    await settled()
    sandbox.faults.set('reorder', { count: 3 })
    for (const text of ['first', 'second', 'third']) say('Ana', text)
    await settled()
    sandbox.faults.set('drop', { times: 1, action: 'message_create' })
    say('Ana', 'lost')
    sandbox.faults.set('delay', { times: 1, ms: 40 })
    say('Ana', 'late')
    say('Ana', 'on time')
    expect(sandbox.pendingDeliveries()).toBeGreaterThanOrEqual(1)
    await settled()
    expect(texts()).toEqual(['twice', 'twice', 'third', 'second', 'first', 'on time', 'late'])
    expect(sandbox.state.deliveries().filter((each) => each.status === 'dropped')).toHaveLength(1)
  })

  test('deliveries can be held and released, and an unfinished reorder ends when it is cleared', async () => {
    sandbox.faults.hold()
    say('Ana', 'one')
    say('Ana', 'two')
    expect(sandbox.pendingDeliveries()).toBe(2)
    expect(receiver.received).toEqual([])
    sandbox.faults.release()
    await settled()
    expect(texts()).toEqual(['one', 'two'])
    sandbox.faults.set('reorder', { count: 5 })
    say('Ana', 'three')
    say('Ana', 'four')
    expect(sandbox.pendingDeliveries()).toBe(2)
    sandbox.faults.clear()
    await settled()
    expect(texts().slice(2)).toEqual(['four', 'three'])
  })

  test('an echo can arrive before the answer of the call that caused it', async () => {
    const id = say('Ana', 'Hello')
    await settled()
    sandbox.faults.set('echoFirst', { match: 'POST messages', times: 1 })
    const response = await post(id, 'Hi Ana')
    expect(texts()).toEqual(['Hello', 'Hi Ana'])
    expect(response.status).toBe(200)
  })

  test("agents' messages may come without their message_type", async () => {
    const id = say('Ana', 'Hello')
    sandbox.faults.set('withoutMessageType', {})
    await post(id, 'Hi Ana')
    await settled()
    expect(receiver.received[0]?.body.data.message).toHaveProperty('message_type')
    expect(receiver.received[1]?.body.data.message).not.toHaveProperty('message_type')
  })
})

describe('a restart', () => {
  test('keeps token, key, webhook, people, conversations and what is still to be delivered', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'sandbox-'))
    await restart({ dataDir })
    sandbox.patchSettings({ retrySchedule: [60] })
    receiver.answers.push(500)
    const id = say('Ana', 'Hello')
    await expect.poll(() => sandbox.state.deliveries()[0]?.attempts).toBe(1)
    sandbox.faults.hold()
    await post(id, 'Hi Ana')
    const before = { token: sandbox.token(), key: sandbox.publicKey(), lines: sandbox.state.transcript(id) }
    for (const file of ['journal.jsonl', 'webhook-key.pem'])
      expect(statSync(join(dataDir, 'sandbox', file)).mode & 0o777).toBe(0o600)

    // A line torn by a killed process is an act that nobody was told of.
    await sandbox.stop()
    const journal = join(dataDir, 'sandbox', 'journal.jsonl')
    writeFileSync(journal, `${readFileSync(journal, 'utf8')}[["messages","torn",{"id":"to`)
    sandbox = await startSandbox({ port: 0, dataDir })
    expect({ token: sandbox.token(), key: sandbox.publicKey(), lines: sandbox.state.transcript(id) }).toEqual(
      before,
    )
    await expect.poll(texts).toEqual(['Hello', 'Hi Ana'])
    expect(sandbox.state.deliveries()[0]).toMatchObject({ status: 'pending', attempts: 1, lastStatus: 500 })
    expect(sandbox.pendingDeliveries()).toBe(1)
  })

  test('after kill -9 of the process loses nothing that was answered', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'sandbox-'))
    const port = new URL(sandbox.url).port
    await sandbox.stop()
    const env = { ...process.env, SANDBOX_PORT: port, BATON_DATA: dataDir }
    const start = async (): Promise<ChildProcess> => {
      const child = spawn(process.execPath, ['--import', 'tsx', 'sandbox/main.ts'], {
        env,
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      await new Promise((resolve) => child.stdout?.once('data', resolve))
      return child
    }
    const admin = async (method: string, path: string, body?: Json): Promise<Json> => {
      const init = body === undefined ? {} : { body: JSON.stringify(body) }
      return (await (
        await fetch(`http://127.0.0.1:${port}/admin/api${path}`, { method, ...init })
      ).json()) as Json
    }
    const first = await start()
    await admin('PUT', '/webhook', { url: receiver.url })
    await admin('PATCH', '/faults', { hold: true })
    await admin('POST', '/customer/say', { customer: 'Ana', text: 'Hello' })
    const before = (await admin('GET', '/state')).conversations
    first.kill('SIGKILL')
    await new Promise((resolve) => first.once('exit', resolve))
    const second = await start()
    expect((await admin('GET', '/state')).conversations).toEqual(before)
    await expect.poll(texts).toEqual(['Hello'])
    second.kill('SIGTERM')
    expect(await new Promise((resolve) => second.once('exit', resolve))).toBe(0)
    sandbox = await startSandbox({ port: 0, rate: null })
  })
})
