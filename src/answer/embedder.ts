import type { Dialer } from '../dial.ts'
import { type Embedder, EmbedderError } from '../knowledge/embedder.ts'
import { embeddingsName } from '../rules/embeddings.ts'
import type { EmbeddingsChoice } from '../settings.ts'
import { ModelError } from './model.ts'
import { costOf } from './price.ts'
import { guarded, LOCAL_URL, modelError } from './provider.ts'
import { loadSdk, type Sdk } from './sdk.ts'

const TRY_MS = 30_000
/** Far beyond what any provider sends; a vector of a million numbers would fill the table. */
const MOST_NUMBERS = 8_192

/** One model of one provider that embeds, through the AI SDK. A call that takes longer than `tryMs` is cancelled; nothing is tried twice here. */
export function createEmbedder(
  choice: EmbeddingsChoice,
  apiKey: string | null,
  dialer: Dialer,
  tryMs = TRY_MS,
): Embedder {
  const spoken = `${choice.provider}:${choice.name}`
  const guardedFetch = guarded(dialer)
  return {
    name: embeddingsName(choice),
    async embed(texts, signal) {
      const sdk = await loadSdk()
      const limit = AbortSignal.timeout(tryMs)
      try {
        const { embeddings, usage } = await sdk.embedMany({
          model: embeddingModel(sdk, choice, apiKey, guardedFetch),
          values: texts,
          maxRetries: 0,
          abortSignal: AbortSignal.any([signal, limit]),
        })
        const tokens = { inputTokens: Number.isFinite(usage.tokens) ? usage.tokens : null, outputTokens: 0 }
        return {
          vectors: vectorsOf(embeddings, texts.length, spoken),
          usage: { ...tokens, costUsd: await costOf(choice, tokens) },
        }
      } catch (fault) {
        if (signal.aborted) throw signal.reason
        const late = `${spoken} did not answer within ${tryMs / 1000} s`
        throw embedderError(
          limit.aborted ? new ModelError('timeout', late, 0) : modelError(sdk, spoken, fault),
        )
      }
    },
  }
}

/** In the words of whoever embeds, who need not know the other models. */
export function embedderError(error: ModelError): EmbedderError {
  return new EmbedderError(error.kind, error.message, error.retryAfterMs, { cause: error })
}

function embeddingModel(
  sdk: Sdk,
  choice: EmbeddingsChoice,
  apiKey: string | null,
  guardedFetch: typeof fetch,
) {
  const { provider, name, baseUrl } = choice
  switch (provider) {
    case 'openai':
      return sdk
        .createOpenAI({
          // none is none: left out, the SDK would take the operator's from the environment, wherever the address leads
          apiKey: apiKey ?? '',
          fetch: guardedFetch,
          ...(baseUrl === undefined ? {} : { baseURL: baseUrl }),
        })
        .textEmbeddingModel(name)
    case 'openai-compatible':
      return sdk
        .createOpenAICompatible({
          ...(apiKey === null ? {} : { apiKey }),
          fetch: guardedFetch,
          name: 'openai-compatible',
          baseURL: baseUrl ?? LOCAL_URL,
        })
        .textEmbeddingModel(name)
  }
}

/** What came is data from outside: as many vectors as texts, of one size, of numbers. */
function vectorsOf(embeddings: number[][], count: number, name: string): Float32Array[] {
  const size = embeddings[0]?.length ?? 0
  const isRight =
    embeddings.length === count &&
    size > 0 &&
    size <= MOST_NUMBERS &&
    embeddings.every((each) => each.length === size && each.every(Number.isFinite))
  if (!isRight) throw new ModelError('bad_output', `${name} did not answer with one vector for each text`)
  return embeddings.map(ofLengthOne)
}

function ofLengthOne(numbers: number[]): Float32Array {
  const length = Math.hypot(...numbers)
  return Float32Array.from(numbers, (number) => (length === 0 ? 0 : number / length))
}
