import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type FreshchatEvent, parseDelivery } from '../src/freshchat/event.ts'
import { parseMessage } from '../src/freshchat/message.ts'
import {
  parseAccount,
  parseAgent,
  parseChannel,
  parseContact,
  parseConversation,
  parseGroup,
} from '../src/freshchat/resource.ts'

/** Every captured or composed body of the reference is read here, or ignored on purpose and said so. */

const FOLDER = resolve(import.meta.dirname, '../../shared/fixtures/freshchat')
const NOW = new Date('2026-11-26T10:00:00Z')

const ADA = 'c3a9e1d4-0e6f-4d5b-8f57-9a1b2c3d4e55'
const BEN = 'd4b0f2e5-1f70-4e6c-9068-ab2c3d4e5f66'
const GROUP = 'f6d21407-3192-408e-b28a-cd4e5f607188'
const CHAT = '5c2f6a86-8a10-4a3b-9a67-0f3a1c9d2e33'

const SAYS = (kind: string, text: string, more: object = {}) => ({
  event: { kind: 'message', message: { actor: { kind }, text, statusLine: null, failed: null, ...more } },
})
const UNKNOWN = (because: RegExp) => ({ event: { kind: 'unknown', because: expect.stringMatching(because) } })

const DELIVERIES: Record<string, object> = {
  'webhook-2018-message_create-user.json': SAYS('customer', 'USER MESSAGE - from postman', {
    actor: { kind: 'customer', id: 'dbec0910-b4d6-4d81-8015-81f560a918de' },
    conversationId: '11de8840-6ce8-48ac-a418-7c2ae81a1b57_dbec0910-b4d6-4d81-8015-81f560a918de_feedback',
  }),
  'webhook-2018-conversation_reopen-agent.json': {
    event: {
      kind: 'reopening',
      reopener: { kind: 'agent', id: '41c85e6d-cf41-4275-904d-545849e6f22b' },
      status: 'open',
      assignedAgentId: '5cf047ca-e453-4d2e-9fba-46da60708e87',
    },
  },
  'webhook-2019-message_create-user.json': {
    ...SAYS('customer', 'Test 2', {
      customerId: '882f3926-b292-414b-a411-96380db373cd',
      visibilityKnown: true,
    }),
    action: 'message_create',
    at: new Date('2019-06-21T17:43:20.875Z'),
    dedupeKey: 'message:7a454fde-c720-4c97-a61d-0ffe70449eb6',
  },
  'webhook-2020-message_create-agentMessage.json': SAYS('agent', expect.any(String) as string, {
    private: false,
    visibilityKnown: true,
  }),
  'webhook-2020-message_create-userMessage.json': SAYS('customer', expect.any(String) as string, {
    source: 'web',
  }),
  'webhook-2020-conversation_assignment-assignedToAgent.json': {
    event: {
      kind: 'assignment',
      conversationId: '40c15ddf-74e0-41e5-870e-69187d085778',
      toAgentId: '999abdc6-e4b1-4944-a246-86f63109df7e',
      toGroupId: 'f8552a49-e96d-400f-bea0-add54b5ba6fc',
      fromAgentId: null,
      fromGroupId: 'f8552a49-e96d-400f-bea0-add54b5ba6fc',
      assignor: { kind: 'agent', id: '999abdc6-e4b1-4944-a246-86f63109df7e' },
      status: 'open',
    },
  },
  'webhook-2020-conversation_resolution-resolvedByAgent.json': {
    event: { kind: 'resolution', resolver: { kind: 'agent' }, status: 'resolved' },
  },
  'webhook-2020-conversation_reopen-reopenedByUser.json': {
    event: { kind: 'reopening', reopener: { kind: 'customer' }, status: 'open', assignedAgentId: null },
  },
  'webhook-2021-message_create-agent.json': SAYS('agent', 'hello', {
    conversationId: 'ac2175df14d36caf64e9a578fad89070',
    conversationInternalId: '515435468500047',
    customerId: 'Denise_aliasc26ddeed24ad9e8b19a68eb119d6e37c',
  }),
  'webhook-2022-04-conversation_reopen-user.json': {
    event: {
      kind: 'reopening',
      interactionId: '487870040076744-1648793439927',
      conversationInternalId: '487870040076744',
      assignedGroupId: '4cf5d9b8-b782-499f-b93c-541229df3729',
    },
  },
  'webhook-2022-11-message_create-agent.json': SAYS('agent', 'হাই সেখানে! আমি আজ তোমার জন্য কি করতে পারি?', {
    private: false,
    visibilityKnown: false,
  }),
  'webhook-2022-11-conversation_reopen-user.json': {
    event: { kind: 'reopening', reopener: { kind: 'customer' } },
  },

  'composed-webhook-message_create-user.json': SAYS('customer', 'Where is my order?', {
    actor: { kind: 'customer', id: ADA },
    conversationId: CHAT,
    conversationInternalId: '1019183591799001',
    createdAt: new Date('2025-07-10T19:47:55.442Z'),
  }),
  'composed-webhook-message_create-private-note.json': SAYS(
    'agent',
    expect.stringContaining('Refund') as string,
    {
      private: true,
      actor: { kind: 'agent', id: BEN },
    },
  ),
  'composed-webhook-message_create-api-echo.json': SAYS('agent', 'Let me check that for you.', {
    source: 'api',
    private: false,
    customerId: ADA,
  }),
  'composed-webhook-message_create-image-file.json': SAYS('customer', 'see attached', {
    parts: [{ image: expect.anything() }, { file: expect.anything() }, { text: { content: 'see attached' } }],
  }),
  'composed-webhook-message_create-system-welcome.json': SAYS('system', '.', { visibilityKnown: true }),
  'composed-webhook-conversation_assignment-to-agent.json': {
    event: {
      kind: 'assignment',
      toAgentId: BEN,
      fromAgentId: null,
      toGroupId: GROUP,
      assignor: { kind: 'agent', id: BEN },
    },
  },
  'composed-webhook-conversation_assignment-unassign.json': {
    event: { kind: 'assignment', toAgentId: null, fromAgentId: BEN, toGroupId: GROUP, assignedAgentId: null },
  },
  'composed-webhook-conversation_assignment-system.json': {
    event: { kind: 'assignment', toAgentId: BEN, assignor: { kind: 'system', id: null } },
  },
  'composed-webhook-conversation_resolution-agent.json': {
    event: {
      kind: 'resolution',
      resolver: { kind: 'agent', id: BEN },
      customerId: ADA,
      assignedAgentId: BEN,
    },
  },
  'composed-webhook-conversation_reopen-user.json': {
    event: {
      kind: 'reopening',
      reopener: { kind: 'customer', id: ADA },
      assignedAgentId: null,
      assignedGroupId: null,
    },
  },

  'fdk-event-onConversationCreate.json': { ...UNKNOWN(/marketplace/), action: 'onConversationCreate' },
  'fdk-event-onConversationUpdate.json': UNKNOWN(/marketplace/),
  'fdk-event-onMessageCreate.json': UNKNOWN(/marketplace/),
  'fdk-event-onUserUpdate.json': UNKNOWN(/marketplace/),
  'fdk-event-onAgentActivityCreate.json': UNKNOWN(/marketplace/),
  'fdk-event-onTicketMessageCreate.json': UNKNOWN(/marketplace/),
}

