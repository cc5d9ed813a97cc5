import type { ModelChoice } from './provider.ts'

/**
 * What a call cost in US dollars by the provider's list, as the price library knew it when it was released; null when nobody knows, as of
 * an endpoint of one's own. Never zero for what is only unknown.
 */
export async function costOf(
  { provider, name, baseUrl }: ModelChoice,
  tokens: { inputTokens: number | null; outputTokens: number | null },
): Promise<number | null> {
  // behind another address the name says nothing of the price
  if (provider === 'openai-compatible' || baseUrl !== undefined) return null
  if (tokens.inputTokens === null || tokens.outputTokens === null) return null
  const { calcPrice } = await import('@pydantic/genai-prices')
  const used = { input_tokens: tokens.inputTokens, output_tokens: tokens.outputTokens }
  return calcPrice(used, name, { providerId: provider })?.total_price ?? null
}
