import type { z } from 'zod'

/** The one port to a language model. Providers stand behind it, and scripted ones in tests. */
export interface Model {
  /** Such as `openai:gpt-5-mini`; shown in traces. */
  name: string
  /** Whether it may be given images; one that does not see never is. */
  seesImages: boolean
  /**
   * One call that answers in the schema's form. Throws a ModelError for what a model or its endpoint does, the signal's reason
   * when that aborts. `model` says who answered when it was not the one that was asked.
   */
  complete<T>(request: ModelRequest<T>): Promise<{ value: T; usage: Usage; model?: string }>
}

/** Who answers: a model; null is the answerer that needs no key, chosen or because the month's money for models is spent. */
export interface Answerer {
  model: Model | null
  isOverCeiling: boolean
}

export interface ModelRequest<T> {
  /** What the call is for: an answer, a picture put into words, an answer checked, a question translated, whether it answers at all. */
  about: 'answer' | 'picture' | 'check' | 'translation' | 'trial'
  system: string
  messages: ModelMessage[]
  schema: z.ZodType<T>
  maxOutputTokens?: number
  signal: AbortSignal
}

export type ModelMessage =
  | { role: 'user'; content: string | ContentPart[] }
  | { role: 'assistant'; content: string }

export type ContentPart = { type: 'text'; text: string } | ({ type: 'image' } & Picture)

export interface Picture {
  data: Uint8Array
  mediaType: string
}

export interface Usage {
  inputTokens: number | null
  outputTokens: number | null
  costUsd: number | null
}

/** Of both calls; what one of them does not know, nobody knows of both. */
export function sumOf(one: Usage | null, other: Usage | null): Usage | null {
  if (one === null || other === null) return one ?? other
  const sum = (a: number | null, b: number | null) => (a === null || b === null ? null : a + b)
  return {
    inputTokens: sum(one.inputTokens, other.inputTokens),
    outputTokens: sum(one.outputTokens, other.outputTokens),
    costUsd: sum(one.costUsd, other.costUsd),
  }
}

export type ModelErrorKind = 'timeout' | 'unavailable' | 'bad_output' | 'refused' | 'unauthorized'

export class ModelError extends Error {
  override name = 'ModelError'
  readonly kind: ModelErrorKind
  /** When trying again may help; null: not by itself. */
  readonly retryAfterMs: number | null

  constructor(
    kind: ModelErrorKind,
    message: string,
    retryAfterMs: number | null = null,
    options?: ErrorOptions,
  ) {
    super(message, options)
    this.kind = kind
    this.retryAfterMs = retryAfterMs
  }
}
