import { createDialer } from '../dial.ts'
import { modelRule } from '../host-rule.ts'
import type { Vault } from '../secret.ts'
import type { Settings } from '../settings.ts'
import { type Database, inOrganization } from '../store/database.ts'
import { openKey, readStored } from '../store/settings.ts'
import { type Model, ModelError } from './model.ts'
import { createModel } from './provider.ts'

/** The model that an organization's settings choose, with its fallbacks behind it; null when that is the built-in answerer. */
export function providerModel(database: Database, vault: Vault, modelHosts: string[]) {
  const dialer = createDialer(modelRule(modelHosts))
  return async (organizationId: string, settings: Settings): Promise<Model | null> => {
    const { model } = settings
    if (model.provider === 'builtin') return null
    const { sealedKeys } = await inOrganization(database, organizationId, (tx) =>
      readStored(tx, organizationId),
    )
    const models = [model, ...model.fallbacks].flatMap(({ provider, name, baseUrl }, index) => {
      // a fallback that is built in ends the list: it is what a handoff is better than
      if (provider === 'builtin') return []
      const slot = index === 0 ? 'primary' : `fallback:${index - 1}`
      const key = opened(() => openKey(vault, organizationId, sealedKeys, slot))
      return [createModel({ provider, name, baseUrl }, key, dialer)]
    })
    return inTurn(models)
  }
}

/** A key that was sealed with a secret nobody has any more is a failure of the model, to whoever waits for an answer. */
function opened(open: () => string | null): string | null {
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
