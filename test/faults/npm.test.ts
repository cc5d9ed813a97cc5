import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pass } from 'node:timers/promises'
import { beforeAll, expect, test } from 'vitest'
import { createChance } from './chance.ts'
import {
  buildExecutable,
  eventually,
  freePort,
  isFree,
  type Program,
  startNpm,
  startServe,
  untilReady,
} from './executable.ts'

const MINUTE_MS = 60_000
/** As the README promises it: the lock is waited for 15 s, and a little. */
const GIVES_UP_WITHIN_MS = 25_000

beforeAll(buildExecutable)

test('npm alone is killed: what it started ends by itself, and the next start goes on where it stopped', async () => {
  await using demo = await createDemo()
  const npm = await demo.start()
  await demo.customerSays('Ana', 'How long does standard delivery take?')
  await demo.untilAnswered('Ana', 1)

  // due in two seconds: the program has ended by then
  await demo.customerSays('Ana', 'How do I return an item that does not fit?')
  npm.kill('SIGKILL')
  const heard = await demo.customerSays('Ben', 'How do I reset my password?').then(
    () => true,
    () => false,
  )
  await demo.untilEnded()

  await demo.start()
  await demo.untilAnswered('Ana', 2)
  expect(await demo.chat('Ana')).toEqual([
    'Ana: How long does standard delivery take?',
    expect.stringMatching(/^ai: .*working days/s),
    'Ana: How do I return an item that does not fit?',
    expect.stringMatching(/^ai: .*30 days/s),
  ])
  if (heard) {
    await demo.untilAnswered('Ben', 1)
    expect(await demo.chat('Ben')).toHaveLength(2)
  }
}, 120_000)

test('npm is killed before the program has started: what it started ends by itself all the same', async () => {
  await using demo = await createDemo()
  const npm = demo.begin()
  await demo.untilHeld()
  npm.kill('SIGKILL')
  await npm.exited
  await demo.untilEnded()
}, 90_000)

test('everything is killed at once in the middle of turns, again and again: everybody is answered, and once', async () => {
  const chance = createChance()
  await using demo = await createDemo()
  const names = ['Ana', 'Ben', 'Cleo', 'Dario', 'Elin', 'Fynn']
  const rounds: [question: string, answer: RegExp][] = [
    ['How long does standard delivery take?', /^ai: Standard delivery takes/],
    ['How do I return an unused item that does not fit?', /^ai: You can return/],
    ['I forgot my password and cannot log in to my account', /^ai: Choose Forgotten your password/],
    ['Which payment methods do you accept for an order?', /^ai: Method – When you pay/],
  ]
  for (const [round, [question]] of rounds.entries()) {
    const npm = await demo.start()
    for (const name of names) {
      await demo.untilAnswered(name, round)
      await demo.customerSays(name, `${question} (${name})`)
    }
    // answers are due two seconds after the question
    await pass(chance.between(1_600, 2_500))
    npm.killGroup('SIGKILL')
    await npm.exited
  }
  await demo.start()
  const chats: Record<string, string[]> = {}
  for (const name of names) {
    await demo.untilAnswered(name, rounds.length)
    chats[name] = await demo.chat(name)
  }
  const expected = names.map((name) => [
    name,
    rounds.flatMap(([question, answer]) => [`${name}: ${question} (${name})`, expect.stringMatching(answer)]),
  ])
  expect(chats, `seed ${chance.seed}`).toEqual(Object.fromEntries(expected))
}, 240_000)

