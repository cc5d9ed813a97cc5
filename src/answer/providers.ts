import type { Clock } from '../clock.ts'
import { createDialer } from '../dial.ts'
import { modelRule } from '../host-rule.ts'
import { isOverCeiling } from '../rules/ceiling.ts'
import type { Vault } from '../secret.ts'
import type { Settings } from '../settings.ts'
import { type Database, inOrganization } from '../store/database.ts'
import { openKey, readStored } from '../store/settings.ts'
import { addSpending, spendingOf } from '../store/spending.ts'
import { type Answerer, type Model, ModelError } from './model.ts'
import { createModel } from './provider.ts'
import { seen } from './seen-model.ts'
import { modelTrier } from './try-model.ts'

/** All that calls models: to answer with, and to try before it is saved. */
export function openModels(database: Database, vault: Vault, modelHosts: string[], clock: Clock) {
  return {
    modelFor: providerModel(database, vault, modelHosts, clock),
    tryModel: modelTrier(modelHosts),
  }
}

/** The model that an organization's settings choose, with its fallbacks behind it, unless the month's money is spent. */
export function providerModel(database: Database, vault: Vault, modelHosts: string[], clock: Clock) {
  const dialer = createDialer(modelRule(modelHosts))
  return async (organizationId: string, settings: Settings): Promise<Answerer> => {
    const { model } = settings
    if (model.provider === 'builtin') return { model: null, isOverCeiling: false }
    const { sealedKeys, spent } = await inOrganization(database, organizationId, async (tx) => ({
      ...(await readStored(tx, organizationId)),
      spent: await spendingOf(tx, organizationId, clock.now()),
    }))
    if (isOverCeiling(settings, spent)) return { model: null, isOverCeiling: true }
    const models = [model, ...model.fallbacks].flatMap(({ provider, name, baseUrl }, index) => {
      // a fallback that is built in ends the list: it is what a handoff is better than
      if (provider === 'builtin') return []
      const slot = index === 0 ? 'primary' : `fallback:${index - 1}`
      const key = opened(() => openKey(vault, organizationId, sealedKeys, slot))
      return [seen(createModel({ provider, name, baseUrl }, key, dialer))]
    })
    return { model: metered(inTurn(models), noteCost), isOverCeiling: false }

    async function noteCost(costUsd: number | null) {
      await inOrganization(database, organizationId, (tx) =>
        addSpending(tx, organizationId, costUsd, clock.now()),
      )
    }
  }
}

/** Every call's cost is noted before its answer is used, whatever comes of that. */
export function metered(model: Model, note: (costUsd: number | null) => Promise<void>): Model {
  return {
    ...model,
    async complete(request) {
      const answer = await model.complete(request)
      await note(answer.usage.costUsd)
      return answer
    },
  }
}

/** A key that was sealed with a secret nobody has any more is a failure of the model, to whoever waits for an answer. */
export function opened(open: () => string | null): string | null {
  try {
    return open()
  } catch (cause) {
    throw new ModelError('unauthorized', 'The stored model key cannot be opened: enter it again', null, {
      cause,
    })
  }
}

/** One model after the other, until one answers. Throws what the last one threw. */
export function inTurn(models: Model[]): Model {
  const [first] = models
  if (first === undefined) throw new Error('There is no model to ask')
  return {
    name: first.name,
    seesImages: first.seesImages,
    async complete(request) {
      let last: unknown = null
      const hasImages = request.messages.some(({ content }) => typeof content !== 'string')
      for (const model of models) {
        // one that does not see would answer about pictures that it was never shown
        if (hasImages && !model.seesImages) continue
        try {
          const answer = await model.complete(request)
          return { ...answer, model: answer.model ?? model.name }
        } catch (error) {
          // the caller has stopped, or this is no failure of a model
          if (request.signal.aborted || !(error instanceof ModelError)) throw error
          last = error
        }
      }
      throw last
    },
  }
}
