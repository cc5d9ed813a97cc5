/**
 * The AI SDK, loaded with the first call to a model: whoever has none does without a tenth of the memory at rest. Packages are named here
 * one by one, since the build puts our own files into one.
 */
export async function loadSdk() {
  const [ai, { createOpenAI }, { createAnthropic }, { createOpenAICompatible }] = await Promise.all([
    import('ai'),
    import('@ai-sdk/openai'),
    import('@ai-sdk/anthropic'),
    import('@ai-sdk/openai-compatible'),
  ])
  return { ...ai, createOpenAI, createAnthropic, createOpenAICompatible }
}

export type Sdk = Awaited<ReturnType<typeof loadSdk>>
