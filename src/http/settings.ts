import { z } from 'zod'
import { type Settings, settingsSchema } from '../settings.ts'
import { inOrganization } from '../store/database.ts'
import { lockSettings, readStored, writeSettings } from '../store/settings.ts'
import { audit } from './audited.ts'
import { ApiError, unprocessable } from './error.ts'
import { parse } from './input.ts'
import { isObject, mergePatch, patchSchema } from './merge-patch.ts'
import { sealKeys, takeKeys } from './model-keys.ts'
import { type HttpContext, operation } from './operation.ts'
import { refuseUncallable } from './outgoing.ts'
import { auditedSettings, presentSettings } from './present-settings.ts'
import { tagOf } from './settings-tag.ts'
import { namesEmbeddings, testEmbeddings } from './test-embeddings.ts'

const answer = z.looseObject({}).meta({ id: 'Settings', description: 'All that an organization can change' })

export const getSettings = operation(
  {
    method: 'get',
    path: '/api/v1/settings',
    summary: 'The settings in force, with an ETag',
    tag: 'Settings',
    answer,
  },
  async ({ deps, caller, c }) => {
    const { organizationId } = caller
    const stored = await inOrganization(deps.database, organizationId, (tx) => readStored(tx, organizationId))
    return tagged(c, presentSettings(deps.vault, organizationId, stored))
  },
)

export const patchSettings = operation(
  {
    method: 'patch',
    path: '/api/v1/settings',
    summary:
      'Changes what the JSON merge patch names; null sets a field to none, or back to its default where it has no none. A model for embeddings is called before it is saved. With If-Match only what stands as its ETag says is changed',
    tag: 'Settings',
    body: patchSchema,
    answer,
    errors: { 412: 'Somebody else has changed the settings since' },
  },
  async ({ deps, caller, body, c }) => {
    const { organizationId } = caller
    const { patch, keys } = takeKeys(body)
    if (namesEmbeddings(patch)) {
      const before = await inOrganization(deps.database, organizationId, (tx) =>
        readStored(tx, organizationId),
      )
      const settings = patched(before.settings, patch)
      refuseUncallable(deps.config, before.settings, settings)
      const change = { before, settings, keys }
      await testEmbeddings(deps, organizationId, change, c.req.raw.signal)
    }
    const at = deps.clock.now()
    const stored = await inOrganization(deps.database, organizationId, async (tx) => {
      await lockSettings(tx, organizationId, at)
      const before = await readStored(tx, organizationId)
      refuseStale(c, presentSettings(deps.vault, organizationId, before))
      const settings = patched(before.settings, patch)
      refuseUncallable(deps.config, before.settings, settings)
      const sealedKeys = sealKeys(deps.vault, organizationId, { before, settings, keys })
      const after = { settings, sealedKeys }
      await writeSettings(tx, organizationId, { ...after, at })
      const shown = (stored: typeof before) => auditedSettings(deps.vault, organizationId, stored)
      await audit(tx, caller, { action: 'settings.changed', before: shown(before), after: shown(after) }, at)
      return after
    })
    return tagged(c, presentSettings(deps.vault, organizationId, stored))
  },
)

function tagged<S>(c: HttpContext, shown: S): S {
  c.header('etag', tagOf(shown))
  return shown
}

/** Who says what they have seen does not write over what they have not. */
function refuseStale(c: HttpContext, shown: unknown): void {
  const seen = c.req.header('if-match')
  if (seen === undefined || seen === '*' || seen === tagOf(shown)) return
  throw new ApiError(
    412,
    'changed_meanwhile',
    'Somebody else has changed the settings meanwhile: read them again first.',
  )
}

/** What the settings would be; throws at the field that is wrong. */
export function patched(settings: Settings, patch: unknown): Settings {
  refusePrototype(patch, [])
  const next = parse(settingsSchema, mergePatch(settings, patch, takesNull))
  if (next.reply.longestWaitMs < next.reply.quietMs) {
    const reply = isObject(patch) && isObject(patch.reply) ? patch.reply : {}
    const given = 'longestWaitMs' in reply ? 'longestWaitMs' : 'quietMs'
    throw unprocessable(
      'invalid',
      `reply.${given}`,
      '“reply.longestWaitMs” must be at least “reply.quietMs”.',
    )
  }
  return next
}

/** zod passes over a key of this name in silence where names are free. */
function refusePrototype(value: unknown, path: string[]): void {
  if (!isObject(value)) return
  for (const [key, inner] of Object.entries(value)) {
    const here = [...path, key]
    if (key === '__proto__')
      throw unprocessable('unknown_field', here.join('.'), `There is no field “${here.join('.')}” here.`)
    refusePrototype(inner, here)
  }
}

/** Whether the schema knows null at this path as a value. */
function takesNull(path: string[]): boolean {
  let schema: z.ZodType | undefined = settingsSchema
  for (const key of path) schema = schema && fieldOf(schema, key)
  return schema?.safeParse(null).success ?? false
}

function fieldOf(schema: z.ZodType, key: string): z.ZodType | undefined {
  let inner: unknown = schema
  while (isWrapper(inner)) inner = inner.unwrap()
  if (inner instanceof z.ZodObject) return Object.hasOwn(inner.shape, key) ? inner.shape[key] : undefined
  // a record's value type is always a full schema in our settings
  return inner instanceof z.ZodRecord ? (inner.valueType as z.ZodType) : undefined
}

function isWrapper(schema: unknown): schema is z.ZodOptional | z.ZodNullable | z.ZodDefault | z.ZodPrefault {
  return [z.ZodOptional, z.ZodNullable, z.ZodDefault, z.ZodPrefault].some(
    (wrapper) => schema instanceof wrapper,
  )
}