/** weni's tests, in the order of the file: sparse on purpose. */
const WENI: object[] = [
  {
    event: { kind: 'unknown', because: expect.stringMatching(/without an id/), conversationId: '1234567890' },
  },
  {
    event: { kind: 'unknown', because: expect.stringMatching(/without an id/), conversationId: '9999999999' },
  },
  { ...UNKNOWN(/not documented/), action: 'invalid_action' },
  {
    event: { kind: 'unknown', because: expect.stringMatching(/without an id/), conversationId: '1234567890' },
  },
  {
    event: {
      kind: 'resolution',
      conversationId: '1234567890',
      resolver: { kind: 'agent', id: '123' },
      customerId: '123',
    },
  },
  {
    event: {
      kind: 'reopening',
      conversationId: '1234567890',
      reopener: { kind: 'agent', id: '123' },
      status: null,
    },
  },
]

const message = (body: unknown) => parseMessage(body, { at: NOW })
const rows = (key: string, parse: (row: unknown) => unknown) => (body: Page) =>
  body.response.body[key]?.map(parse)
interface Page {
  response: { body: Record<string, unknown[]> }
}

const RESOURCES: Record<string, [read: (body: never) => unknown, expected: unknown]> = {
  'api-account-configuration-page.json': [
    (body: Page) => parseAccount(body.response.body),
    {
      accountId: '8762573821',
      appId: 'app_fixture_1',
      domain: 'fixture.freshchat.example.com',
      plan: 'Enterprise Annual Plan',
    },
  ],
  'api-agent.json': [
    parseAgent,
    {
      id: 'bc26517a-4d92-4c35-a496-f506fe32ba40',
      email: 'agent@example.com',
      name: 'Arrun Rajkummar',
      isDeactivated: false,
      isDeleted: false,
    },
  ],
  'api-agents-page.json': [
    rows('agents', parseAgent),
    [{ id: 'agents_fixture_1' }, { email: 'fixture2@example.com' }],
  ],
  'api-channels-page.json': [
    rows('channels', parseChannel),
    [{ id: 'channels_fixture_1', name: 'Fixture channels 1', source: null, welcomeText: null }],
  ],
  'api-groups-page.json': [
    rows('groups', parseGroup),
    [{ id: 'groups_fixture_1', name: 'Fixture groups 1' }],
  ],
  'api-users-page.json': [
    rows('users', parseContact),
    [{ id: 'users_fixture_1', name: 'Fixture1 User', phone: null, properties: [] }],
  ],
  'api-user.json': [
    parseContact,
    {
      id: '1',
      name: 'Sudhir',
      email: null,
      properties: [
        { name: 'fc_user_timezone', value: 'Asia/Calcutta' },
        { name: 'plan', value: 'estate' },
      ],
    },
  ],
  'api-conversation-2025.json': [
    parseConversation,
    {
      id: '7e673110-64fc-461f-bcec-cc8e9a47a568',
      internalId: '1019183591791880',
      status: 'open',
      rawStatus: 'new',
      assignedAgentId: null,
      customerId: 'd108c12a-7e7d-474c-94d2-be08551c8400',
      updatedAt: new Date('2025-07-10T19:47:55.536Z'),
    },
  ],
  'api-conversation-minimal-2022.json': [
    parseConversation,
    {
      id: '2437ebee-895f-423b-9470-f22e4eb90a44',
      status: 'open',
      assignedAgentId: null,
      url: null,
      updatedAt: null,
    },
  ],
  'api-message-2025.json': [
    message,
    {
      actor: { kind: 'customer' },
      text: 'hello world',
      conversationInternalId: '1019183591791880',
      failed: null,
    },
  ],
  'api-messages-normal-system-private.json': [
    (body: unknown[]) => body.map(message),
    [
      { text: 'hello', private: false, statusLine: null },
      { actor: { kind: 'agent' }, statusLine: 'resolved', visibilityKnown: true },
      { text: 'Private note by agent here', private: true, statusLine: null },
    ],
  ],
  'api-messages-page-last.json': [
    (body: { messages: unknown[] }) => body.messages.map(message),
    [{ id: 'message-id-2', text: 'hi there, second message here.', source: 'web' }],
  ],
  'api-messages-page-with-link.json': [
    (body: { messages: unknown[] }) => body.messages.map(message),
    [{ id: 'message-id-1', customerId: null }],
  ],
  'api-messages-page-with-resolve-system-message.json': [
    (body: { messages: unknown[] }) => body.messages.map(message),
    [{ statusLine: null }, { statusLine: 'resolved' }],
  ],
  'api-swagger-examples.json': [
    (body: Record<string, unknown>) => ({
      agent: parseAgent(body.agent),
      contact: parseContact(body.user),
      channel: parseChannel(body.channel),
      group: parseGroup(body.group),
      conversation: parseConversation(body.conversation),
      message: message(body.message),
    }),
    {
      agent: { name: 'Govind Patel' },
      contact: { properties: [{ name: 'orderId', value: '#1242' }] },
      channel: { name: 'Inbox', welcomeText: null },
      group: { name: 'Support' },
      conversation: {
        assignedGroupId: 'c2937604-0a08-43c2-a09c-e77f5f565a0e',
        customerId: '2681d294-3460-4f32-b5fb-828958995b5c',
      },
      message: { statusLine: 'resolved', text: 'string', source: 'web' },
    },
  ],
  'api-weni-client-responses.json': [
    (body: { test: string; status: number; body: Record<string, unknown> }[]) => {
      const ok = (name: string) => body.find((row) => row.test === name && row.status < 300)?.body
      return {
        message: message(ok('TestCreateMessage')),
        conversation: parseConversation(ok('TestUpdateConversation')),
        contact: parseContact(ok('TestCreateUser')),
        error: parseConversation(body[0]?.body),
      }
    },
    {
      message: {
        id: '123id',
        actor: { kind: 'customer', id: '123456789023' },
        text: 'Hello, world!',
        createdAt: NOW,
      },
      conversation: { id: '1234567890', status: 'open', rawStatus: 'reopen' },
      contact: { name: 'Test Test', phone: '1234567890' },
      error: null,
    },
  ],
}

