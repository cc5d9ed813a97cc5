import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Engine, engines, freshDatabase } from '../setup/engines.ts'
import { buildExecutable, carryOut } from './executable.ts'
import { callKind } from './gate.ts'
import { createInstall } from './install.ts'
import { brokenPromises, expectNoneBroken, settled, whatBatonKept } from './promises.ts'
import { ask, askOffTopic } from './questions.ts'

const PACE = { reply: { settleMs: 100, quietMs: 60, longestWaitMs: 1_000 }, handoff: { confidence: 0.2 } }

const folder = mkdtempSync(join(tmpdir(), 'baton-moving-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
beforeAll(buildExecutable)

const ways = engines.flatMap((from) =>
  engines.filter((to) => to !== from).map((to): [Engine, Engine] => [from, to]),
)

describe.each(ways)('an install that moves from %s to %s', (from, to) => {
  test('goes on where it was killed in the middle of an answer: everybody is answered, and nobody hears anything twice', async () => {
    await using install = await createInstall(from)
    const target = to === 'postgres' ? await freshDatabase(to) : null
    const first = install.start()
    await install.ready(first)
    await install.setUp(PACE)
    const { customerSays } = install.sandbox.actors
    customerSays({ customer: 'Ana', text: ask('delivery', 'Ana') })
    customerSays({ customer: 'Eva', text: askOffTopic('Eva') })
    await settled(install, first.output)

    // Freshchat stores the answer to Ben, and nobody lives to hear that it did
    install.freshchat.onPass = async (passing, forward) => {
      if (callKind(passing) !== 'say') return forward()
      await forward()
      first.kill('SIGKILL')
      return null
    }
    customerSays({ customer: 'Ben', text: ask('returns', 'Ben') })
    await first.exited
    install.freshchat.onPass = (_, forward) => forward()
    customerSays({ customer: 'Ana', text: ask('voucher', 'Ana') })

    const file = join(folder, `${from}.ndjson.gz`)
    const moved = { DATABASE_URL: target?.url ?? '', BATON_DATA: join(folder, to) }
    const exported = await carryOut(['export', file], install.env())
    expect(exported).toMatchObject({ code: 0, said: expect.stringMatching(/\d+ rows of \d+ tables are in/) })
    const imported = await carryOut(['import', file], { ...install.env(), ...moved })
    expect(imported).toMatchObject({
      code: 0,
      said: expect.stringMatching(/\d+ rows of \d+ tables are in place/),
    })
    const again = await carryOut(['import', file], { ...install.env(), ...moved })
    expect(again).toMatchObject({
      code: 1,
      said: expect.stringContaining('There is data in this database already'),
    })

    const second = install.start(0, moved)
    await install.ready(second)
    customerSays({ customer: 'Eva', text: ask('warranty', 'Eva') })
    customerSays({ customer: 'Ben', text: ask('vegan', 'Ben') })
    await settled(install, second.output)
    expectNoneBroken(brokenPromises(install, await whatBatonKept(install)))
    second.kill('SIGTERM')
    await second.exited
    await target?.drop()
  }, 300_000)
})
