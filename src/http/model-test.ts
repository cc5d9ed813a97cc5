import { z } from 'zod'
import type { ModelChoice } from '../answer/provider.ts'
import type { Tried } from '../answer/try-model.ts'
import { inOrganization } from '../store/database.ts'
import { openKey, readStored } from '../store/settings.ts'
import { addSpending } from '../store/spending.ts'
import { unprocessable } from './error.ts'
import { patchSchema } from './merge-patch.ts'
import { sealKeys, slotsOf, takeKeys } from './model-keys.ts'
import { type HttpDeps, operation } from './operation.ts'
import { patched } from './settings.ts'

const result = z.object({
  provider: z.string(),
  name: z.string(),
  ok: z.boolean(),
  code: z.string().nullable().describe('What is wrong, in a word; null: nothing'),
  message: z.string().nullable(),
  field: z.string().nullable().describe('Where that most probably has to be mended'),
  ms: z.int(),
})

export const testModel = operation(
  {
    method: 'post',
    path: '/api/v1/settings/model-test',
    summary:
      'Asks each model that the settings would name after this merge patch one short question; nothing is saved, and the calls are counted as spent',
    tag: 'Settings',
    body: patchSchema,
    answer: z.object({ items: z.array(result) }),
  },
  async ({ deps, caller: { organizationId }, body, c }) => {
    const { patch, keys } = takeKeys(body)
    const before = await inOrganization(deps.database, organizationId, (tx) => readStored(tx, organizationId))
    const settings = patched(before.settings, patch)
    // by the rule of saving: a stored key goes to the endpoint that it was stored for, and to no other
    const sealedKeys = sealKeys(deps.vault, organizationId, { before, settings, keys })
    const items = await Promise.all(
      slotsOf(settings).flatMap(({ slot, field, choice: { provider, name, baseUrl } }) => {
        if (provider === 'builtin') return []
        if (name === '') throw unprocessable('required', `${field}.name`, 'Name the model.')
        const key = () => openKey(deps.vault, organizationId, sealedKeys, slot)
        return [tried(deps, organizationId, field, { provider, name, baseUrl }, key, c.req.raw.signal)]
      }),
    )
    return { items }
  },
)

async function tried(
  deps: HttpDeps,
  organizationId: string,
  field: string,
  choice: ModelChoice,
  keyOf: () => string | null,
  signal: AbortSignal,
): Promise<z.input<typeof result>> {
  const { provider, name } = choice
  const outcome = await answerOf(deps, choice, keyOf, signal)
  if (!outcome.ok) {
    const { kind, message, at } = outcome.fault
    return {
      provider,
      name,
      ok: false,
      code: kind,
      message: `${message}.`,
      field: `${field}.${at}`,
      ms: outcome.ms,
    }
  }
  await inOrganization(deps.database, organizationId, (tx) =>
    addSpending(tx, organizationId, outcome.usage.costUsd, deps.clock.now()),
  )
  return { provider, name, ok: true, code: null, message: null, field: null, ms: outcome.ms }
}

async function answerOf(
  { tryModel }: HttpDeps,
  choice: ModelChoice,
  keyOf: () => string | null,
  signal: AbortSignal,
): Promise<Tried> {
  let key: string | null
  try {
    key = keyOf()
  } catch {
    const message = 'The stored model key cannot be opened: enter it again'
    return { ok: false, fault: { kind: 'unauthorized', message, at: 'apiKey' }, ms: 0 }
  }
  return tryModel(choice, key, signal)
}
