import type { Clock } from '../clock.ts'
import { createFreshchat, type Freshchat } from './client.ts'
import { FreshchatError } from './error.ts'
import { createRate, memoryRateStore } from './rate-queue.ts'
import type { CallOptions, FreshchatOptions } from './request.ts'
import type { Account, FreshchatAgent, FreshchatChannel } from './resource.ts'

/** Whether a host, a token and an agent work together: what Test & Save and the health page ask Freshchat. */
export type ProbeResult =
  | {
      kind: 'works'
      account: Account
      agent: FreshchatAgent
      channels: FreshchatChannel[] | null
      agents: FreshchatAgent[] | null
    }
  | ({ kind: 'fails' } & ProbeFault)

export interface ProbeFault {
  check: 'host' | 'token' | 'agent'
  code:
    | 'unreachable'
    | 'not_freshchat'
    | 'invalid_token'
    | 'forbidden'
    | 'agent_not_found'
    | 'agent_deactivated'
  /** What is wrong, one sentence. */
  detail: string
  /** What to do, one sentence. */
  fix: string
}

const LONGEST_MS = 25_000
const CALL_MS = 10_000

export async function probe(asked: {
  baseUrl: string
  token: string
  agentEmail: string
  clock: Clock
  fetch: typeof fetch
  onRequest: NonNullable<FreshchatOptions['onRequest']>
}): Promise<ProbeResult> {
  const { baseUrl, token, agentEmail, clock, fetch, onRequest } = asked
  // not the connection's own rate: what is tested may be another account, or a token that was just renewed
  const rate = createRate(memoryRateStore(), clock)
  const client = (defaultAgentId: string | null) =>
    createFreshchat({
      baseUrl,
      token,
      defaultAgentId,
      rate,
      clock,
      fetch,
      onRequest,
      readTimeoutMs: CALL_MS,
      writeTimeoutMs: CALL_MS,
    })
  const call = { priority: 'send', signal: AbortSignal.timeout(LONGEST_MS) } as const
  const freshchat = client(null)
  try {
    const account = await freshchat.account(call)
    const agent = await freshchat.agentByEmail(agentEmail, call)
    if (agent === null || agent.isDeleted) return noAgent(agentEmail)
    if (agent.isDeactivated) return deactivated(agentEmail)
    if (!(await client(agent.id).mayWrite(call))) return mayNot()
    return {
      kind: 'works',
      account,
      agent,
      channels: await orNull(freshchat.channels(call)),
      agents: await orNull(freshchat.agents(call)),
    }
  } catch (fault) {
    return failure(fault)
  }
}

/**
 * What is asked every few minutes: the token, and the agent under its id and address. null: all is well; `no-room`: the rate limit
 * leaves no call for this now.
 */
export async function askAgain(
  freshchat: Freshchat,
  agent: { id: string; email: string },
  call: CallOptions,
): Promise<ProbeFault | 'no-room' | null> {
  try {
    await freshchat.account(call)
    const found = await freshchat.agent(agent.id, call).catch((fault) => {
      if (fault instanceof FreshchatError && fault.kind === 'not_found') return null
      throw fault
    })
    if (found === null || found.isDeleted) return noAgent(agent.email)
    if (found.isDeactivated) return deactivated(agent.email)
    return found.email?.toLowerCase() === agent.email.toLowerCase() ? null : renamed(agent.email, found.email)
  } catch (fault) {
    if (fault instanceof FreshchatError && fault.kind === 'rate_limited') return 'no-room'
    return failure(fault)
  }
}

/** Ours is the fault here, not Freshchat's: nobody can read what we kept. */
export function tokenUnreadable(): { kind: 'fails' } & ProbeFault {
  return {
    kind: 'fails',
    check: 'token',
    code: 'invalid_token',
    detail: 'The stored access token cannot be opened: BATON_SECRET is not the one that it was saved with.',
    fix: 'Put the old secret back behind the new one (BATON_SECRET=new,old), or paste the token again and press Test & Save.',
  }
}

/** Names only: a token that may not read them is good all the same. */
async function orNull<T>(reading: Promise<T>): Promise<T | null> {
  return reading.catch(() => null)
}

function failure(fault: unknown): { kind: 'fails' } & ProbeFault {
  const timedOut = fault instanceof DOMException && fault.name === 'TimeoutError'
  if (!(fault instanceof FreshchatError) && !timedOut) throw fault
  const kind = timedOut ? 'timeout' : (fault as FreshchatError).kind // all else was thrown above
  const detail = timedOut ? 'Freshchat did not answer in time.' : (fault as FreshchatError).message
  switch (kind) {
    case 'unauthorized':
      return {
        kind: 'fails',
        check: 'token',
        code: 'invalid_token',
        detail: 'Freshchat does not accept this access token.',
        fix: 'Generate a token in Freshchat under Admin Settings → Configure → API Tokens (Chat API), paste it here and save.',
      }
    case 'forbidden':
      return mayNot()
    case 'not_json':
    case 'not_found':
    case 'bad_request':
      return {
        kind: 'fails',
        check: 'host',
        code: 'not_freshchat',
        detail:
          kind === 'not_json' ? sentence(detail) : 'This host answers, but not as Freshchat’s chat API does.',
        fix: 'Enter the host that Freshchat shows as “Your chat URL” under Admin Settings → API Settings.',
      }
    default:
      return {
        kind: 'fails',
        check: 'host',
        code: 'unreachable',
        detail: sentence(detail),
        fix: 'Check the domain for typing errors, and that this server may reach it; then try again.',
      }
  }
}

function noAgent(email: string): { kind: 'fails' } & ProbeFault {
  return {
    kind: 'fails',
    check: 'agent',
    code: 'agent_not_found',
    detail: `Freshchat has no agent with the e-mail address ${email}.`,
    fix: 'Enter the address of an agent of this Freshchat account, or add that agent in Freshchat first.',
  }
}

function renamed(email: string, now: string | null): { kind: 'fails' } & ProbeFault {
  return {
    kind: 'fails',
    check: 'agent',
    code: 'agent_not_found',
    detail: `The agent ${email} has another e-mail address in Freshchat now: ${now ?? 'none'}.`,
    fix: 'Enter the new address here and save, so that it is certain who answers.',
  }
}

function deactivated(email: string): { kind: 'fails' } & ProbeFault {
  return {
    kind: 'fails',
    check: 'agent',
    code: 'agent_deactivated',
    detail: `The agent ${email} is deactivated in Freshchat.`,
    fix: 'Activate the agent in Freshchat, or enter another one.',
  }
}

function mayNot(): { kind: 'fails' } & ProbeFault {
  return {
    kind: 'fails',
    check: 'token',
    code: 'forbidden',
    detail:
      'Freshchat accepts this access token, but it may not do all that is needed: read the account and its agents, and post messages.',
    fix: 'Generate a new token as an account admin in Freshchat: a token keeps the rights that it was made with.',
  }
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`
}
