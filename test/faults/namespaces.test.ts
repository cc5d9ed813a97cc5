import { beforeAll, describe, expect, inject, test } from 'vitest'
import { buildExecutable } from './executable.ts'
import { createGroup, LET_GO_WITHIN_MS } from './group.ts'
import { canSplitNetworks, openNetwork } from './network.ts'

/** In `npm run faults` only: it makes interfaces on the machine. */
const isAskedFor = process.env.FAULTS_NAMESPACES === 'on'
const isPossible = isAskedFor && canSplitNetworks()
if (isAskedFor && !isPossible)
  process.stderr.write('No network namespaces here (they take Linux, root and iproute2): skipped\n')

beforeAll(buildExecutable)

describe.skipIf(!isPossible || inject('postgresUrl') === null)(
  'three instances, each on a machine of its own, behind a proxy',
  () => {
    test('one is killed, and the network of another is cut: the third goes on with both’s; the cut one comes back, and has nothing to say', async () => {
      using network = openNetwork(3)
      await using group = await createGroup(3, { network })
      group.everybodyAsks()
      const held = await group.untilManyAreHeld()
      const goneAt = Date.now()
      group.programs[0]?.kill('SIGKILL')
      network.cut(1)
      const goesOn = await group.whenTheyGoOn(held, goneAt)
      network.mend(1)
      group.everybodyAsks()
      await group.expectGoneOnWithin(LET_GO_WITHIN_MS, 'killed, and cut off the network', goesOn, 2)
      expect(group.programs.map((program) => program.isRunning())).toEqual([false, true, true])
    }, 240_000)

    test('each is cut off for a while, one after the other, while everybody writes', async () => {
      using network = openNetwork(3)
      await using group = await createGroup(3, { network })
      for (const which of group.programs.keys()) {
        group.everybodyAsks()
        const held = await group.untilManyAreHeld()
        network.cut(which)
        await group.whenTheyGoOn(held, Date.now())
        network.mend(which)
      }
      await group.settle()
      await group.report('each cut off in turn', 3)
      await group.expectPromisesKept()
      expect(group.programs.map((program) => program.isRunning())).toEqual([true, true, true])
    }, 400_000)
  },
)
