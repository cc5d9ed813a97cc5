import { describe, expect, test } from 'vitest'
import { engines } from '../setup/engines.ts'
import { answers, handsOff } from '../setup/models.ts'
import { later } from '../setup/moments.ts'
import { createWorld, type World } from '../setup/world.ts'

const MINUTE = 60_000

/** The team disconnects the account and connects it again: another connection, another webhook URL. */
async function reconnect(world: World): Promise<void> {
  await world.api('DELETE', '/api/v1/integrations/freshchat')
  const { webhookUrl } = await world.api<{ webhookUrl: string }>('PUT', '/api/v1/integrations/freshchat', {
    domain: world.sandbox.host,
    accessToken: world.sandbox.token(),
    defaultAgentEmail: 'ai@acme.test',
    autoHandle: true,
    webhookPublicKey: world.sandbox.publicKey(),
  })
  world.sandbox.registerWebhook(webhookUrl)
}

describe.each(engines)('disconnected and connected again on %s', (engine) => {
  test('what the AI had still ends after silence', async () => {
    await using world = await createWorld({ engine, model: answers() })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    await reconnect(world)
    await later(world, 31 * MINUTE)
    expect(world.freshchat('Ana').status).toBe('resolved')
    expect((await world.session('Ana')).closure).toBe('assumed')
  })

  test('the customer is still told that nobody has come', async () => {
    await using world = await createWorld({ engine, model: handsOff() })
    world.customer('Ana').says('Do you repair bicycles?')
    await world.settle()
    await reconnect(world)
    await later(world, 12 * MINUTE)
    expect((await world.session('Ana')).noPickupAt).not.toBeNull()
  })

  test('a member can act in the Inbox before the customer writes again', async () => {
    await using world = await createWorld({ engine, model: answers() })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    await reconnect(world)
    const { id } = await world.session('Ana')
    await world.api('POST', `/api/v1/sessions/${id}/take-over`)
    await world.settle()
    expect((await world.session('Ana')).owner).toBe('human')
    expect(world.freshchat('Ana').agent).toBeNull()
  })
})
