import { parseArgs } from 'node:util'

export const SECTIONS = ['calls', 'overhead', 'loops', 'acks', 'start', 'soak'] as const
export type SectionName = (typeof SECTIONS)[number]
const BY_DEFAULT = SECTIONS.filter((name) => name !== 'soak').join()
export const ENGINES = ['embedded', 'postgres'] as const
export type Engine = (typeof ENGINES)[number]

export interface Options {
  only: SectionName[]
  engines: Engine[]
  /** How long one measurement lasts. */
  seconds: number
  /** Each measurement is repeated so often, its reference with it; the table shows medians. */
  runs: number
  /** How long the soak lasts. */
  minutes: number
  json: string | null
  /** Where Baton's CPU profiles go. */
  profile: string | null
}

export const HELP = `npm run bench -- [options]

  --only a,b       of ${SECTIONS.join(', ')} (all but the last)
  --engines a,b    of ${ENGINES.join(', ')} (both, where there is a PostgreSQL)
  --seconds N      how long one measurement lasts (2)
  --runs N         how often each is repeated; the table shows medians (3)
  --minutes N      how long the soak lasts (60)
  --json FILE      the figures as JSON, with the commit
  --profile DIR    CPU profiles of Baton's process, a folder an engine`

/** Throws a sentence for the person who typed it. */
export function readOptions(words: string[]): Options | 'help' {
  const { values } = parseArgs({
    args: words,
    options: {
      only: { type: 'string' },
      engines: { type: 'string' },
      seconds: { type: 'string' },
      runs: { type: 'string' },
      minutes: { type: 'string' },
      json: { type: 'string' },
      profile: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  if (values.help) return 'help'
  return {
    only: chosen('--only', values.only ?? BY_DEFAULT, SECTIONS),
    engines: chosen('--engines', values.engines, ENGINES),
    seconds: positive('--seconds', values.seconds, 2),
    runs: Math.ceil(positive('--runs', values.runs, 3)),
    minutes: positive('--minutes', values.minutes, 60),
    json: values.json ?? null,
    profile: values.profile ?? null,
  }
}

function chosen<T extends string>(name: string, given: string | undefined, from: readonly T[]): T[] {
  if (given === undefined) return [...from]
  const words = given.split(',').map((word) => word.trim())
  const strange = words.filter((word) => !from.some((each) => each === word))
  if (strange.length > 0)
    throw new Error(`${name} knows ${from.join(', ')}, not ${strange.map((word) => `"${word}"`).join(', ')}.`)
  return from.filter((each) => words.includes(each))
}

function positive(name: string, given: string | undefined, otherwise: number): number {
  if (given === undefined) return otherwise
  const value = Number(given)
  if (!(value > 0)) throw new Error(`${name} must be a number above 0, not "${given}".`)
  return value
}
