import { describe, expect, test } from 'vitest'
import { engines } from '../setup/engines.ts'
import { openStage } from './stage.ts'
import { tell } from './tell.ts'

/** From the beginning of the turn to the call that sends. */
const MOMENTS_OF_A_TURN = 14

/** Sequences that the machine made up and that once broke a promise, kept as it printed them. */
describe.each(engines)('kept from the model, on %s', (engine) => {
  test('a rule gives it to a rep while the AI looks, unheard; the rep orders the AI to take it while it claims: it goes to the AI once', async () => {
    await using stage = await openStage(engine)
    const { broken } = await tell(stage, [
      // just before the answer to conversation; its webhooks: 1 events late
      { act: { who: 'rule', does: 'gives it to a rep' }, when: 3, webhook: { late: 1 } },
      // just before the call assign
      { act: { who: 'rep', does: 'notes /baton take' }, when: 3, webhook: 'in time' },
    ])
    expect(broken).toEqual([])
  })

  test('a rep replies in the gap before the AI’s answer, unheard, and then orders the AI to take it: that they were talked over is owned up to', async () => {
    await using stage = await openStage(engine)
    const { broken } = await tell(stage, [
      // just before the answer to messages; its webhooks: lost
      { act: { who: 'rep', does: 'replies' }, when: 12, webhook: 'lost' },
      { act: { who: 'rep', does: 'notes /baton take' }, when: 'at rest', webhook: 'in time' },
      { act: { who: 'customer', does: 'asks' }, when: 'at rest', webhook: 'in time' },
    ])
    expect(broken).toEqual([])
  })

  test('a rep ends it in the moment of the AI’s answer, told of twice: it stays ended', async () => {
    await using stage = await openStage(engine)
    const { broken } = await tell(stage, [
      // its webhooks: 3 events late
      { act: { who: 'time', does: 'passes', ms: 660_000 }, when: 'at rest', webhook: { late: 3 } },
      // just before the answer to messages; its webhooks: twice
      { act: { who: 'rep', does: 'resolves' }, when: 5, webhook: 'twice' },
      { act: { who: 'time', does: 'passes', ms: 6_000 }, when: 'at once', webhook: 'in time' },
    ])
    expect(broken).toEqual([])
  })

  test('a customer asks for a person; a rep orders the AI to take it while it is being handed over: nobody waits in silence', async () => {
    await using stage = await openStage(engine)
    const { broken } = await tell(stage, [
      // just before the transaction in begin
      { act: { who: 'customer', does: 'asks for a person' }, when: 1, webhook: 'in time' },
      // just before the answer to assign
      { act: { who: 'rep', does: 'notes /baton take' }, when: 7, webhook: 'in time' },
    ])
    expect(broken).toEqual([])
  })

  test('a rule moves it unheard while a worker’s claim is on its way, and gives it back late: the next question is answered', async () => {
    await using stage = await openStage(engine)
    const { broken } = await tell(stage, [
      // just before the call assign
      { act: { who: 'worker', does: 'dies' }, when: 6, webhook: 'in time' },
      { act: { who: 'rule', does: 'gives it to a rep' }, when: 'at once', webhook: 'lost' },
      // its webhooks: 1 events late
      { act: { who: 'rule', does: 'gives it to the AI' }, when: 'at rest', webhook: { late: 1 } },
      { act: { who: 'customer', does: 'asks' }, when: 'at rest', webhook: 'lost' },
    ])
    expect(broken).toEqual([])
  })

  test('a rep ends it and answers once more, the customer asks on, and that it ended no webhook tells: it is the rep’s', async () => {
    await using stage = await openStage(engine)
    const { broken } = await tell(stage, [
      // just before the transaction in begin; its webhooks: lost
      { act: { who: 'rep', does: 'resolves' }, when: 1, webhook: 'lost' },
      // just before the call conversation; its webhooks: 1 events late
      { act: { who: 'rep', does: 'replies' }, when: 1, webhook: { late: 1 } },
      // just before the answer to conversation; its webhooks: 1 events late
      { act: { who: 'customer', does: 'asks' }, when: 1, webhook: { late: 1 } },
    ])
    expect(broken).toEqual([])
  })

  test('the same with nothing heard but the customer’s next question', async () => {
    await using stage = await openStage(engine)
    const { broken } = await tell(stage, [
      { act: { who: 'rep', does: 'resolves' }, when: 'at rest', webhook: 'lost' },
      { act: { who: 'rep', does: 'replies' }, when: 'at rest', webhook: 'lost' },
      { act: { who: 'customer', does: 'asks' }, when: 'at rest', webhook: 'in time' },
    ])
    expect(broken).toEqual([])
  })

  test('the same with the end told late, after the customer’s next question', async () => {
    await using stage = await openStage(engine)
    const { broken } = await tell(stage, [
      { act: { who: 'rep', does: 'resolves' }, when: 'at rest', webhook: { late: 3 } },
      { act: { who: 'rep', does: 'replies' }, when: 'at rest', webhook: 'in time' },
      { act: { who: 'customer', does: 'asks' }, when: 'at rest', webhook: 'in time' },
      { act: { who: 'time', does: 'passes', ms: 6_000 }, when: 'at once', webhook: 'in time' },
    ])
    expect(broken).toEqual([])
  })

  test('a rep takes it and gives it back in the moment of the AI’s answer, and replies in the next: it answers once', async () => {
    await using stage = await openStage(engine)
    const { broken } = await tell(stage, [
      // just before the call send
      { act: { who: 'rep', does: 'takes it' }, when: 14, webhook: 'in time' },
      { act: { who: 'rep', does: 'gives it to the AI' }, when: 'at once', webhook: 'in time' },
      // just before the call send
      { act: { who: 'rep', does: 'replies' }, when: 22, webhook: 'in time' },
    ])
    expect(broken).toEqual([])
  })

  test('a member hands it back, and a rule gives it to a rep in that moment, of which the webhook comes after the claim: the rep has it', async () => {
    await using stage = await openStage(engine)
    const { broken } = await tell(stage, [
      // its webhooks: 1 events late
      { act: { who: 'member', does: 'hands back' }, when: 'at rest', webhook: { late: 1 } },
      { act: { who: 'rule', does: 'gives it to a rep' }, when: 'at once', webhook: 'in time' },
    ])
    expect(broken).toEqual([])
  })

  test('a rule resolves it just before our claim, whose answer comes after the webhook: it is resolved in Freshchat again', async () => {
    await using stage = await openStage(engine)
    const { broken } = await tell(stage, [
      // just before the transaction in readAndClaim; its webhooks: 1 events late
      { act: { who: 'rule', does: 'resolves' }, when: 4, webhook: { late: 1 } },
      // just before the answer to assign
      { act: { who: 'time', does: 'passes', ms: 1_000 }, when: 3, webhook: 'in time' },
    ])
    expect(broken).toEqual([])
  })

  test('a rep resolves it just before our claim: it is resolved in Freshchat again, by which nobody is taken to have opened it', async () => {
    await using stage = await openStage(engine)
    const { broken } = await tell(stage, [
      // just before the call assign
      { act: { who: 'rep', does: 'resolves' }, when: 6, webhook: 'in time' },
    ])
    expect(broken).toEqual([])
  })

  test('a rep gives the AI what was over, unheard, and tells it to stop in the same moment: people have it', async () => {
    await using stage = await openStage(engine)
    const { broken } = await tell(stage, [
      { act: { who: 'member', does: 'resolves' }, when: 'at rest', webhook: 'in time' },
      { act: { who: 'rep', does: 'gives it to the AI' }, when: 'at rest', webhook: 'lost' },
      // its webhooks: 1 events late
      { act: { who: 'rep', does: 'notes /baton stop' }, when: 'at once', webhook: { late: 1 } },
      { act: { who: 'Freshchat', does: 'fails once' }, when: 1, webhook: 'in time' },
    ])
    expect(broken).toEqual([])
  })

  test('a rep takes it and gives it back at once, at each moment of a turn in turn: the AI answers once', async () => {
    await using stage = await openStage(engine)
    for (let when = 1; when <= MOMENTS_OF_A_TURN; when++) {
      const { broken } = await tell(stage, [
        { act: { who: 'rep', does: 'takes it' }, when, webhook: 'in time' },
        { act: { who: 'rep', does: 'gives it to the AI' }, when: 'at once', webhook: 'in time' },
      ])
      expect({ when, broken }).toEqual({ when, broken: [] })
    }
  })

  test('a rep takes it at each moment of a handoff in turn, and no webhook tells: where we went over them they have it back, and nobody is told that nobody came', async () => {
    await using stage = await openStage(engine)
    for (let when = 1; when <= MOMENTS_OF_A_TURN; when++) {
      const { broken } = await tell(stage, [
        { act: { who: 'customer', does: 'asks for a person' }, when: 'at once', webhook: 'in time' },
        { act: { who: 'rep', does: 'takes it' }, when, webhook: 'lost' },
        { act: { who: 'time', does: 'passes', ms: 660_000 }, when: 'at rest', webhook: 'in time' },
      ])
      expect({ when, broken }).toEqual({ when, broken: [] })
    }
  })
})
