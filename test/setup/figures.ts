import { appendFileSync } from 'node:fs'
import type { Sandbox } from '../../sandbox/sandbox.ts'
import type { Line } from '../../sandbox/view.ts'
import { inOrganization } from '../../src/store/database.ts'
import type { TestDatabase } from './engines.ts'

/** What has come of all that was broken: `npm run faults` makes a table of it. Nothing is written where nobody asks for it. */
export interface Figures {
  /** Calls and deliveries that were struck, processes and connections that were killed. */
  faults: number
  /** Words of the AI's that Freshchat stored after a person's act. */
  leaks: number
  /** Words of the AI's that stand twice. */
  doubles: number
  /** The longest that a customer waited for the AI's answer or for its handing over, by Freshchat's clock; what people owe is not meant. */
  silenceMs: number
}

/** `FAULTS_FIGURES`: the file that they are added to, a line each. */
export function noteFigures(figures: Partial<Figures>): void {
  const file = process.env.FAULTS_FIGURES
  if (file !== undefined)
    appendFileSync(file, `${JSON.stringify({ faults: 0, leaks: 0, doubles: 0, silenceMs: 0, ...figures })}\n`)
}

/** The same of a whole world, when it ends. */
export async function noteFiguresOf(sandbox: Sandbox, database: TestDatabase): Promise<void> {
  if (process.env.FAULTS_FIGURES === undefined) return
  noteFigures({
    faults: sandbox.faults.struck(),
    leaks: await leaksIn(database),
    doubles: doubles(sandbox),
    silenceMs: Math.max(0, ...waits(sandbox)),
  })
}

async function leaksIn({ opened: { database } }: TestDatabase): Promise<number> {
  let leaks = 0
  for (const { id } of await database.selectFrom('organization').select('id').execute()) {
    const counted = await inOrganization(database, id, (tx) =>
      tx
        .selectFrom('sessions')
        .select(({ fn }) => fn.sum<string>('leaks').as('leaks'))
        .executeTakeFirst(),
    )
    leaks += Number(counted?.leaks ?? 0)
  }
  return leaks
}

/** How long each customer waited for an answer of the AI's or for its handing over, in milliseconds. */
export function waits({ state }: Pick<Sandbox, 'state'>): number[] {
  return state.conversations().flatMap(({ id }) => {
    const lines = state.transcript(id)
    const note = lines.findIndex(({ kind, isPrivate }) => kind === 'ai' && isPrivate)
    return lines.flatMap((line, index) => {
      if (line.kind !== 'customer' || (note !== -1 && index > note)) return []
      const answer = lines.slice(index + 1).find(({ kind }) => kind === 'ai' || kind === 'rep')
      return answer?.kind === 'ai' ? [Date.parse(answer.at) - Date.parse(line.at)] : []
    })
  })
}

/** The same words once more, and nobody has asked again. */
function doubles({ state }: Sandbox): number {
  const isOurs = ({ kind, isPrivate }: Line) => kind === 'ai' && !isPrivate
  return state.conversations().reduce((sum, { id }) => {
    const said = state.transcript(id).filter((line) => line.kind === 'customer' || isOurs(line))
    return sum + said.filter((line, at) => isOurs(line) && said[at - 1]?.text === line.text).length
  }, 0)
}
