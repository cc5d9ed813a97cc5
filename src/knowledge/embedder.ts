import type { ModelErrorKind, Usage } from '../answer/model.ts'

/** A model that turns texts into vectors; what means the same lies near, in whatever words. */
export interface Embedder {
  /** As its vectors are known by: those of another compare with nothing of its own. */
  name: string
  /**
   * Vectors of length one and of one size, in the order of the texts. Throws an EmbedderError for what a model or its endpoint
   * does, the signal's reason when that aborts.
   */
  embed(texts: string[], signal: AbortSignal): Promise<{ vectors: Float32Array[]; usage: Usage }>
}

/** An organization's; null: none is set, or the month's money for models is spent. */
export interface Embedding {
  embedder: Embedder | null
  isOverCeiling: boolean
}

/** Its message names the model and a status, never a text or a key. */
export class EmbedderError extends Error {
  override name = 'EmbedderError'
  readonly kind: ModelErrorKind
  /** When trying again may help; null: not by itself. */
  readonly retryAfterMs: number | null

  constructor(kind: ModelErrorKind, message: string, retryAfterMs: number | null, options?: ErrorOptions) {
    super(message, options)
    this.kind = kind
    this.retryAfterMs = retryAfterMs
  }
}