const IGNORED: Record<string, string> = {
  'SOURCES.md': 'says where the others came from',
  'signature-golden-2019.json': 'read by src/freshchat/signature.test.ts',
  'api-errors.json': 'read by src/freshchat/request.test.ts',
  'api-metrics-historical-wait-time.json': 'Baton reads no metrics',
  'api-roles-page.json': 'Baton reads no roles',
}

describe.skipIf(!existsSync(FOLDER))(
  `the fixtures of ${FOLDER} (skipped where that folder is absent)`,
  () => {
    const read = (file: string) => JSON.parse(readFileSync(resolve(FOLDER, file), 'utf8'))
    const files = existsSync(FOLDER) ? readdirSync(FOLDER) : []

    test('have a line here, every one', () => {
      const named = [
        ...Object.keys({ ...DELIVERIES, ...RESOURCES, ...IGNORED }),
        'webhook-weni-test-cases.json',
      ]
      expect(files.sort()).toEqual(named.sort())
    })

    test.each(Object.entries(DELIVERIES))('%s', (file, expected) => {
      expect(parseDelivery(read(file), NOW)).toMatchObject(expected)
    })

    test('webhook-weni-test-cases.json', () => {
      const cases: { body: unknown }[] = read('webhook-weni-test-cases.json')
      expect(cases.map((one) => parseDelivery(one.body, NOW))).toMatchObject(WENI)
    })

    test.each(Object.entries(RESOURCES))('%s', (file, [parse, expected]) => {
      // the table pairs each reader with its own file, which the compiler cannot see
      expect(parse(read(file) as never)).toMatchObject(expected as object)
    })

    test('no two of the deliveries share a dedupe key, and a repeat has the same one', () => {
      const keys = (): string[] =>
        Object.keys(DELIVERIES).map(
          (file) => (parseDelivery(read(file), NOW) satisfies { event: FreshchatEvent }).dedupeKey,
        )
      expect(new Set(keys()).size).toBe(Object.keys(DELIVERIES).length)
      expect(keys()).toEqual(keys())
    })
  },
)
