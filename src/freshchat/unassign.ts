import { FreshchatError } from './error.ts'
import type { FreshchatConversation } from './resource.ts'

export type Put = (fields: Record<string, string>) => Promise<FreshchatConversation>

/**
 * Takes `agentId` off a conversation and leaves it in the queue of `keepGroupId`. The documented way is two calls,
 * and between them the conversation is in nobody's queue (reference 7.2); so one call that names both is tried first
 * and its answer is believed. Stops as soon as somebody else has the conversation: that is a rep, or routing's choice.
 */
export async function unassignKeepingGroup(
  put: Put,
  agentId: string | null,
  keepGroupId: string | null,
): Promise<FreshchatConversation> {
  const group: Record<string, string> = keepGroupId === null ? {} : { assigned_group_id: keepGroupId }
  const stillOurs = (conversation: FreshchatConversation) =>
    conversation.assignedAgentId !== null && (agentId === null || conversation.assignedAgentId === agentId)

  let now = await put({ status: 'new', assigned_agent_id: '', ...group }).catch((fault: unknown) => {
    const refused = fault instanceof FreshchatError && fault.kind === 'bad_request' && keepGroupId !== null
    if (!refused) throw fault
    return put({ status: 'new', assigned_agent_id: '' })
  })
  // an older client was seen to send one space (reference 7.3)
  if (stillOurs(now)) now = await put({ status: 'new', assigned_agent_id: ' ', ...group })
  if (now.assignedAgentId !== null || keepGroupId === null || now.assignedGroupId === keepGroupId) return now
  return put({ status: 'new', assigned_group_id: keepGroupId })
}
