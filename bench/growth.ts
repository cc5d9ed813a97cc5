import { randomInt } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { openTestPostgres, type TestPostgres } from '../test/setup/postgres.ts'
import type { ClientsApi } from './clients-process.ts'
import { percentile, shown } from './figures.ts'
import { fillSessions } from './growth-fill.ts'
import { article, requestsOf } from './growth-requests.ts'
import { machine, noise } from './machine.ts'
import { endAllProcesses, startProcess } from './remote.ts'
import { printSection } from './section.ts'
import { ANSWERS_AT_ONCE, ANSWERS_LATE, newSigningKey, openStand, type Stand } from './stand.ts'
import { answered, overhead } from './turn-times.ts'

/**
 * `npm run bench:growth`: what an install costs as it grows, on PostgreSQL under row-level security. A Baton beside 1,000 sessions and
 * one beside 1,000,000 are asked the same in turn, so that both have the machine's good and bad moments alike, and each is asked for
 * something that reads nothing of them (`GET /healthz`).
 */

const HELP = `npm run bench:growth -- [options]

  --sessions a,b   how many, ascending (1000,1000000)
  --passages a,b   how many beside each (1000,100000)
  --requests N     so many of each (200)
  --json FILE      the figures as JSON, with the commit`

interface Measured {
  name: string
  sessions: number
  p50: number
  p95: number
  reference: number
}

const WARM_UP = 10
const IMPORTED_AT_ONCE = 500
/** One customer asks one install, then one the next. */
const TURN_ROUNDS = 10
const TURN_SECONDS = 4

