import type { Context } from 'hono'
import type { z } from 'zod'
import { storable, storableJson } from '../storable.ts'
import { ApiError } from './error.ts'

interface Schemas {
  params?: z.ZodType
  query?: z.ZodType
  body?: z.ZodType
}

/** Path, query and JSON body as their schemas read them; throws 400 for what is no JSON, 422 with the first field at fault. */
export async function readInput(c: Context, schemas: Schemas) {
  return {
    // no text that the database refuses gets any further
    params: schemas.params && readParams(schemas.params, c.req.param()),
    query: schemas.query && parse(schemas.query, storableJson(c.req.query())),
    body: schemas.body && parse(schemas.body, storableJson(parseJson(await c.req.text()))),
  }
}

/** A path that cannot be an id names nothing: 404, as for an id that does not exist. */
function readParams(schema: z.ZodType, value: Record<string, string>): unknown {
  const read = schema.safeParse(value)
  const isStorable = Object.values(value).every((text) => storable(text) === text)
  if (!read.success || !isStorable) throw new ApiError(404, 'not_found', 'There is nothing at this address.')
  return read.data
}

/** `at`: the dotted path at which this value stands in the body. */
export function parse<S extends z.ZodType>(schema: S, value: unknown, at = ''): z.output<S> {
  const read = schema.safeParse(value)
  if (!read.success) throw fault(read.error, at)
  return read.data
}

/** Deeper than anything we take, and far from where walking through it would exhaust the stack. */
const DEEPEST = 64

export function parseJson(text: string): unknown {
  if (nestingOf(text) > DEEPEST)
    throw new ApiError(400, 'too_deep', `The body is nested too deeply: at most ${DEEPEST} levels are taken.`)
  try {
    return JSON.parse(text)
  } catch {
    throw new ApiError(400, 'malformed_json', 'The body is not JSON.')
  }
}

/** How deep its lists and objects go, by their brackets outside of strings; of what is no JSON, some number. */
export function nestingOf(text: string): number {
  let depth = 0
  let deepest = 0
  let isInString = false
  for (let at = 0; at < text.length; at++) {
    const char = text[at]
    if (isInString) {
      if (char === '\\') at++
      else if (char === '"') isInString = false
    } else if (char === '"') isInString = true
    else if (char === '[' || char === '{') deepest = Math.max(deepest, ++depth)
    else if (char === ']' || char === '}') depth--
  }
  return deepest
}

/** The first issue, as a sentence at its field. */
export function fault(error: z.ZodError, at = ''): ApiError {
  const [issue] = error.issues
  if (issue === undefined) return new ApiError(422, 'invalid', 'This is not accepted.')
  const unknown = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined
  const path = [at, ...issue.path, unknown ?? '']
    .map(String)
    .filter((part) => part !== '')
    .join('.')
  if (unknown !== undefined) {
    return new ApiError(422, 'unknown_field', `There is no field “${path}” here.`, path)
  }
  const what = path === '' ? 'The body' : `“${path}”`
  return new ApiError(
    422,
    'invalid',
    `${what} is not accepted: ${sentence(issue.message)}`,
    path === '' ? null : path,
  )
}

function sentence(message: string): string {
  const text = message.charAt(0).toLowerCase() + message.slice(1)
  return /[.!?]$/.test(text) ? text : `${text}.`
}
