import type { EmbeddingsChoice } from '../settings.ts'

/** PURE: a model that embeds, as its vectors are known by: those of another name or address compare with nothing of its own. */
export function embeddingsName({ provider, name, baseUrl }: EmbeddingsChoice): string {
  return baseUrl === undefined ? `${provider}:${name}` : `${provider}:${name} ${baseUrl}`
}
