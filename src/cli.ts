import { readFileSync } from 'node:fs'
import { CommandFault } from './command/ask-server.ts'
import { examine } from './command/doctor.ts'
import { exportTo } from './command/export.ts'
import { importFrom } from './command/import.ts'
import { bringUpToDate } from './command/migrate.ts'
import { resetOwner } from './command/reset-owner.ts'
import { rotate } from './command/rotate-secret.ts'
import { type Config, ConfigError, readConfig } from './config.ts'
import { DataLocked } from './data-lock.ts'
import { inLines } from './rules/diagnosis.ts'
import { serve } from './serve.ts'
import { EngineMismatch } from './store/embedded.ts'

const HELP = `baton: an AI agent for Freshchat

  baton serve     runs everything: dashboard, webhooks, turns (and the Freshchat sandbox while it is on)
  baton doctor    says what is wrong with this install, and what to do; changes nothing
  baton rotate-secret   seals all stored secrets with the first of BATON_SECRET=new,old; the server goes on meanwhile
  baton reset-owner [e-mail]   makes a link by which an owner who cannot sign in sets a new password
  baton export <file>   writes all that this install holds into one file; on PostgreSQL everything goes on meanwhile
  baton import <file>   takes such a file into an empty install, on either database
  baton migrate         brings the database's schema up to date and ends; a start does that, too
  baton --help    shows this

Settings come from the environment; README.md lists them.`

async function main(words: string[]): Promise<number> {
  const [command = 'serve'] = words
  if (command === '--help' || command === '-h' || command === 'help') {
    console.log(HELP)
    return 0
  }
  if (command === 'doctor') return carryOut(doctor)
  if (command === 'rotate-secret') return carryOut(rotate)
  if (command === 'reset-owner') return carryOut((config) => resetOwner(config, words[1] ?? null))
  if (command === 'migrate') return carryOut(bringUpToDate)
  if (command === 'export') return carryOut((config) => exportTo(config, words[1] ?? null, new Date()))
  if (command === 'import') return carryOut((config) => importFrom(config, words[1] ?? null))
  if (command !== 'serve') {
    console.error(`There is no command "${command}".\n\n${HELP}`)
    return 2
  }
  try {
    const running = await serve(readConfig(process.env))
    stopWhenTold(running.stop)
    for (const line of running.greeting) console.log(line)
    return await running.stopped
  } catch (fault) {
    if (fault instanceof ConfigError || fault instanceof DataLocked || fault instanceof EngineMismatch) {
      console.error(fault.message)
      return 1
    }
    if (fault instanceof Error && 'code' in fault && fault.code === 'EADDRINUSE') {
      console.error(
        `${fault.message}. Something else listens there: stop it, or choose another PORT or SANDBOX_PORT.`,
      )
      return 1
    }
    throw fault
  }
}

/** Done: nothing is wrong. Run it with the environment of the server. */
async function doctor(config: Config): Promise<Said> {
  const findings = await examine(config)
  return { lines: inLines(findings), isDone: findings.every(({ verdict }) => verdict !== 'wrong') }
}

/** What a command has to say, and whether it came to what it is for. */
interface Said {
  lines: string[]
  isDone: boolean
}

/** The exit code: 0, or 1 where it was not done, or could not be tried; the reason is printed then. */
async function carryOut(command: (config: Config) => Promise<Said>): Promise<number> {
  try {
    const { lines, isDone } = await command(readConfig(process.env))
    for (const line of lines) console.log(line)
    return isDone ? 0 : 1
  } catch (fault) {
    if (!(fault instanceof ConfigError) && !(fault instanceof CommandFault)) throw fault
    console.error(fault instanceof CommandFault ? `${fault.message} ${fault.fix}` : fault.message)
    return 1
  }
}

const PARENT_CHECK_MS = 500

/** SIGTERM and SIGINT stop in order; so does the death of npm, which would leave its child with the port and the lock. */
function stopWhenTold(stop: () => Promise<void>): void {
  let told = false
  const once = () => {
    if (told) process.exit(1)
    told = true
    void stop()
  }
  process.on('SIGTERM', once)
  process.on('SIGINT', once)
  if (process.env.npm_lifecycle_event === undefined) return
  const parent = process.ppid
  const check = () => {
    if (!told && (process.ppid !== parent || isOrphan(parent))) once()
  }
  check()
  setInterval(check, PARENT_CHECK_MS).unref()
}

/** npm may have died before we came to look: then somebody else has adopted us. */
function isOrphan(parent: number): boolean {
  try {
    return !/npm|yarn|bun|node/.test(readFileSync(`/proc/${parent}/cmdline`, 'utf8'))
  } catch {
    // no /proc: process 1 adopts orphans everywhere
    return parent === 1
  }
}

process.exitCode = await main(process.argv.slice(2))
