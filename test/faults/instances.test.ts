import { beforeAll, describe, expect, inject, test } from 'vitest'
import { buildExecutable } from './executable.ts'
import { createGroup, LET_GO_WITHIN_MS } from './group.ts'

/** O2: a killed instance's conversations go on elsewhere within this. */
const GOES_ON_WITHIN_MS = 15_000
/** A send of which nobody knows is sent again after so long (A3). */
const DOUBT_LASTS_MS = 30_000

beforeAll(buildExecutable)

describe.skipIf(inject('postgresUrl') === null)('several instances on one PostgreSQL', () => {
  test('one is killed in the middle of its turns: its conversations go on elsewhere within 15 s, in order, nothing twice', async () => {
    await using group = await createGroup()
    group.everybodyAsks()
    const held = await group.untilManyAreHeld()
    const killedAt = Date.now()
    group.programs[0]?.kill('SIGKILL')
    const goesOn = await group.whenTheyGoOn(held, killedAt)
    await group.expectGoneOnWithin(GOES_ON_WITHIN_MS, 'SIGKILL', goesOn)
  }, 240_000)

  test('one is told to stop: it ends in order and soon, its conversations go on elsewhere, nothing is lost', async () => {
    await using group = await createGroup()
    group.everybodyAsks()
    await group.untilManyAreHeld()
    const toldAt = Date.now()
    const [leaving] = group.programs
    leaving?.kill('SIGTERM')
    const { code, signal, at } = (await leaving?.exited) ?? { code: null, signal: null, at: 0 }
    expect({ code, signal }, leaving?.output()).toEqual({ code: 0, signal: null })
    group.everybodyAsks()
    await group.settle()
    await group.report('SIGTERM', 1, [at - toldAt])
    await group.expectPromisesKept()
    expect(at - toldAt).toBeLessThanOrEqual(GOES_ON_WITHIN_MS)
    expect(group.longestWaitMs(), 'a stop in order leaves no send in doubt').toBeLessThan(DOUBT_LASTS_MS)
  }, 240_000)

  test('one stands still for longer than its lease and wakes up again: it has nothing to say any more', async () => {
    await using group = await createGroup()
    group.everybodyAsks()
    const held = await group.untilManyAreHeld()
    const stoppedAt = Date.now()
    group.programs[0]?.kill('SIGSTOP')
    const goesOn = await group.whenTheyGoOn(held, stoppedAt)
    group.programs[0]?.kill('SIGCONT')
    group.everybodyAsks()
    await group.expectGoneOnWithin(LET_GO_WITHIN_MS, 'SIGSTOP', goesOn)
  }, 240_000)

  test('of three one is killed and one is cut off from the database, which hears the rest of it late: the third goes on with both’s, nothing twice', async () => {
    await using group = await createGroup(3)
    group.everybodyAsks()
    const held = await group.untilManyAreHeld()
    const goneAt = Date.now()
    group.programs[0]?.kill('SIGKILL')
    group.cables[1]?.cut()
    const goesOn = await group.whenTheyGoOn(held, goneAt)
    group.cables[1]?.mend()
    group.everybodyAsks()
    await group.expectGoneOnWithin(LET_GO_WITHIN_MS, 'SIGKILL and cut off', goesOn, 2)
  }, 240_000)
})
