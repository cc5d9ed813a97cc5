import { describe, expect, test } from 'vitest'
import { inOrganization } from '../../src/store/database.ts'
import { engines } from '../setup/engines.ts'
import { handsOff } from '../setup/models.ts'
import { aiLines, beforeEachTransaction, later } from '../setup/moments.ts'
import { createWorld, type World } from '../setup/world.ts'

const handover = (world: World, customer = 'Ana') =>
  world.transcript(customer).filter((line) => line.includes('Handed over by Baton'))
const WORDS = 'AI: I am passing this on to a colleague who can help you further. They will reply here.'

/** What every handoff comes to, whatever fails on the way. */
async function expectHandedOff(world: World, customer = 'Ana'): Promise<void> {
  expect(aiLines(world, customer), `${customer} is told once`).toEqual([WORDS])
  expect(handover(world, customer), `${customer}: one note`).toHaveLength(1)
  expect(world.freshchat(customer), customer).toMatchObject({ status: 'new', agent: null })
  const { owner, handoff } = await world.session(customer)
  expect({ owner, reason: handoff?.reason }, customer).toEqual({ owner: 'human', reason: 'not_in_knowledge' })
}

describe.each(engines)('handing off on %s', (engine) => {
  const note = { match: 'POST messages', bodyIncludes: 'private', times: 3 }
  // the first PUT is the claim
  const stepAside = { match: 'PUT conversation', skip: 1, times: 3 }
  test.each([
    ['the note fails', [note]],
    ['taking the AI off fails', [stepAside]],
    ['both fail', [note, stepAside]],
  ])('%s: tried again until the one end state is reached', async (_, faults) => {
    await using world = await createWorld({ engine, model: handsOff() })
    world.sandbox.faults.set('status', faults[0] ?? {})
    if (faults[1] !== undefined) world.sandbox.faults.set('dropBefore', faults[1])
    world.customer('Ana').says('Do you repair bicycles?')
    await world.settle()
    await expectHandedOff(world)
  })

  test('killed before any of its transactions: one end state, one note, the people’s throughout', async () => {
    await using world = await createWorld({ engine, model: handsOff() })
    const me = await world.api<{ organization: { id: string } }>('GET', '/api/v1/me')
    const moments: string[] = []
    for (let moment = 0; ; moment++) {
      const customer = `Ana${moment}`
      const wasKilled = killedAt(world, me.organization.id, moment)
      world.customer(customer).says('Do you repair bicycles?')
      await world.settle()
      await expectHandedOff(world, customer)
      const where = wasKilled()
      if (where === null) break
      moments.push(where)
    }
    // each step's beginning and end, the decision, the close
    expect(moments.length).toBeGreaterThan(8)
  })

  test('to a group, or to an agent, that the settings name', async () => {
    await using world = await createWorld({ engine, model: handsOff() })
    const billing = world.group('Billing').id
    await world.api('PATCH', '/api/v1/settings', { handoff: { target: { kind: 'group', id: billing } } })
    world.customer('Ana').says('Do you repair bicycles?')
    await world.settle()
    expect(world.freshchat('Ana')).toEqual({ status: 'new', agent: null, group: 'Billing' })

    const rosa = world.sandbox.state.agents().find((each) => each.first_name === 'Rosa')?.id
    await world.api('PATCH', '/api/v1/settings', { handoff: { target: { kind: 'agent', id: rosa } } })
    world.customer('Eva').says('Do you repair bicycles?')
    await world.settle()
    expect(world.freshchat('Eva')).toMatchObject({ status: 'assigned', agent: 'Rosa Lindqvist' })
    expect((await world.session('Eva')).owner).toBe('human')
    // whoever it was given to: nobody is told that nobody came
    await later(world, 60 * 60_000)
    expect(aiLines(world, 'Eva')).toHaveLength(1)
  })

  test('the agent that the settings name is gone: it waits in the queue, where everybody sees it', async () => {
    await using world = await createWorld({ engine, model: handsOff() })
    await world.api('PATCH', '/api/v1/settings', {
      handoff: { target: { kind: 'agent', id: '00000000-0000-4000-8000-00000000dead' } },
    })
    world.customer('Ana').says('Do you repair bicycles?')
    await world.settle()
    await expectHandedOff(world)
  })

  test('the group it waited in is kept', async () => {
    await using world = await createWorld({ engine, model: handsOff() })
    world.customer('Ana').says('Do you repair bicycles?')
    world.rule.assigns('Ana', { group: 'Support' })
    await world.settle()
    await expectHandedOff(world)
    expect(world.freshchat('Ana').group).toBe('Support')
  })

  test('the default agent no longer works: the note lands all the same, and health turns red', async () => {
    await using world = await createWorld({ engine, model: handsOff() })
    world.customer('Eva').says('hello')
    await world.settle()
    // posts in an agent's name are refused from now on, as Freshchat does for an agent that is gone
    world.sandbox.faults.set('status', { match: 'POST messages', code: 404, bodyIncludes: '"agent"' })
    world.customer('Ana').says('Do you repair bicycles?')
    await world.settle()
    expect(handover(world)).toHaveLength(1)
    expect(world.freshchat('Ana').agent).toBeNull()
    expect(await world.session('Ana')).toMatchObject({ owner: 'human' })
    const connection = await world.api<{
      status: string
      health: { checks: { name: string; ok: boolean }[] }
    }>('GET', '/api/v1/integrations/freshchat')
    expect(connection.status).toBe('broken')
    expect(connection.health.checks.find(({ name }) => name === 'agent')?.ok).toBe(false)
  })

  test('the note says why, what was tried, the language and where to look', async () => {
    await using world = await createWorld({ engine })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    world.customer('Ana').says('Can I talk to a real person please?')
    await world.settle()
    const [note] = handover(world)
    const { id } = await world.session('Ana')
    expect(note).toMatch(/^\(note\) AI: Handed over by Baton: The customer asked for a person\./)
    expect(note).toContain('Tried: "Standard delivery takes')
    expect(note).toContain('Language: en')
    expect(note).toContain(`/inbox/${id}`)
  })

  test.each([
    [0, 'the AI only: it offers once, and who asks twice reaches a person', 2],
    [1, 'quick: the first wish is enough', 1],
    [2, 'balanced: a wish is respected', 1],
    [3, 'the AI first: it tries, and who asks twice reaches a person', 2],
  ])('level %i, %s', async (level, _, asks) => {
    await using world = await createWorld({ engine, settings: { handoff: { level } } })
    for (let ask = 1; ask <= asks; ask++) {
      if (ask > 1) expect(handover(world)).toEqual([])
      world.customer('Ana').says(ask === 1 ? 'I want to talk to a person' : 'No, get me a human agent please')
      await world.settle()
    }
    expect(handover(world)).toHaveLength(1)
    expect((await world.session('Ana')).handoff?.reason).toBe('asked_for_human')
  })

  test('no machine: who wants none reaches a person, whatever else could be answered', async () => {
    await using world = await createWorld({ engine })
    world.customer('Ana').says("I don't want to talk to a bot. How long does delivery take?")
    world.customer('Eva').says('Please do not pass me to a colleague. How long does delivery take?')
    await world.settle()
    expect((await world.session('Ana')).handoff?.reason).toBe('asked_for_human')
    expect((await world.session('Eva')).handoff?.reason).not.toBe('asked_for_human')
  })

  test('templates: the team’s own words, with the time it is back outside hours', async () => {
    await using world = await createWorld({
      engine,
      model: handsOff(),
      settings: {
        templates: { en: { handoff: 'A colleague comes.', handoffOutside: 'Back {when}.' } },
        officeHours: { timezone: 'Europe/Berlin', weekly: [{ day: 'mon', from: '09:00', to: '09:01' }] },
      },
    })
    world.customer('Ana').says('Do you repair bicycles?')
    await world.settle()
    expect(aiLines(world)[0]).toMatch(/^AI: Back Monday.*GMT\+[12]\.$|^AI: A colleague comes\.$/)
  })
})

/** The worker dies just before its `moment`-th transaction from now on; says where, null when it never came to that. */
function killedAt(world: World, organizationId: string, moment: number): () => string | null {
  const { database } = world.baton.app
  let count = 0
  let where: string | null = null
  const stop = beforeEachTransaction(world, (stack) => {
    const isTurns = /at fenced/.test(stack)
    if (!isTurns || where !== null || count++ !== moment) return null
    where = stack
    // as after its lease ran out: another worker takes the conversation, and this one's hold is worth nothing
    return () =>
      inOrganization(database, organizationId, async (tx) => {
        const fenced = await tx
          .updateTable('conversations')
          .set((eb) => ({ fence: eb('fence', '+', 1), lease_until: null }))
          .where('lease_until', 'is not', null)
          .executeTakeFirst()
        expect(fenced.numUpdatedRows).toBe(1n)
      })
  })
  return () => {
    stop()
    return where
  }
}