test('a second start on the same folder stops with a sentence that says what to do, and harms nobody', async () => {
  await using demo = await createDemo()
  const first = await demo.start()
  const startedAt = Date.now()
  const others = [await demo.startAnother('npm'), await demo.startAnother('serve')]
  await demo.customerSays('Ana', 'How long does standard delivery take?')
  await demo.untilAnswered('Ana', 1)

  for (const other of others) {
    const { code, at } = await other.exited
    expect(code).toBe(1)
    expect(at - startedAt).toBeLessThan(GIVES_UP_WITHIN_MS)
    expect(other.output()).toMatch(
      /is in use by the process \d+\. Stop it first, or give this one a folder of its own with BATON_DATA\./,
    )
    expect(other.output()).not.toMatch(/^\s+at /m)
  }
  expect(first.isRunning()).toBe(true)
  await demo.customerSays('Ana', 'How do I return an item that does not fit?')
  await demo.untilAnswered('Ana', 2)
  expect(await demo.chat('Ana')).toHaveLength(4)
}, 120_000)

/** `npm start` as on a fresh machine, with a folder and ports of its own: Baton, the embedded database, the sandbox. */
interface Demo extends AsyncDisposable {
  start(): Promise<Program>
  /** Does not wait until it is ready. */
  begin(): Program
  /** The program has taken its folder: it has begun to start, and opening the database takes it another second. */
  untilHeld(): Promise<void>
  /** A second one on the same folder, by npm or without it, on other ports. */
  startAnother(by: 'npm' | 'serve'): Promise<Program>
  customerSays(customer: string, text: string): Promise<void>
  /** What the customer sees: `Ana: …`, `ai: …`. */
  chat(customer: string): Promise<string[]>
  untilAnswered(customer: string, questions: number): Promise<void>
  /** Both ports are free and nobody holds the folder. */
  untilEnded(): Promise<void>
}

async function createDemo(): Promise<Demo> {
  const folder = mkdtempSync(join(tmpdir(), 'baton-npm-'))
  const [port, sandboxPort] = [await freePort(), await freePort()]
  const url = `http://127.0.0.1:${port}`
  const admin = `http://127.0.0.1:${sandboxPort}/admin/api`
  const env = { BATON_DATA: folder, PORT: String(port), SANDBOX_PORT: String(sandboxPort) }
  const programs: Program[] = []
  const keep = (program: Program) => {
    programs.push(program)
    return program
  }

  async function chat(customer: string): Promise<string[]> {
    const answer = await fetch(`${admin}/customer?name=${customer}`)
    // as sandbox/README.md describes it
    const { conversations } = (await answer.json()) as {
      conversations: { messages: { kind: string; text: string }[] }[]
    }
    return conversations
      .flatMap(({ messages }) => messages)
      .map(({ kind, text }) => `${kind === 'customer' ? customer : kind}: ${text}`)
  }

  const isHeld = () => existsSync(folder) && readdirSync(folder).some((file) => file.startsWith('lock.'))

  return {
    begin: () => keep(startNpm(env)),
    untilHeld: () => eventually('the folder is held', () => isHeld(), 30_000),
    async start() {
      const program = keep(startNpm(env))
      await untilReady(program, url)
      return program
    },
    async startAnother(by) {
      // ports of its own: only the folder is in dispute
      const others = { ...env, PORT: String(await freePort()), SANDBOX_PORT: String(await freePort()) }
      return keep(by === 'npm' ? startNpm(others) : startServe(others))
    },
    async customerSays(customer, text) {
      const answer = await fetch(`${admin}/customer/say`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ customer, text }),
      })
      if (!answer.ok) throw new Error(`${customer} could not write: ${await answer.text()}`)
      await answer.body?.cancel()
    },
    chat,
    untilAnswered: (customer, questions) =>
      eventually(
        `${customer} has ${questions} answers`,
        async () => (await chat(customer)).filter((line) => line.startsWith('ai:')).length >= questions,
        MINUTE_MS,
        () => programs.at(-1)?.output() ?? '',
      ),
    untilEnded: () =>
      eventually(
        'the ports are free and the folder is nobody’s',
        async () => (await isFree(port)) && (await isFree(sandboxPort)) && !isHeld(),
        30_000,
        () => programs.at(-1)?.output() ?? '',
      ),
    async [Symbol.asyncDispose]() {
      for (const program of programs) program.killGroup('SIGKILL')
      await Promise.all(programs.map((program) => program.exited))
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
