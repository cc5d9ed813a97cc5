import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, test } from 'vitest'
import { startSandbox } from '../sandbox/sandbox.ts'
import { systemClock } from '../src/clock.ts'
import { createFreshchat } from '../src/freshchat/client.ts'
import { type FreshchatEvent, parseDelivery } from '../src/freshchat/event.ts'
import { freshchatKey } from '../src/freshchat/key.ts'
import { carriesText } from '../src/freshchat/message.ts'
import { createRate, memoryRateStore } from '../src/freshchat/rate-queue.ts'
import { freshchatSignatureOk, SIGNATURE_HEADER } from '../src/freshchat/signature.ts'

/** Client and wire forms against the sandbox, which was written from the same reference by somebody else. */

const READ = { priority: 'read' } as const

async function world(settings: Record<string, unknown> = {}) {
  const sandbox = await startSandbox({ port: 0, rate: null })
  sandbox.patchSettings(settings)
  const options = {
    baseUrl: sandbox.url,
    token: sandbox.token(),
    rate: createRate(memoryRateStore(), systemClock),
    clock: systemClock,
    fetch,
  }
  const found = await createFreshchat({ ...options, defaultAgentId: null }).agentByEmail('ai@acme.test', READ)
  const agentId = found?.id ?? ''
  const client = createFreshchat({ ...options, defaultAgentId: agentId })
  const { conversation } = sandbox.actors.customerSays({
    customer: 'ada@example.test',
    text: 'Where is my order?',
  })
  return { sandbox, client, agentId, id: conversation.id, [Symbol.asyncDispose]: () => sandbox.stop() }
}

