import { accountCalls } from './account-calls.ts'
import { conversationCalls } from './conversation-calls.ts'
import { createRequest, type FreshchatOptions } from './request.ts'

export type Freshchat = ReturnType<typeof createFreshchat>

/** One Freshchat account. Every call waits for its slot of the rate limit; every failure is a FreshchatError. */
export function createFreshchat(options: FreshchatOptions) {
  const request = createRequest(options)
  return {
    ...accountCalls(request, options.defaultAgentId),
    ...conversationCalls(request, options.clock, options.defaultAgentId),
  }
}
