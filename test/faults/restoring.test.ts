import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openOwnPostgres, postgresBin, query } from '../setup/postgres.ts'
import { buildExecutable, carryOut, type Program } from './executable.ts'
import { callKind } from './gate.ts'
import { createInstall, type Install } from './install.ts'
import { brokenPromises, expectNoneBroken, settled, whatBatonKept } from './promises.ts'
import { ask } from './questions.ts'

/** What docs/operations.md tells people to do, done. */

const PACE = { reply: { settleMs: 100, quietMs: 60, longestWaitMs: 1_000 }, handoff: { confidence: 0.2 } }

const folder = mkdtempSync(join(tmpdir(), 'baton-restoring-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
beforeAll(buildExecutable)

const says = ({ sandbox }: Install, customer: string, text: string) =>
  sandbox.actors.customerSays({ customer, text })

/** Backed up while the answer to Ben is on its way, which the one who was backed up still gives. */
async function backUpMeanwhile(install: Install, program: Program, backUp: () => void | Promise<void>) {
  let isDone = false
  install.freshchat.onPass = async (passing, forward) => {
    if (callKind(passing) === 'say' && !isDone) {
      isDone = true
      await backUp()
    }
    return forward()
  }
  says(install, 'Ben', ask('returns', 'Ben'))
  await settled(install, program.output)
  expect(isDone).toBe(true)
}

async function goesOn(install: Install, moved: Record<string, string>) {
  const restored = install.start(0, moved)
  await install.ready(restored)
  says(install, 'Ana', ask('voucher', 'Ana'))
  says(install, 'Ben', ask('vegan', 'Ben'))
  await settled(install, restored.output)
  expectNoneBroken(brokenPromises(install, await whatBatonKept(install)))
  restored.kill('SIGTERM')
  expect((await restored.exited).code).toBe(0)
}

async function begin(install: Install): Promise<Program> {
  const program = install.start()
  await install.ready(program)
  await install.setUp(PACE)
  says(install, 'Ana', ask('delivery', 'Ana'))
  await settled(install, program.output)
  return program
}

async function stop(program: Program) {
  program.kill('SIGTERM')
  expect((await program.exited).code).toBe(0)
}

test('the folder of an embedded install, copied while it is stopped, is an install that goes on', async () => {
  await using install = await createInstall('pglite')
  await stop(await begin(install))
  const copy = join(folder, 'copy')
  cpSync(install.env().BATON_DATA ?? '', copy, { recursive: true })
  await goesOn(install, { BATON_DATA: copy })
}, 300_000)

const bin = postgresBin()
const ownServer = inject('postgresUrl')
const canDump = bin !== null && ownServer !== null && new URL(ownServer).username === 'baton_owner'
if (!canDump) process.stderr.write('pg_dump and a PostgreSQL of our own are not here: no dump is tried.\n')

test.skipIf(!canDump)(
  'a dump of PostgreSQL, made meanwhile and restored into another server, goes on',
  async () => {
    if (bin === null) return
    await using install = await createInstall('postgres')
    const program = await begin(install)
    const dump = join(folder, 'baton.dump')
    // row-level security is forced on the owner, too: who dumps must be above it
    const superUrl = (url: string) => url.replace('//baton_owner@', '//postgres@')
    await backUpMeanwhile(install, program, () => {
      const url = superUrl(install.database?.url ?? '')
      execFileSync(join(bin, 'pg_dump'), ['--format=custom', `--file=${dump}`, url])
    })
    await stop(program)

    await using another = await openOwnPostgres()
    for (const role of ['baton_app', 'baton_system']) {
      await query(superUrl(another.url), `create role ${role} nologin`)
      await query(superUrl(another.url), `grant ${role} to baton_owner`)
    }
    await query(superUrl(another.url), 'create database restored owner baton_owner')
    const url = another.url.replace(/\/postgres$/, '/restored')
    execFileSync(join(bin, 'pg_restore'), ['--exit-on-error', `--dbname=${superUrl(url)}`, dump])
    await goesOn(install, { DATABASE_URL: url })
  },
  300_000,
)

test.skipIf(ownServer === null)(
  'an export of PostgreSQL, made meanwhile, is a backup',
  async () => {
    await using install = await createInstall('postgres')
    const program = await begin(install)
    const file = join(folder, 'baton.ndjson.gz')
    await backUpMeanwhile(install, program, async () => {
      expect(await carryOut(['export', file], install.env())).toMatchObject({ code: 0 })
    })
    await stop(program)

    const restored = { DATABASE_URL: '', BATON_DATA: join(folder, 'imported') }
    const imported = await carryOut(['import', file], { ...install.env(), ...restored })
    expect(imported.code, imported.said).toBe(0)
    await goesOn(install, restored)
  },
  300_000,
)