/** Keeps what comes, with whether its signature verified. */
async function receiver(publicKey: string) {
  const key = freshchatKey(publicKey)
  const got: { verified: boolean; event: FreshchatEvent }[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const raw = Buffer.concat(chunks)
    const header = request.headers[SIGNATURE_HEADER]
    const verified = freshchatSignatureOk(raw, typeof header === 'string' ? header : null, key)
    got.push({ verified, event: parseDelivery(JSON.parse(raw.toString('utf8')), new Date()).event })
    response.end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // listening on TCP, the address is never a pipe's name
  const { port } = server.address() as AddressInfo
  return {
    got,
    url: `http://127.0.0.1:${port}/hook`,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

test('the account, its people and its customers are read', async () => {
  await using at = await world()
  expect(await at.client.account(READ)).toMatchObject({
    accountId: '153370844780746',
    domain: 'acme-1234.freshchat.test',
  })
  expect((await at.client.agents(READ)).length).toBeGreaterThan(2)
  expect((await at.client.groups(READ)).map((group) => group.name)).toContain('Support')
  expect((await at.client.channels(READ)).length).toBeGreaterThan(0)
  const { customerId } = await at.client.conversation(at.id, READ)
  expect(await at.client.contact(customerId ?? '', READ)).toMatchObject({ email: 'ada@example.test' })
  const hour = 3_600_000
  const changed = await at.client.contactsChanged(
    'updated',
    new Date(Date.now() - hour),
    new Date(Date.now() + hour),
    READ,
  )
  expect(changed.map((contact) => contact.id)).toContain(customerId)
  expect(await at.client.conversationIdsOf(customerId ?? '', READ)).toEqual([at.id])
  expect(await at.client.mayWrite(READ)).toBe(true)
})

test('the default agent is found although the server ignores e-mail and clamps pages', async () => {
  await using at = await world({ honourEmailFilter: false, maxItemsPerPage: 1 })
  expect(at.agentId).not.toBe('')
  expect(await at.client.agentByEmail('nobody@acme.test', READ)).toBeNull()
})

test('a reply and a note are sent, read back and told apart', async () => {
  await using at = await world()
  const reply = await at.client.send(at.id, {
    priority: 'send',
    agentId: at.agentId,
    text: 'Let me see.',
    private: false,
  })
  const note = await at.client.send(at.id, {
    priority: 'handoff',
    agentId: at.agentId,
    text: 'Angry.',
    private: true,
  })
  const botNote = await at.client.send(at.id, {
    priority: 'handoff',
    agentId: null,
    text: 'No seat.',
    private: true,
  })
  const messages = await at.client.messages(at.id, READ)
  expect(messages.map(({ id }) => id).slice(-3)).toEqual([reply.id, note.id, botNote.id])
  expect(messages.filter((message) => !message.private && message.actor.kind === 'agent')).toHaveLength(1)
  expect(await at.client.message(at.id, note.id, READ)).toMatchObject({
    private: true,
    visibilityKnown: true,
  })
  expect(messages.some((message) => carriesText(message, 'Let me  see.\n'))).toBe(true)
})

test('more than a page of messages is read back to where it was known', async () => {
  await using at = await world()
  for (let n = 0; n < 120; n++)
    at.sandbox.actors.repSays({ agent: 'Ben', conversationId: at.id, text: `${n}` })
  expect(await at.client.messages(at.id, READ)).toHaveLength(50)
  const all = await at.client.messages(at.id, { ...READ, since: new Date(0) })
  expect(all.filter((message) => message.actor.kind === 'agent').map((message) => message.text)).toEqual(
    Array.from({ length: 120 }, (_, n) => `${n}`),
  )
})

describe.each([
  [{ unassignClearsGroup: true, unassignNeedsSpace: false }],
  [{ unassignClearsGroup: false, unassignNeedsSpace: false }],
  [{ unassignClearsGroup: true, unassignNeedsSpace: true }],
])('with %j', (settings) => {
  test('unassign removes the default agent and keeps the group; assign and resolve do what they say', async () => {
    await using at = await world(settings)
    const group = (await at.client.groups(READ))[0]?.id ?? ''
    await at.client.assignGroup(at.id, group, READ)
    expect(await at.client.assign(at.id, at.agentId, READ)).toMatchObject({
      assignedAgentId: at.agentId,
      status: 'open',
    })
    const after = await at.client.unassign(at.id, { ...READ, keepGroupId: group })
    expect(after).toMatchObject({
      assignedAgentId: null,
      assignedGroupId: group,
      status: 'open',
      rawStatus: 'new',
    })
    expect(await at.client.conversation(at.id, READ)).toEqual(after)
    expect(await at.client.resolve(at.id, READ)).toMatchObject({ status: 'resolved' })
  })
})

test('every webhook verifies and is understood', async () => {
  await using at = await world()
  await using hook = await receiver(at.sandbox.publicKey())
  at.sandbox.registerWebhook(hook.url)
  const { actors } = at.sandbox
  actors.customerSays({ customer: 'ada@example.test', text: 'Größe 42, bitte — 👟' })
  actors.repAssigns({ agent: 'Ben', conversationId: at.id, toAgent: 'Ben' })
  actors.repSays({ agent: 'Ben', conversationId: at.id, text: 'Noted', private: true })
  actors.repAssigns({ agent: 'Ben', conversationId: at.id, toAgent: null })
  actors.repResolves({ agent: 'Ben', conversationId: at.id })
  actors.customerSays({ customer: 'ada@example.test', text: 'One more thing' })
  await expect.poll(() => at.sandbox.pendingDeliveries(), { timeout: 10_000 }).toBe(0)

  expect(hook.got.every((one) => one.verified)).toBe(true)
  const events = hook.got.map((one) => one.event)
  expect(events.filter((event) => event.kind === 'unknown')).toEqual([])
  expect(new Set(events.map((event) => event.kind))).toEqual(
    new Set(['message', 'assignment', 'resolution', 'reopening']),
  )
  const messages = events.flatMap((event) => (event.kind === 'message' ? event.message : []))
  expect(
    messages.filter((message) => message.actor.kind === 'customer').map((message) => message.text),
  ).toEqual(['Größe 42, bitte — 👟', 'One more thing'])
  expect(messages.filter((message) => message.private).map((message) => message.text)).toEqual(['Noted'])
  expect(messages.filter((message) => message.statusLine === 'resolved')).toHaveLength(1)
  expect(
    events.flatMap((event) =>
      event.kind === 'assignment' ? [[event.fromAgentId === null, event.toAgentId === null]] : [],
    ),
  ).toEqual([
    [true, false],
    [false, true],
  ])
})

test.each([
  ['html200', {}, 'not_json', 'maybe_sent'],
  ['hang', {}, 'timeout', 'maybe_sent'],
  ['dropBefore', {}, 'unreachable', 'maybe_sent'],
  ['revokedToken', {}, 'unauthorized', 'unauthorized'],
  ['rateLimit', {}, 'rate_limited', 'rate_limited'],
  ['answer400Stored', { match: 'POST messages' }, null, 'maybe_sent'],
  ['dropAfterStore', { match: 'POST messages' }, null, 'maybe_sent'],
  ['status', { code: 503 }, 'server', 'maybe_sent'],
] as const)('the fault %s is told apart, for a read and for a send', async (kind, options, read, send) => {
  await using at = await world()
  // what is not about patience waits for a machine that is busy
  const patienceMs = kind === 'hang' ? 200 : 10_000
  const client = createFreshchat({
    baseUrl: at.sandbox.url,
    token: at.sandbox.token(),
    defaultAgentId: at.agentId,
    rate: createRate(memoryRateStore(), systemClock),
    clock: systemClock,
    fetch,
    readTimeoutMs: patienceMs,
    writeTimeoutMs: patienceMs,
  })
  at.sandbox.faults.set(kind, options)
  if (read !== null) await expect(client.conversation(at.id, READ)).rejects.toMatchObject({ kind: read })
  const message = { priority: 'send', agentId: at.agentId, text: 'Hello', private: false } as const
  await expect(client.send(at.id, message)).rejects.toMatchObject({
    kind: send,
    maybeSent: send === 'maybe_sent',
  })
})
