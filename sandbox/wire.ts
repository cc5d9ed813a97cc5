import type { Agent, Channel, Conversation, Group, Message, User } from './records.ts'
import type { State } from './state.ts'

/** A JSON object as it goes over the wire; a key whose value is `undefined` is left out. */
export type Json = Record<string, unknown>

/** Our records in Freshchat's spelling. The lean forms are those of 2019, for clients with closed models (18). */
export interface Wire {
  conversation(conversation: Conversation): Json
  message(message: Message): Json
  agent(agent: Agent): Json
  user(user: User): Json
  group(group: Group): Json
  channel(channel: Channel): Json
}

export function openWire(state: State, address: string): Wire {
  const lean = (): boolean => state.settings().leanProfile
  const orgAgentId = (id: string | null): string | undefined =>
    id === null ? undefined : state.agents.get(id)?.org_agent_id

  return {
    conversation(c) {
      const core: Json = {
        conversation_id: c.id,
        app_id: state.account.app_id,
        status: c.status,
        channel_id: c.channelId,
        // When nobody is assigned the key is left out, not null (6.5, capture of 2025).
        assigned_agent_id: c.agentId ?? undefined,
        assigned_group_id: c.groupId ?? undefined,
      }
      if (lean()) return core
      return {
        ...core,
        conversation_internal_id: c.internalId,
        assigned_org_agent_id: orgAgentId(c.agentId),
        skill_id: 0,
        properties: c.properties,
        // Form 1 of section 14 on Freshchat; here the jump leads to the sandbox's own rep desk.
        url: `${address}/?conversation=${c.internalId}`,
        org_contact_id: state.users.get(c.userId)?.org_contact_id,
        created_time: c.createdAt,
        updated_time: c.updatedAt,
        user_id: c.userId,
      }
    },
    message(m) {
      const core: Json = {
        message_parts: m.parts,
        app_id: state.account.app_id,
        actor_id: m.actorId,
        id: m.id,
        channel_id: m.channelId,
        conversation_id: m.conversationId,
        message_type: m.messageType ?? undefined,
        actor_type: m.actorType,
        created_time: m.createdAt,
      }
      if (lean()) return core
      const orgActorId =
        m.actorType === 'user' ? state.users.get(m.actorId)?.org_contact_id : orgAgentId(m.actorId)
      return {
        bots_input: false,
        ...core,
        reply_parts: m.replyParts.length > 0 ? m.replyParts : undefined,
        freshchat_conversation_id: m.interactionId.split('-')[0],
        freshchat_channel_id: state.channels.get(m.channelId)?.number,
        interaction_id: m.interactionId,
        user_id: m.userId,
        org_actor_id: orgActorId,
        message_source: m.source,
        meta_data: m.metaData ?? undefined,
        restrictResponse: false,
        botsPrivateNote: false,
        isBotsInput: false,
      }
    },
    agent(a) {
      const core: Json = {
        id: a.id,
        email: a.email,
        first_name: a.first_name,
        last_name: a.last_name,
        avatar: {},
        biography: '',
        groups: a.groups,
        role_id: a.role_id,
        social_profiles: [],
        is_deactivated: a.is_deactivated,
      }
      if (lean()) return core
      return {
        ...core,
        is_deleted: a.is_deleted,
        availability_status: a.availability_status,
        agent_status: a.agent_status ?? undefined,
        login_status: true,
        license_type: 'fulltime',
        routing_type: 'INTELLIASSIGN',
        org_contact_id: a.org_agent_id,
        locale: 'en',
        timezone: 'Etc/UTC',
        created_time: a.created_time,
        updated_time: a.updated_time,
      }
    },
    user(u) {
      const core: Json = {
        id: u.id,
        email: u.email ?? undefined,
        first_name: u.first_name,
        last_name: u.last_name ?? undefined,
        phone: u.phone ?? undefined,
        avatar: {},
        reference_id: u.reference_id ?? undefined,
        properties: u.properties,
        created_time: u.created_time,
      }
      if (lean()) return core
      return {
        ...core,
        restore_id: u.restore_id,
        org_contact_id: u.org_contact_id,
        login_status: false,
        updated_time: u.updated_time,
      }
    },
    group: (g) => ({
      ...g,
      agents: state.agents
        .all()
        .filter((a) => a.groups.includes(g.id))
        .map((a) => a.id),
    }),
    channel: (c) => ({
      id: c.id,
      name: c.name,
      icon: {},
      tags: [],
      enabled: true,
      public: true,
      locale: 'en',
      source: c.source,
      updated_time: '2026-01-05T09:00:00.000Z',
      welcome_message:
        c.welcome === null
          ? undefined
          : { message_parts: [{ text: { content: c.welcome } }], message_type: 'normal' },
    }),
  }
}
