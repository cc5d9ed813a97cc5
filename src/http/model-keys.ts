import { z } from 'zod'
import type { Vault } from '../secret.ts'
import type { Settings } from '../settings.ts'
import { keyContext, type SealedKeys } from '../store/settings.ts'
import { parse } from './input.ts'
import { isObject } from './merge-patch.ts'

/** By slot: a new key, or null to forget the one there is. */
export type GivenKeys = Map<string, string | null>

const key = z.string().trim().min(1).max(1_000).nullable()

/** Keys are written and never read back: they leave the patch here, before anything of it is kept. */
export function takeKeys(patch: Record<string, unknown>): {
  patch: Record<string, unknown>
  keys: GivenKeys
} {
  const keys: GivenKeys = new Map()
  if (!isObject(patch.model)) return { patch, keys }

  const model = takeKey(patch.model, 'primary', 'model.apiKey', keys)
  if (Array.isArray(model.fallbacks)) {
    model.fallbacks = model.fallbacks.map((fallback: unknown, index) =>
      isObject(fallback)
        ? takeKey(fallback, slotOf(index), `model.fallbacks.${index}.apiKey`, keys)
        : fallback,
    )
  }
  if (isObject(model.embeddings))
    model.embeddings = takeKey(model.embeddings, 'embeddings', 'model.embeddings.apiKey', keys)
  return { patch: { ...patch, model }, keys }
}

function takeKey(
  choice: Record<string, unknown>,
  slot: string,
  field: string,
  keys: GivenKeys,
): Record<string, unknown> {
  // apiKeyEndsWith: who sends back what GET answered is not refused for it
  const { apiKey, apiKeyEndsWith: _shown, ...rest } = choice
  if (apiKey !== undefined) keys.set(slot, parse(key, apiKey, field))
  return rest
}

/**
 * The keys to store. One that was not given anew stays with its endpoint only: were it to follow a changed address,
 * whoever may change settings could have it sent to a machine of their own.
 */
export function sealKeys(
  vault: Vault,
  organizationId: string,
  change: { before: { settings: Settings; sealedKeys: SealedKeys }; settings: Settings; keys: GivenKeys },
): SealedKeys {
  const { before, settings, keys } = change
  const old = slotsOf(before.settings)
  const sealed: SealedKeys = {}
  for (const { slot, choice } of slotsOf(settings)) {
    const given = keys.get(slot)
    if (given === null) continue
    if (given !== undefined) {
      sealed[slot] = vault.seal(given, keyContext(organizationId))
      continue
    }
    const likely = old.filter((one) => isSameKind(slot, one.slot) && isSameEndpoint(one.choice, choice))
    const kept =
      likely.find((one) => one.choice.name === choice.name) ??
      likely.find((one) => one.slot === slot) ??
      likely[0]
    const value = kept && before.sealedKeys[kept.slot]
    if (value !== undefined) sealed[slot] = value
  }
  return sealed
}

type Choice = Pick<Settings['model'], 'provider' | 'baseUrl' | 'name'>

export function slotsOf({ model }: Settings): { slot: string; field: string; choice: Choice }[] {
  return [
    { slot: 'primary', field: 'model', choice: model },
    ...model.fallbacks.map((choice, index) => ({
      slot: slotOf(index),
      field: `model.fallbacks.${index}`,
      choice,
    })),
    ...(model.embeddings === null
      ? []
      : [{ slot: 'embeddings', field: 'model.embeddings', choice: model.embeddings }]),
  ]
}

export function slotOf(fallback: number): string {
  return `fallback:${fallback}`
}

/** A fallback keeps its key when the list is reordered. */
function isSameKind(slot: string, old: string): boolean {
  const kindOf = (name: string) => name.replace(/:\d+$/, '')
  return kindOf(slot) === kindOf(old)
}

/** A key given while the built-in answerer is on has gone nowhere yet: it is for the provider chosen next. */
function isSameEndpoint(old: Choice, now: Choice): boolean {
  return old.provider === 'builtin' || (old.provider === now.provider && old.baseUrl === now.baseUrl)
}
