import type { Engine, Options } from './options.ts'
import type { Stand } from './stand.ts'

/** One table of the report: what is printed, and the raw figures behind it for the JSON. */
export interface Section {
  title: string
  columns: string[]
  rows: string[][]
  notes: string[]
  figures: unknown
}

/** What a measurement on a running Baton works with. */
export interface Bench {
  options: Options
  engine: Engine
  stand: Stand
}

/** Columns side by side, words to the left and figures to the right. */
export function printSection({ title, columns, rows, notes }: Section): void {
  const lines = [columns, ...rows]
  const widths = columns.map((_, at) => Math.max(...lines.map((line) => [...(line[at] ?? '')].length)))
  const isText = (at: number) => at === 0
  const laidOut = (line: string[]) =>
    line
      .map((cell, at) => {
        const room = ' '.repeat((widths[at] ?? 0) - [...cell].length)
        return isText(at) ? cell + room : room + cell
      })
      .join('   ')
      .trimEnd()
  console.log(`\n${title}`)
  console.log(laidOut(columns))
  console.log(widths.map((width) => '─'.repeat(width)).join('───'))
  for (const row of rows) console.log(laidOut(row))
  for (const note of notes) console.log(`  ${note}`)
}