async function main(words: string[]): Promise<number> {
  const { values } = parseArgs({
    args: words,
    options: {
      sessions: { type: 'string', default: '1000,1000000' },
      passages: { type: 'string', default: '1000,100000' },
      requests: { type: 'string', default: '200' },
      json: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  if (values.help) {
    console.log(HELP)
    return 0
  }
  const sizes = values.sessions.split(',').map(Number)
  const passages = values.passages.split(',').map(Number)
  const postgres = await openTestPostgres({})
  if (postgres === null)
    throw new Error('There is no PostgreSQL here: set DATABASE_URL or install postgresql.')
  try {
    const installs: Install[] = []
    for (const [at, size] of sizes.entries())
      installs.push(await filled(postgres, size, passages[at] ?? passages.at(-1) ?? 0))
    const measured = await measureAll(installs, Number(values.requests))
    for (const { stand } of installs) await stand.stop()
    print(sizes, measured)
    if (values.json !== undefined) {
      mkdirSync(dirname(values.json), { recursive: true })
      const report = {
        at: new Date().toISOString(),
        machine: machine(),
        noise: noise(),
        sizes,
        passages,
        measured,
      }
      writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`)
    }
    return 0
  } finally {
    await endAllProcesses()
    await postgres.stop()
  }
}

interface Install {
  stand: Stand
  sessions: number
}

async function filled(postgres: TestPostgres, sessions: number, passages: number): Promise<Install> {
  const began = performance.now()
  const stand = await openStand('postgres', postgres, null, { BENCH_UNWATCHED: 'yes' })
  await stand.api('PATCH', '/api/v1/settings', ANSWERS_LATE)
  const url = databaseOf(stand)
  const { organization } = await stand.api<{ organization: { id: string } }>('GET', '/api/v1/me')
  const [connection] = await rowsOf<{ id: string }>(url, organization.id, 'select id from connections')
  await fillSessions(url, organization.id, connection?.id ?? '', sessions)
  for (let at = 0; at < passages; at += IMPORTED_AT_ONCE)
    await stand.api(
      'POST',
      '/api/v1/knowledge/import',
      Array.from({ length: Math.min(IMPORTED_AT_ONCE, passages - at) }, (_, next) => article(at + next)),
    )
  const seconds = Math.round((performance.now() - began) / 1_000)
  console.log(
    `${sessions.toLocaleString('en')} sessions, ${passages.toLocaleString('en')} passages in ${seconds} s: ${await roomTaken(stand)}`,
  )
  return { stand, sessions }
}

async function measureAll(installs: Install[], requests: number): Promise<Measured[]> {
  const measured: Measured[] = []
  for (const [name, ask] of requestsOf()) {
    const taken = installs.map(() => ({ asked: [] as number[], reference: [] as number[] }))
    for (let round = -WARM_UP; round < requests; round++)
      for (const [at, { stand, sessions }] of installs.entries()) {
        const began = performance.now()
        await ask(stand, randomInt(1, sessions + 1))
        const between = performance.now()
        await stand.api('GET', '/healthz')
        if (round < 0) continue
        taken[at]?.asked.push(between - began)
        taken[at]?.reference.push(performance.now() - between)
      }
    for (const [at, { sessions }] of installs.entries())
      measured.push({ name, sessions, ...spreadOf(taken[at]?.asked ?? [], taken[at]?.reference ?? []) })
  }
  measured.push(...(await turnsOf(installs)))
  const name = 'a delivery is acknowledged'
  for (const { stand, sessions } of installs)
    measured.push({ name, sessions, ...(await intake(stand, requests)) })
  return measured
}

/** Whole turns, as `npm run bench` measures them with one conversation. */
async function turnsOf(installs: Install[]): Promise<Measured[]> {
  const taken = installs.map(() => [] as number[])
  for (const { stand } of installs) await stand.api('PATCH', '/api/v1/settings', ANSWERS_AT_ONCE)
  for (let round = 0; round <= TURN_ROUNDS; round++)
    for (const [at, { stand }] of installs.entries()) {
      const since = new Date()
      const plan = { inFlight: 1, seconds: TURN_SECONDS, warmAnswers: 0, pauseMs: 30, questionsEach: 3 }
      await stand.freshchat.ask('converse', plan)
      await stand.settle()
      const turns = await stand.baton.ask('turnsSince', since)
      // the first round warms up
      if (round > 0) taken[at]?.push(...answered(turns).map(overhead))
    }
  for (const { stand } of installs) await stand.api('PATCH', '/api/v1/settings', ANSWERS_LATE)
  return installs.map(({ sessions }, at) => ({
    name: 'a turn',
    sessions,
    ...spreadOf(taken[at] ?? [], []),
  }))
}

async function intake(stand: Stand, requests: number) {
  const { privateKey, publicKey } = newSigningKey()
  await stand.api('PATCH', '/api/v1/integrations/freshchat', { webhookPublicKey: publicKey })
  const clients = startProcess<ClientsApi>('clients-process.ts')
  const count = requests + WARM_UP
  await clients.ask('prepare', count, privateKey)
  const taken = await clients.ask('postEach', stand.webhookUrl, count)
  await clients.stop()
  await stand.baton.ask('forgetDue')
  return spreadOf(taken.slice(WARM_UP), [])
}

function spreadOf(taken: number[], references: number[]) {
  const sorted = (values: number[]) => [...values].sort((a, b) => a - b)
  return {
    p50: percentile(sorted(taken), 50),
    p95: percentile(sorted(taken), 95),
    reference: percentile(sorted(references), 95),
  }
}

function print(sizes: number[], measured: Measured[]): void {
  const names = [...new Set(measured.map(({ name }) => name))]
  const of = (name: string, size: number | undefined) =>
    measured.find((each) => each.name === name && each.sessions === size)
  const ratio = (name: string, pick: (each: Measured) => number) => {
    const [first, last] = [of(name, sizes[0]), of(name, sizes.at(-1))]
    return first === undefined || last === undefined ? '–' : shown(pick(last) / pick(first))
  }
  printSection({
    title: 'Growth: p50 · p95 in ms, and how often the smallest’s the largest’s is',
    columns: ['', ...sizes.map((size) => size.toLocaleString('en')), 'p50 ×', 'p95 ×', 'reference p95'],
    rows: names.map((name) => [
      name,
      ...sizes.map((size) => {
        const one = of(name, size)
        return one === undefined ? '–' : `${shown(one.p50)} · ${shown(one.p95)}`
      }),
      ratio(name, (each) => each.p50),
      ratio(name, (each) => each.p95),
      sizes.map((size) => shown(of(name, size)?.reference ?? Number.NaN)).join(' · '),
    ]),
    notes: ['reference: GET /healthz in turn with each request, p95 at each size'],
    figures: measured,
  })
}

async function roomTaken(stand: Stand): Promise<string> {
  const rows = await rowsOf<{ line: string }>(
    databaseOf(stand),
    '',
    `select relname || ' ' || pg_size_pretty(pg_total_relation_size(oid)) as line from pg_class
     where relname in ('sessions', 'messages', 'session_words', 'deliveries', 'passage_terms') order by relname`,
  )
  return rows.map(({ line }) => line).join(', ')
}

async function rowsOf<T>(url: string, organizationId: string, statement: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('begin')
    if (organizationId !== '')
      await client.query(
        `select set_config('role', 'baton_app', true), set_config('app.organization_id', '${organizationId}', true)`,
      )
    return (await client.query(statement)).rows
  } finally {
    await client.end()
  }
}

function databaseOf({ databaseUrl }: Stand): string {
  if (databaseUrl === null) throw new Error('Growth is measured on PostgreSQL')
  return databaseUrl
}

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void endAllProcesses().then(() => process.exit(1)))

process.exitCode = await main(process.argv.slice(2))
