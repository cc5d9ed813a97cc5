import { describe, expect, test } from 'vitest'
import { freshchat, READ, type Reply, state } from './throwaway.test-kit.ts'

describe('unassign', () => {
  type Rule = (
    now: { agent: string | null; group: string | null },
    body: Record<string, string>,
  ) => Reply | undefined
  const both = { status: 'new', assigned_agent_id: '', assigned_group_id: 'g1' }
  const space = { ...both, assigned_agent_id: ' ' }
  const group = { status: 'new', assigned_group_id: 'g1' }

  async function unassign(rule: Rule, keepGroupId: string | null = 'g1') {
    const now: { agent: string | null; group: string | null } = { agent: 'ai', group: 'g1' }
    await using server = await freshchat(({ method, body }) => {
      const special = method === 'PUT' ? rule(now, body) : undefined
      return special ?? { json: state(now.agent, now.group) }
    })
    const conversation = await server.client.unassign('c1', { ...READ, keepGroupId })
    const puts = server.seen.filter((seen) => seen.method === 'PUT').map((seen) => seen.body)
    return { agent: conversation.assignedAgentId, group: conversation.assignedGroupId, puts }
  }

  const obeying: Rule = (now, body) => {
    if (body.assigned_agent_id?.trim() === '') now.agent = null
    if (body.assigned_group_id !== undefined) now.group = body.assigned_group_id
    return undefined
  }

  test.each([
    ['one call is enough', obeying, [both]],
    [
      'the group is lost with the agent: it is set again',
      ((now, body) => {
        if (body.assigned_agent_id === '') Object.assign(now, { agent: null, group: null })
        else now.group = body.assigned_group_id ?? null
        return undefined
      }) as Rule,
      [both, group],
    ],
    [
      'only a space unassigns',
      ((now, body) => (body.assigned_agent_id === '' ? undefined : obeying(now, body))) as Rule,
      [both, space],
    ],
    [
      'both together are refused',
      ((now, body) =>
        body.assigned_agent_id === '' && body.assigned_group_id
          ? { status: 400, json: {} }
          : obeying(Object.assign(now, { group: null }), body)) as Rule,
      [both, { status: 'new', assigned_agent_id: '' }, group],
    ],
    ['the answer shows nothing', ((now, body) => obeying(now, body) ?? { raw: '' }) as Rule, [both]],
  ])('%s', async (_, rule, puts) => {
    expect(await unassign(rule)).toEqual({ agent: null, group: 'g1', puts })
  })

  test('a rep whom routing put in our place is left alone, group and all', async () => {
    const routed = await unassign((now) => void Object.assign(now, { agent: 'ben', group: null }))
    expect(routed).toEqual({ agent: 'ben', group: null, puts: [both] })
  })

  test('an agent that cannot be removed is reported by the answer, after two tries', async () => {
    expect(await unassign(() => undefined)).toEqual({ agent: 'ai', group: 'g1', puts: [both, space] })
  })

  test('without a group to keep none is named', async () => {
    expect(await unassign(obeying, null)).toMatchObject({
      agent: null,
      puts: [{ status: 'new', assigned_agent_id: '' }],
    })
  })
})
