import { embeddingsKey, tryEmbeddings } from '../answer/embedders.ts'
import { EmbedderError } from '../knowledge/embedder.ts'
import { embeddingsName } from '../rules/embeddings.ts'
import { SecretLost } from '../secret.ts'
import type { Settings } from '../settings.ts'
import type { SealedKeys } from '../store/settings.ts'
import { type ApiError, unprocessable } from './error.ts'
import { isObject } from './merge-patch.ts'
import { type GivenKeys, sealKeys } from './model-keys.ts'
import type { HttpDeps } from './operation.ts'

export function namesEmbeddings({ model }: Record<string, unknown>): boolean {
  return isObject(model) && isObject(model.embeddings)
}

/**
 * Asks the model for a vector before it is saved, where it, its address or its key is another; what fails is an ApiError at its field.
 * Of two who save at once each has tested their own: should neither's be what is saved, the overview says so.
 */
export async function testEmbeddings(
  { database, vault, config, clock }: HttpDeps,
  organizationId: string,
  change: { before: { settings: Settings; sealedKeys: SealedKeys }; settings: Settings; keys: GivenKeys },
  signal: AbortSignal,
): Promise<void> {
  const { before, settings, keys } = change
  const { embeddings } = settings.model
  const old = before.settings.model.embeddings
  if (embeddings === null) return
  const isSame = old !== null && embeddingsName(old) === embeddingsName(embeddings)
  if (isSame && !keys.has('embeddings')) return
  try {
    const sealed = sealKeys(vault, organizationId, change)
    const key = embeddingsKey(vault, organizationId, settings, sealed)
    await tryEmbeddings(
      { database, modelHosts: config.modelHosts, clock },
      organizationId,
      embeddings,
      key,
      signal,
    )
  } catch (fault) {
    if (fault instanceof SecretLost)
      throw refused('apiKey', 'The stored model key cannot be opened: enter it again')
    if (!(fault instanceof EmbedderError)) throw fault
    throw refused(fieldOf(fault), fault.message)
  }
}

function fieldOf({ kind, message }: EmbedderError): string {
  if (kind === 'unauthorized') return 'apiKey'
  // who answers is there: it is the model that it does not have, or that embeds nothing
  return kind === 'bad_output' || kind === 'refused' || / answered \d/.test(message) ? 'name' : 'baseUrl'
}

function refused(field: string, message: string): ApiError {
  const said = message.replace(/\.$/, '')
  return unprocessable('model_failed', `model.embeddings.${field}`, `${said}. Nothing was saved.`)
}
