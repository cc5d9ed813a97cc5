import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { ModelMessage } from '../src/answer/model.ts'
import { metered, providerModel } from '../src/answer/providers.ts'
import { createVault } from '../src/secret.ts'
import { settingsSchema } from '../src/settings.ts'
import { inOrganization } from '../src/store/database.ts'
import { addSpending, spendingOf } from '../src/store/spending.ts'
import { engines } from './setup/engines.ts'
import { answers, whileThinking } from './setup/models.ts'
import { createWorld, type World } from './setup/world.ts'

async function within(world: World) {
  const { organization } = await world.api<{ organization: { id: string } }>('GET', '/api/v1/me')
  return { database: world.database.opened.database, organizationId: organization.id }
}

/** What a model costs is counted by month, and a ceiling makes the built-in answerer take over, visibly. */
describe.each(engines)('the money for models, on %s', (engine) => {
  const withCeiling = (monthlyCeilingUsd: number | null) =>
    settingsSchema.parse({ model: { provider: 'openai', name: 'gpt-5-mini', monthlyCeilingUsd } })

  test('at the ceiling the built-in answerer answers; the next month begins at nothing', async () => {
    await using world = await createWorld({ engine })
    const { clock } = world
    const { database, organizationId } = await within(world)
    const modelFor = providerModel(database, createVault([Buffer.alloc(32, 1)]), [], clock)
    const spend = (costUsd: number | null) =>
      inOrganization(database, organizationId, (tx) => addSpending(tx, organizationId, costUsd, clock.now()))
    const spent = () =>
      inOrganization(database, organizationId, (tx) => spendingOf(tx, organizationId, clock.now()))

    await spend(0.6)
    await spend(null)
    expect(await spent()).toEqual({ calls: 2, unpricedCalls: 1, costUsd: 0.6 })
    expect((await modelFor(organizationId, withCeiling(1))).model?.name).toBe('openai:gpt-5-mini')
    await spend(0.4)
    expect(await modelFor(organizationId, withCeiling(1))).toEqual({ model: null, isOverCeiling: true })
    // no ceiling, or the built-in answerer anyway
    expect((await modelFor(organizationId, withCeiling(null))).model).not.toBeNull()
    expect(await modelFor(organizationId, settingsSchema.parse({ model: { monthlyCeilingUsd: 1 } }))).toEqual(
      {
        model: null,
        isOverCeiling: false,
      },
    )

    clock.skip(31 * 24 * 3600 * 1000)
    expect(await spent()).toEqual({ calls: 0, unpricedCalls: 0, costUsd: 0 })
    expect((await modelFor(organizationId, withCeiling(1))).isOverCeiling).toBe(false)
  })

  test('every page and the trace say so', async () => {
    await using world = await createWorld({ engine, isOverCeiling: true })
    await world.api('PATCH', '/api/v1/settings', {
      model: { provider: 'openai', name: 'gpt-5-mini', apiKey: 'sk-1', monthlyCeilingUsd: 2 },
    })
    const { database, organizationId } = await within(world)
    await inOrganization(database, organizationId, (tx) =>
      addSpending(tx, organizationId, 2.5, world.clock.now()),
    )
    expect(await world.api('GET', '/api/v1/overview')).toMatchObject({
      spending: { calls: 1, unpricedCalls: 0, costUsd: 2.5, ceilingUsd: 2, isOverCeiling: true },
    })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    const { id } = await world.session('Ana')
    const { items } = await world.api<{ items: unknown[] }>('GET', `/api/v1/sessions/${id}/turns`)
    expect(items).toMatchObject([
      {
        model: 'builtin',
        checks: expect.arrayContaining([expect.objectContaining({ name: 'ceiling', verdict: 'warn' })]),
      },
    ])
  })
})

test('a call that was answered is counted, one that failed is not', async () => {
  const noted: (number | null)[] = []
  const note = async (cost: number | null) => {
    noted.push(cost)
  }
  const request = {
    about: 'answer',
    system: '',
    messages: [] as ModelMessage[],
    schema: z.object({ text: z.string() }),
    signal: new AbortController().signal,
  } as const
  const answered = await metered(answers(), note).complete(request)
  expect([answered.value.text, noted]).toEqual(['Three to five working days, answer 1.', [null]])
  const fails = whileThinking(() => {
    throw new Error('gone')
  })
  await expect(metered(fails, note).complete(request)).rejects.toThrow('gone')
  expect(noted).toEqual([null])
})
