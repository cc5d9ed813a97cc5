import { createRequire } from 'node:module'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts'
import { DEFAULT_AGENT_ID, SUPPORT_GROUP_ID } from '../sandbox/seed.ts'

// Freshworks' own SDK is CommonJS and its types do not resolve under nodenext; this is the part of them we call.
interface Answered {
  status: number
  data: Record<string, unknown>
}
interface Sdk {
  conversationAssign(id: string, to: string, kind: 'agent' | 'group', status: string): Promise<Answered>
  conversationStatusUpdate(id: string, status: string): Promise<Answered>
  sendNormalReplyText(id: string, text: string, agentId?: string): Promise<Answered>
  sendPrivateNote(id: string, text: string, agentId?: string): Promise<Answered>
  sendQuickreply(id: string, text: string, labels: string[]): Promise<Answered>
  updateUser(id: string, fields: object): Promise<Answered>
  getAverageWaitTimeGivenGroupId(groupId: string, hours: number): Promise<number>
}
const require = createRequire(import.meta.url)
const { default: Freshchat } = require('@freshworks-jaya/freshchat-api') as {
  default: new (url: string, token: string) => Sdk
}

let sandbox: Sandbox
let sdk: Sdk
let id: string
beforeEach(async () => {
  sandbox = await startSandbox({ port: 0, rate: null })
  sdk = new Freshchat(`${sandbox.url}/v2`, sandbox.token())
  id = sandbox.actors.customerSays({ customer: 'Ana', text: 'Hello' }).conversation.id
})
afterEach(() => sandbox.stop())
const owner = (): string => sandbox.state.agents().find((agent) => agent.role_id === 'OWNER')?.id ?? ''

test("Freshworks' own SDK assigns to an agent, unassigns, and queues for a group", async () => {
  const assigned = await sdk.conversationAssign(id, DEFAULT_AGENT_ID, 'agent', 'assigned')
  expect(assigned.data).toMatchObject({ status: 'assigned', assigned_agent_id: DEFAULT_AGENT_ID })
  const freed = await sdk.conversationAssign(id, '', 'agent', 'new')
  expect(freed.data).not.toHaveProperty('assigned_agent_id')
  const queued = await sdk.conversationAssign(id, SUPPORT_GROUP_ID, 'group', 'new')
  expect(queued.data).toMatchObject({ status: 'new', assigned_group_id: SUPPORT_GROUP_ID })
})

test('it replies as an agent and as a bot, with quick replies, and leaves notes as the account owner', async () => {
  expect((await sdk.sendNormalReplyText(id, 'Hi', DEFAULT_AGENT_ID)).data).toMatchObject({
    actor_type: 'agent',
  })
  expect((await sdk.sendNormalReplyText(id, 'Beep')).data).toMatchObject({
    actor_type: 'bot',
    message_type: 'normal',
  })
  const quick = await sdk.sendQuickreply(id, 'Better?', ['Yes', 'No'])
  expect(quick.data.reply_parts).toEqual([
    {
      collection: {
        sub_parts: [{ quick_reply_button: { label: 'Yes' } }, { quick_reply_button: { label: 'No' } }],
      },
    },
  ])
  expect((await sdk.sendPrivateNote(id, 'psst', DEFAULT_AGENT_ID)).data).toMatchObject({
    message_type: 'private',
  })
  // Without an id it takes the first agent listed for the owner.
  expect((await sdk.sendPrivateNote(id, 'psst')).data).toMatchObject({
    message_type: 'private',
    actor_id: owner(),
  })
  expect(sandbox.state.transcript(id).map((line) => line.text)).toEqual([
    'Hello',
    'Hi',
    'Beep',
    'Better?',
    'psst',
    'psst',
  ])
})

test('it resolves and reopens, changes a customer, and reads no waiting time as 0', async () => {
  expect((await sdk.conversationStatusUpdate(id, 'resolved')).data.status).toBe('resolved')
  expect((await sdk.conversationStatusUpdate(id, 'new')).data.status).toBe('new')
  const [ana] = sandbox.state.users()
  const changed = await sdk.updateUser(ana?.id ?? '', {
    email: 'ana@shop.test',
    properties: [{ name: 'plan', value: 'Pro' }],
  })
  expect([changed.status, changed.data]).toEqual([200, ''])
  expect(sandbox.state.users()[0]).toMatchObject({
    email: 'ana@shop.test',
    properties: [{ name: 'plan', value: 'Pro' }],
  })
  expect(await sdk.getAverageWaitTimeGivenGroupId(SUPPORT_GROUP_ID, 1)).toBe(0)
})
