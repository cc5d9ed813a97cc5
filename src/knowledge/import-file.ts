import { type CsvError, parse } from 'csv-parse'
import { z } from 'zod'
import { articleFields, externalId } from './article.ts'
import type { ImportEntry } from './ingest.ts'
import { UnreadableFile } from './unreadable-file.ts'

/** A file that a team imports, line by line: what can be taken over, and for each line that cannot, why. */

export type ImportForm = 'ndjson' | 'json' | 'csv'

export interface Skipped {
  /** As an editor counts them; in a JSON array the position of the entry. From 1. */
  line: number
  /** What a person can mend. */
  reason: string
}

type Row = { line: number; value: unknown } | Skipped

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

const rowSchema = z.preprocess(
  withoutEmpty,
  z.object({
    id: externalId.optional(),
    title: articleFields.shape.title,
    body: articleFields.shape.body,
    phrasings: z.preprocess(phrasingsFrom, articleFields.shape.phrasings),
    url: articleFields.shape.url,
  }),
)

function entryOf({ line, value }: { line: number; value: unknown }): ImportEntry | Skipped {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { line, reason: 'This is no object with a title and a body (or a question and an answer).' }
  }
  const read = rowSchema.safeParse(value)
  if (!read.success) return { line, reason: reasonOf(read.error, value) }
  const { id, ...fields } = read.data
  return { externalId: id ?? null, fields: { ...fields, visibility: 'public', state: 'published' } }
}

function reasonOf(error: z.ZodError, value: object): string {
  const issue = error.issues[0]
  const field = String(issue?.path[0] ?? '')
  const isQuestion = 'question' in value || 'answer' in value
  const name = (isQuestion && { title: 'question', body: 'answer' }[field]) || field
  const given = withoutEmpty(value)
  const isMissing = issue?.code === 'invalid_type' && !(given instanceof Object && field in given)
  return isMissing ? `“${name}” is missing.` : `“${name}”: ${issue?.message ?? 'not accepted'}.`
}

/** An empty cell, and null, is a field that is not there; question and answer are a title and a body. */
function withoutEmpty(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  const given = Object.fromEntries(Object.entries(value).filter(([, each]) => each !== null && each !== ''))
  const { question, answer, ...rest } = given
  return {
    ...(question === undefined ? {} : { title: question }),
    ...(answer === undefined ? {} : { body: answer }),
    ...rest,
  }
}

/** A list, the same as JSON in a cell, or texts set apart by `|`. */
function phrasingsFrom(value: unknown): unknown {
  if (typeof value === 'string') {
    const text = value.trim()
    const list = text.startsWith('[') ? parsed(text) : undefined
    return phrasingsFrom(Array.isArray(list) ? list : text.split('|'))
  }
  return Array.isArray(value) ? value.filter((each) => typeof each !== 'string' || each.trim() !== '') : value
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

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
