import type { Account, Agent, Channel, Group, Role } from './records.ts'

// Fixed ids, so that a test may name them; keys, token, customers and conversations get random ones.
const BORN = '2026-01-05T09:00:00.000Z'

export const SUPPORT_GROUP_ID = 'f6d21407-3192-408e-b28a-cd4e5f607101'
export const BILLING_GROUP_ID = 'f6d21407-3192-408e-b28a-cd4e5f607102'

export const DEFAULT_AGENT_ID = 'e5c103f6-2081-4f7d-a179-bc3d4e5f6001'
const MIA_ID = 'd4b0f2e5-1f70-4e6c-9068-ab2c3d4e5001'
const BEN_ID = 'd4b0f2e5-1f70-4e6c-9068-ab2c3d4e5002'
const ROSA_ID = 'd4b0f2e5-1f70-4e6c-9068-ab2c3d4e5003'

/** Who a message of `actor_type: bot` without an id reads back as. */
export const BOT_ID = 'b07b07b0-2081-4f7d-a179-bc3d4e5f6001'
/** The token is the account owner's: API calls that assign or resolve act in this agent's name (D). */
export const OWNER_ID = MIA_ID

export const ACCOUNT: Account = {
  organisation_id: 1775382926361,
  organisation_domain: 'acme.myfreshworks.test',
  account_id: 153370844780746,
  account_domain: 'acme-1234.freshchat.test',
  app_id: '0b9c4c3e-2f6a-4a5e-9d50-1f2d6b1a7c11',
  bundle_id: 991773928113,
  bundle_type: 'freshchat',
  plan_type: 'Enterprise Annual Plan',
  datacenter: 'US',
  web_chat_id: '5a1c6f0e-77aa-4b53-9d0c-0a1b2c3d4e5f',
}

export const GROUPS: Group[] = [
  { id: SUPPORT_GROUP_ID, name: 'Support', description: 'First line', routing_type: 'INTELLIASSIGN' },
  {
    id: BILLING_GROUP_ID,
    name: 'Billing',
    description: 'Invoices and refunds',
    routing_type: 'INTELLIASSIGN',
  },
]

function agent(
  id: string,
  email: string,
  first: string,
  last: string,
  role: string,
  number: number,
  groups: string[],
): Agent {
  return {
    id,
    email,
    first_name: first,
    last_name: last,
    groups,
    role_id: role,
    org_agent_id: `34516243227728${number}`,
    is_deactivated: false,
    is_deleted: false,
    availability_status: 'AVAILABLE',
    agent_status: null,
    created_time: BORN,
    updated_time: BORN,
  }
}

/** The account owner comes first: Freshworks' own SDK takes the first listed agent for the owner. */
export const AGENTS: Agent[] = [
  agent(MIA_ID, 'mia@acme.test', 'Mia', 'Okafor', 'OWNER', 1451, [SUPPORT_GROUP_ID, BILLING_GROUP_ID]),
  agent(DEFAULT_AGENT_ID, 'ai@acme.test', 'Baton', 'AI', 'AGENT', 1452, [SUPPORT_GROUP_ID]),
  agent(BEN_ID, 'ben@acme.test', 'Ben', 'Adler', 'AGENT', 1453, [SUPPORT_GROUP_ID]),
  agent(ROSA_ID, 'rosa@acme.test', 'Rosa', 'Lindqvist', 'AGENT', 1454, [BILLING_GROUP_ID]),
]

export const CHANNELS: Channel[] = [
  {
    id: 'a7d2a0a2-6a4c-44f1-8b3f-6f0f7f0a1b01',
    number: '854617',
    name: 'Support',
    source: 'FRESHCHAT',
    welcome: 'Hello! Ask us anything about your order.',
  },
  {
    id: 'a7d2a0a2-6a4c-44f1-8b3f-6f0f7f0a1b02',
    number: '854618',
    name: 'WhatsApp',
    source: 'WHATSAPP',
    welcome: null,
  },
  {
    id: 'a7d2a0a2-6a4c-44f1-8b3f-6f0f7f0a1b03',
    number: '854619',
    name: 'Email',
    source: 'EMAIL',
    welcome: null,
  },
]

export const ROLES: Role[] = [
  {
    id: 'OWNER',
    name: 'Account owner',
    description: 'Everything, and the subscription',
    is_custom_role: false,
  },
  {
    id: 'ACCOUNT_ADMIN',
    name: 'Account admin',
    description: 'Everything but the subscription',
    is_custom_role: false,
  },
  { id: 'AGENT', name: 'Agent', description: 'Answers conversations', is_custom_role: false },
]
