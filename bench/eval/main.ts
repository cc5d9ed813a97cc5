import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { parseArgs } from 'node:util'
import { machine } from '../machine.ts'
import { byMeaningRows } from './by-meaning.ts'
import type { Row } from './measures.ts'
import { quickRows, SECTIONS } from './sections.ts'
import { haveSets } from './sets.ts'
import { tableOf } from './table.ts'
import { modelRows } from './with-model.ts'

const HELP = `npm run eval [-- options]: how good the answers are, beside the best of plain libraries and platforms

  --only NAME    one section: ${Object.keys(SECTIONS).join(', ')}
  --quick        the part that every test run plays, on a share of the questions
  --model NAME   whole answers by a model at an OpenAI-compatible endpoint, instead: --base-url URL (Ollama's when left out),
                 the key in OPENAI_API_KEY; --questions N of each kind (50)
  --embeddings NAME   retrieval by words alone and with such a model at --base-url, instead; --only takes a set's name
  --json FILE    the figures with the commit, for whoever compares`

async function main(words: string[]): Promise<number> {
  const { values } = parseArgs({
    args: words,
    options: {
      only: { type: 'string' },
      quick: { type: 'boolean', default: false },
      json: { type: 'string' },
      model: { type: 'string' },
      embeddings: { type: 'string' },
      'base-url': { type: 'string', default: 'http://localhost:11434/v1' },
      questions: { type: 'string', default: '50' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    console.log(HELP)
    return 0
  }
  if (!haveSets) {
    console.log('The evaluation sets are not beside this clone (../shared/data): nothing is measured.')
    return 0
  }
  const began = performance.now()
  const rows =
    values.model !== undefined
      ? await modelRows({
          name: values.model,
          baseUrl: values['base-url'],
          apiKey: process.env.OPENAI_API_KEY ?? null,
          questions: Math.max(1, Number(values.questions) || 1),
        })
      : values.embeddings !== undefined
        ? await byMeaningRows({
            name: values.embeddings,
            baseUrl: values['base-url'],
            apiKey: process.env.OPENAI_API_KEY ?? null,
            ...(values.only === undefined ? {} : { only: [values.only] }),
            every: values.quick ? 3 : 1,
          })
        : values.quick
          ? await quickRows()
          : await rowsOf(values.only)
  console.log(tableOf(rows))
  console.log(
    `\n${Math.round((performance.now() - began) / 1_000)} s in all. A bar is the best of plain libraries and platforms on the same work.`,
  )
  if (values.json !== undefined) {
    mkdirSync(dirname(values.json), { recursive: true })
    const report = { at: new Date().toISOString(), machine: machine(), quick: values.quick, rows }
    writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`)
  }
  return 0
}

async function rowsOf(only: string | undefined): Promise<Row[]> {
  const chosen = Object.entries(SECTIONS).filter(([name]) => only === undefined || name === only)
  if (chosen.length === 0)
    throw new Error(`There is no section “${only}”: ${Object.keys(SECTIONS).join(', ')}`)
  const rows: Row[] = []
  for (const [, section] of chosen) rows.push(...(await section()))
  return rows
}

process.exitCode = await main(process.argv.slice(2))
