import { defaultSettings } from '../../src/settings.ts'
import { openPglite } from '../../src/store/database.ts'
import { migrate } from '../../src/store/migrate.ts'
import { type AskedQuery, knowledgeSets } from './knowledge-sets.ts'
import { type Row, share } from './measures.ts'
import { mistyped } from './mistyped-words.ts'
import { type Asked, askAll, organizationWith } from './retrieval.ts'

/** Questions typed in haste: what is still answered, and whether rightly, beside the same questions as they were written. */

/** Each set, and the one whose questions are foreign to it. */
const SETS: Record<string, string> = {
  stackfaq: 'covid-faq-deepset',
  'covid-faq-deepset': 'stackfaq',
  'xquad de': 'stackfaq',
}
const QUESTIONS = 300
const SEED = 7

export async function mistypedRows(): Promise<Row[]> {
  const { database, close } = await openPglite(null)
  try {
    await migrate(database)
    const sets = knowledgeSets()
    const rows: Row[] = []
    for (const [name, other] of Object.entries(SETS)) {
      const set = sets.find((each) => each.name === name)
      const foreign = sets.find((each) => each.name === other)
      if (set === undefined || foreign === undefined) throw new Error(`There is no set ${name} or ${other}`)
      const organizationId = await organizationWith(database, set)
      const ask = (queries: AskedQuery[], words: number) =>
        askAll(
          database,
          organizationId,
          some(queries).map((query) => ({ ...query, text: mistyped(query.text, words, SEED) })),
        )
      const asWritten = { own: await ask(set.queries, 0), foreign: await ask(foreign.queries, 0) }
      for (const words of [1, 2]) {
        const typed = { own: await ask(set.queries, words), foreign: await ask(foreign.queries, words) }
        rows.push(...rowsOf(name, words, asWritten, typed))
      }
    }
    return rows
  } finally {
    await close()
  }
}

interface Both {
  own: Asked[]
  foreign: Asked[]
}

function rowsOf(set: string, words: number, asWritten: Both, typed: Both): Row[] {
  const what = words === 1 ? 'a word mistyped' : `${words} words mistyped`
  const isRight = ({ query, found }: Asked) => query.relevant.includes(found[0] ?? '')
  const isSent = ({ confidence }: Asked) => confidence >= defaultSettings().handoff.confidence
  const beside = (measure: string, of: (both: Both) => number, lowerIsBetter = false): Row => ({
    set,
    measure: `${what}: ${measure}, beside as written`,
    ours: of(typed),
    bar: of(asWritten),
    aim: null,
    lowerIsBetter,
  })
  return [
    beside('hit@1', ({ own }) => share(own, isRight)),
    beside('sent', ({ own }) => share(own, isSent)),
    beside('right of what is sent', ({ own }) => share(own.filter(isSent), isRight)),
    beside('foreign questions sent', ({ foreign }) => share(foreign, isSent), true),
  ]
}

function some(queries: AskedQuery[]): AskedQuery[] {
  const known = queries.filter(({ isAnswerable }) => isAnswerable)
  const every = Math.max(1, Math.floor(known.length / QUESTIONS))
  return known.filter((_, at) => at % every === 0).slice(0, QUESTIONS)
}
