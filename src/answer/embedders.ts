import type { Clock } from '../clock.ts'
import { createDialer } from '../dial.ts'
import { modelRule } from '../host-rule.ts'
import type { Embedder, Embedding } from '../knowledge/embedder.ts'
import { isSpent } from '../rules/ceiling.ts'
import type { Vault } from '../secret.ts'
import type { EmbeddingsChoice, Settings } from '../settings.ts'
import { type Database, inOrganization } from '../store/database.ts'
import { openKey, readStored, type SealedKeys } from '../store/settings.ts'
import { addSpending, spendingOf } from '../store/spending.ts'
import { createEmbedder, embedderError } from './embedder.ts'
import { masked } from './mask.ts'
import { ModelError } from './model.ts'
import { opened } from './providers.ts'

/** Somebody waits before a form. */
const TRIED_MS = 10_000

/** The model by which an organization's settings have texts embedded, unless the month's money is spent. Throws an EmbedderError when its key cannot be opened. */
export function providerEmbedder(database: Database, vault: Vault, modelHosts: string[], clock: Clock) {
  const dialer = createDialer(modelRule(modelHosts))
  return async (organizationId: string): Promise<Embedding> => {
    const { settings, sealedKeys, spent } = await inOrganization(database, organizationId, async (tx) => ({
      ...(await readStored(tx, organizationId)),
      spent: await spendingOf(tx, organizationId, clock.now()),
    }))
    const { embeddings } = settings.model
    if (embeddings === null) return { embedder: null, isOverCeiling: false }
    if (isSpent(settings, spent)) return { embedder: null, isOverCeiling: true }
    const key = keyOf(() => embeddingsKey(vault, organizationId, settings, sealedKeys))
    const embedder = createEmbedder(embeddings, key, dialer)
    return { embedder: meteredEmbedder(discreet(embedder, settings), noteCost), isOverCeiling: false }

    async function noteCost(costUsd: number | null) {
      await inOrganization(database, organizationId, (tx) =>
        addSpending(tx, organizationId, costUsd, clock.now()),
      )
    }
  }
}

/** One call, counted like every other. Throws an EmbedderError where no vector comes of it. */
export async function tryEmbeddings(
  { database, modelHosts, clock }: { database: Database; modelHosts: string[]; clock: Clock },
  organizationId: string,
  choice: EmbeddingsChoice,
  apiKey: string | null,
  signal: AbortSignal,
): Promise<void> {
  const embedder = createEmbedder(choice, apiKey, createDialer(modelRule(modelHosts)), TRIED_MS)
  await meteredEmbedder(embedder, (costUsd) =>
    inOrganization(database, organizationId, (tx) => addSpending(tx, organizationId, costUsd, clock.now())),
  ).embed(['Where is my order?'], signal)
}

/** Its own, or the main model's where that is of the same provider at the same address: it has gone there already. */
export function embeddingsKey(
  vault: Vault,
  organizationId: string,
  { model }: Settings,
  sealedKeys: SealedKeys,
): string | null {
  const own = openKey(vault, organizationId, sealedKeys, 'embeddings')
  if (own !== null || model.embeddings === null) return own
  const { provider, baseUrl } = model.embeddings
  if (provider !== model.provider || baseUrl !== model.baseUrl) return null
  return openKey(vault, organizationId, sealedKeys, 'primary')
}

function keyOf(open: () => string | null): string | null {
  try {
    return opened(open)
  } catch (fault) {
    throw fault instanceof ModelError ? embedderError(fault) : fault
  }
}

/** Every call's cost is noted before its vectors are used, whatever comes of that. */
function meteredEmbedder(embedder: Embedder, note: (costUsd: number | null) => Promise<void>): Embedder {
  return {
    ...embedder,
    async embed(texts, signal) {
      const answer = await embedder.embed(texts, signal)
      await note(answer.usage.costUsd)
      return answer
    },
  }
}

/** Where the settings mask, nothing leaves unmasked: neither what a customer asks nor what an article says. */
function discreet(embedder: Embedder, { privacy }: Settings): Embedder {
  if (!privacy.mask) return embedder
  return {
    ...embedder,
    embed: (texts, signal) =>
      embedder.embed(
        texts.map((text) => masked(text).text),
        signal,
      ),
  }
}
