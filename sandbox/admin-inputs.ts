import { z } from 'zod'

const conversationId = z.string()
/** The bodies of `/admin/api`, as the table in README.md has them. */
export const inputs = {
  customerSay: z.object({
    customer: z.string(),
    text: z.string().optional(),
    parts: z.array(z.record(z.string(), z.unknown())).optional(),
    conversationId: conversationId.optional(),
    channel: z.string().optional(),
  }),
  newConversation: z.object({
    customer: z.string(),
    channel: z.string().optional(),
    text: z.string().optional(),
  }),
  repSay: z.object({ agent: z.string(), conversationId, text: z.string(), private: z.boolean().optional() }),
  repAssign: z.object({
    agent: z.string(),
    conversationId,
    toAgent: z.string().nullable().optional(),
    toGroup: z.string().nullable().optional(),
  }),
  repAct: z.object({ agent: z.string(), conversationId }),
  ruleAssign: z.object({
    conversationId,
    toAgent: z.string().nullable().optional(),
    toGroup: z.string().nullable().optional(),
  }),
  ruleSay: z.object({ conversationId, text: z.string(), agent: z.string().optional() }),
  autoResolve: z.object({ conversationId }),
  newAgent: z.object({
    email: z.string(),
    first_name: z.string().optional(),
    last_name: z.string().optional(),
    groups: z.array(z.string()).optional(),
  }),
  agentPatch: z.object({
    email: z.string().optional(),
    first_name: z.string().optional(),
    is_deactivated: z.boolean().optional(),
    is_deleted: z.boolean().optional(),
  }),
  webhook: z.object({ url: z.url({ protocol: /^https?$/ }).nullable() }),
  redeliver: z.object({ deliveryId: z.string().optional(), all: z.boolean().optional() }),
  patch: z.record(z.string(), z.unknown()),
}
