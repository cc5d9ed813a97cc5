import { type CsvError, parse } from 'csv-parse'
import { entryOf, parsed, type Row, type Skipped } from './import-entry.ts'
import type { ImportEntry } from './ingest.ts'
import { UnreadableFile } from './unreadable-file.ts'

/** A file that a team imports, line by line: what can be taken over, and for each line that cannot, why. */

export type ImportForm = 'ndjson' | 'json' | 'csv'

/** How much is read before others get their turn. */
const ROWS_AT_ONCE = 200

export async function readImport(
  form: ImportForm,
  text: string,
): Promise<{ entries: ImportEntry[]; skipped: Skipped[] }> {
  const entries: ImportEntry[] = []
  const skipped: Skipped[] = []
  const bare = text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n')
  if (bare.trim() === '') throw new UnreadableFile('The body is empty.')
  const rows = { ndjson: ndjsonRows, json: jsonRows, csv: csvRows }[form](bare)
  let read = 0
  for await (const row of rows) {
    const entry = 'reason' in row ? row : entryOf(row)
    if ('reason' in entry) skipped.push(entry)
    else entries.push(entry)
    read += 1
    if (read % ROWS_AT_ONCE === 0) await new Promise((resolve) => setImmediate(resolve))
  }
  return { entries, skipped: skipped.sort((a, b) => a.line - b.line) }
}

function* ndjsonRows(text: string): Generator<Row> {
  let line = 0
  let at = 0
  while (at <= text.length) {
    const end = text.indexOf('\n', at)
    const content = text.slice(at, end === -1 ? undefined : end).trim()
    line += 1
    at = end === -1 ? text.length + 1 : end + 1
    if (content === '') continue
    const value = parsed(content)
    yield value === undefined ? { line, reason: 'This line is not JSON.' } : { line, value }
  }
}

function* jsonRows(text: string): Generator<Row> {
  const list = parsed(text)
  if (list === undefined) throw new UnreadableFile('The body is not JSON.')
  if (!Array.isArray(list)) throw new UnreadableFile('The body is no JSON array.')
  for (const [index, value] of list.entries()) yield { line: index + 1, value }
}

async function* csvRows(text: string): AsyncGenerator<Row> {
  const broken: Skipped[] = []
  const header = text.slice(0, Math.max(text.indexOf('\n'), 0) || undefined)
  const parser = parse(text, {
    columns: (names: string[]) => columnsOf(names),
    delimiter: delimiterOf(header),
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
  })
  parser.on('skip', (error: CsvError) => {
    broken.push({ line: Number(error.lines), reason: `This line is no CSV: ${firstSentence(error.message)}` })
  })
  let line = 2
  // csv-parse types its records as any: with `info` they are this
  for await (const { record, info } of parser as AsyncIterable<{
    record: unknown
    info: { lines: number }
  }>) {
    yield { line, value: record }
    line = info.lines + 1
  }
  yield* broken
}

const COLUMNS = ['id', 'title', 'body', 'question', 'answer', 'phrasings', 'url']

function columnsOf(names: string[]): (string | false)[] {
  const columns = names.map((name) => name.trim().toLowerCase())
  const has = (...wanted: string[]) => wanted.some((name) => columns.includes(name))
  if (!has('title', 'question') || !has('body', 'answer')) {
    throw new UnreadableFile('The first line must name the columns: title and body, or question and answer.')
  }
  return columns.map((name) => (COLUMNS.includes(name) ? name : false))
}

/** Spreadsheets of half of Europe save with semicolons. */
function delimiterOf(header: string): string {
  const count = (mark: string) => header.split(mark).length
  const [best] = [',', ';', '\t'].sort((a, b) => count(b) - count(a))
  return best ?? ','
}

function firstSentence(message: string): string {
  return `${message
    .replace(/^[A-Za-z ]+: /, '')
    .split(/[.\n]/)[0]
    ?.slice(0, 200)}.`
}
