import type { Context } from 'hono'
import type { z } from 'zod'
import { ApiError } from './error.ts'

interface Schemas {
  params?: z.ZodType
  query?: z.ZodType
  body?: z.ZodType
}

/** Path, query and JSON body as their schemas read them; throws 400 for what is no JSON, 422 with the first field at fault. */
export async function readInput(c: Context, schemas: Schemas) {
  return {
    params: schemas.params && readParams(schemas.params, c.req.param()),
    query: schemas.query && parse(schemas.query, c.req.query()),
    body: schemas.body && parse(schemas.body, parseJson(await c.req.text())),
  }
}

/** A path that cannot be an id names nothing: 404, as for an id that does not exist. */
function readParams(schema: z.ZodType, value: unknown): unknown {
  const read = schema.safeParse(value)
  if (!read.success) throw new ApiError(404, 'not_found', 'There is nothing at this address.')
  return read.data
}

/** `at`: the dotted path at which this value stands in the body. */
export function parse<S extends z.ZodType>(schema: S, value: unknown, at = ''): z.output<S> {
  const read = schema.safeParse(value)
  if (!read.success) throw fault(read.error, at)
  return read.data
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new ApiError(400, 'malformed_json', 'The body is not JSON.')
  }
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
