import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { openTestPostgres, type TestPostgres } from '../test/setup/postgres.ts'
import { acks } from './acks.ts'
import { calls } from './calls.ts'
import { shown } from './figures.ts'
import { loops } from './loops.ts'
import { machine, noise } from './machine.ts'
import { type Engine, HELP, type Options, readOptions, type SectionName } from './options.ts'
import { overhead } from './overhead.ts'
import { endAllProcesses } from './remote.ts'
import { type Bench, printSection, type Section } from './section.ts'
import { soak } from './soak.ts'
import { openStand } from './stand.ts'
import { start } from './start.ts'

/** The measurements on a running Baton, in the order in which they disturb each other least: intake leaves the most rows. */
const ON_A_STAND: Partial<Record<SectionName, (bench: Bench) => Promise<Section>>> = {
  calls,
  overhead,
  loops,
  acks,
  soak,
}

async function main(words: string[]): Promise<number> {
  const options = readOptions(words)
  if (options === 'help') {
    console.log(HELP)
    return 0
  }
  const { commit, isChanged, cores, processor, node } = machine()
  console.log(
    `Baton ${commit.slice(0, 12)}${isChanged ? ' (changed)' : ''}, node ${node}, ${cores} × ${processor}`,
  )
  console.log(
    `medians of ${options.runs} runs of ${options.seconds} s (least–most); the reference runs beside each`,
  )
  const began = performance.now()
  const postgres = options.engines.includes('postgres') ? await openTestPostgres({}) : null
  try {
    const sections = await measure(options, postgres)
    console.log(`\n${Math.round((performance.now() - began) / 1_000)} s in all`)
    if (options.json !== null) {
      mkdirSync(dirname(options.json), { recursive: true })
      const report = { at: new Date().toISOString(), machine: machine(), options, sections }
      writeFileSync(options.json, `${JSON.stringify(report, null, 2)}\n`)
    }
    return 0
  } finally {
    await endAllProcesses()
    await postgres?.stop()
  }
}

type Measured = Section & { engine: Engine | null; noise: { before: Noise; after: Noise } }
type Noise = ReturnType<typeof noise>

async function measure(options: Options, postgres: TestPostgres | null): Promise<Measured[]> {
  const measured: Measured[] = []
  let fastest = 0
  const take = async (engine: Engine | null, work: () => Promise<Section>) => {
    const before = noise()
    let section: Section
    try {
      section = await work()
    } catch (fault) {
      // the other tables are worth having
      console.error(`\nA measurement failed (${engine ?? 'start'}):`, fault)
      process.exitCode = 1
      return
    }
    const after = noise()
    fastest = Math.max(fastest, before.speed, after.speed)
    printSection(section)
    const [low, high] = [before.speed, after.speed].map((speed) => speed / fastest).sort((a, b) => a - b)
    console.log(
      `  noise: a thread ran at ${shown(100 * (low ?? 0))}–${shown(100 * (high ?? 0))} % of its best here, load ${shown(before.load)}`,
    )
    measured.push({ ...section, engine, noise: { before, after } })
  }

  const engines = options.engines.filter((engine) => engine === 'embedded' || postgres !== null)
  if (engines.length < options.engines.length)
    console.log('There is no PostgreSQL here: set DATABASE_URL or install the package postgresql.')
  const onAStand = options.only.flatMap((name) => ON_A_STAND[name] ?? [])
  for (const engine of onAStand.length > 0 ? engines : []) {
    const stand = await openStand(engine, postgres, options.profile)
    for (const section of onAStand) await take(engine, () => section({ options, engine, stand }))
    await stand.stop()
  }
  if (options.only.includes('start')) await take(null, () => start(options, engines, postgres))
  return measured
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    // the children first: main's own finally takes the database down once they are gone
    void endAllProcesses().then(() => setTimeout(() => process.exit(1), 2_000))
  })
}

process.exitCode = (await main(process.argv.slice(2))) || (process.exitCode ?? 0)
