import { z } from 'zod'
import { type ArticleFields, articleFields, externalId } from './article.ts'
import type { ImportEntry } from './ingest.ts'

/** What stands on one line of a file, or in one document, as an article; or why it cannot be one. */

export interface Skipped {
  /** As an editor counts them, from 1; in a JSON array the position of the entry; 0: a file as a whole. */
  line: number
  /** What a person can mend. */
  reason: string
  /** Of several files: which one. */
  file?: string
}

export type Row = { line: number; value: unknown } | Skipped

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

/** How an article comes in that says nothing else. */
const AS_A_RULE = { visibility: 'public', state: 'published' } as const

export function entryOf(
  { line, value }: { line: number; value: unknown },
  standing: Pick<ArticleFields, 'visibility' | 'state'> = AS_A_RULE,
): ImportEntry | Skipped {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { line, reason: 'This is no object with a title and a body (or a question and an answer).' }
  }
  const read = rowSchema.safeParse(value)
  if (!read.success) return { line, reason: reasonOf(read.error, value) }
  const { id, ...fields } = read.data
  return { externalId: id ?? null, fields: { ...fields, ...standing } }
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

/** undefined: it is no JSON. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
