import type { LanguageModel } from 'ai'
import type { z } from 'zod'
import { type Dialer, refusalIn } from '../dial.ts'
import { retryAfterMs } from '../retry-after.ts'
import type { Settings } from '../settings.ts'
import { type Model, ModelError, type ModelMessage, type ModelRequest, type Usage } from './model.ts'
import { costOf } from './price.ts'
import { loadSdk, type Sdk } from './sdk.ts'
import { seesImages } from './sight.ts'

export interface ModelChoice extends Pick<Settings['model'], 'name'> {
  provider: Exclude<Settings['model']['provider'], 'builtin'>
  baseUrl?: string | undefined
}

/** Where Ollama listens. */
export const LOCAL_URL = 'http://localhost:11434/v1'
const TRY_MS = 30_000
/** A model that answers in the wrong form often does better the second time; one that does not answer, does not. */
const TRIES = 2

/** One model of one provider, through the AI SDK. We decide about time and tries; the SDK retries nothing. */
export function createModel(
  choice: ModelChoice,
  apiKey: string | null,
  dialer: Dialer,
  tryMs = TRY_MS,
): Model {
  const name = `${choice.provider}:${choice.name}`
  const guardedFetch = guarded(dialer)
  let speaksSchema = true

  return {
    name,
    seesImages: seesImages(choice.provider, choice.name),
    async complete<T>(request: ModelRequest<T>) {
      const sdk = await loadSdk()
      for (let attempt = 1; ; attempt += 1) {
        const limit = AbortSignal.timeout(tryMs)
        try {
          const model = languageModel(sdk, choice, apiKey, guardedFetch, speaksSchema)
          const { value, tokens } = await call(sdk, model, request, AbortSignal.any([request.signal, limit]))
          return { value, usage: { ...tokens, costUsd: await costOf(choice, tokens) } }
        } catch (fault) {
          if (request.signal.aborted) throw request.signal.reason
          const error = limit.aborted
            ? new ModelError('timeout', `${name} did not answer within ${tryMs / 1000} s`, 0, {
                cause: fault,
              })
            : modelError(sdk, name, fault)
          const noSchema =
            speaksSchema && choice.provider === 'openai-compatible' && refusesSchema(sdk, fault)
          // older servers know no json_schema; the prompt describes the form, too
          if (noSchema) speaksSchema = false
          if (attempt >= TRIES || !(noSchema || error.kind === 'bad_output')) throw error
        }
      }
    },
  }
}

/** For the SDK: what the dialer's rule refuses is said in the rule's words. */
export function guarded(dialer: Dialer): typeof fetch {
  return async (input, init) => {
    try {
      // a redirect would take the key along
      return await dialer.fetch(input, { ...init, redirect: 'error' })
    } catch (fault) {
      const refused = refusalIn(fault)
      throw refused === null ? fault : new ModelError('unavailable', refused)
    }
  }
}

async function call<T>(
  { generateText, Output }: Sdk,
  model: LanguageModel,
  request: ModelRequest<T>,
  signal: AbortSignal,
): Promise<{ value: T; tokens: Omit<Usage, 'costUsd'> }> {
  const result = await generateText({
    model,
    system: request.system,
    messages: request.messages.map(spoken),
    output: Output.object({ schema: request.schema as z.ZodType<T>, name: 'answer' }),
    maxRetries: 0,
    abortSignal: signal,
    ...(request.maxOutputTokens === undefined ? {} : { maxOutputTokens: request.maxOutputTokens }),
  })
  if (result.finishReason === 'content-filter')
    throw new ModelError('refused', 'The provider filtered the answer out')
  const { inputTokens, outputTokens } = result.totalUsage
  return {
    value: request.schema.parse(result.output),
    tokens: { inputTokens: inputTokens ?? null, outputTokens: outputTokens ?? null },
  }
}

/** In the SDK's words, which calls a picture's bytes `image`. */
function spoken(message: ModelMessage) {
  if (message.role === 'assistant') return message
  const { role, content } = message
  if (typeof content === 'string') return { role, content }
  const parts = content.map((part) =>
    part.type === 'text' ? part : { type: part.type, image: part.data, mediaType: part.mediaType },
  )
  return { role, content: parts }
}

function languageModel(
  sdk: Sdk,
  choice: ModelChoice,
  apiKey: string | null,
  guardedFetch: typeof fetch,
  speaksSchema: boolean,
) {
  const common = {
    // none is none: left out, the SDK would take the operator's from the environment, wherever the address leads
    apiKey: apiKey ?? '',
    ...(choice.baseUrl === undefined ? {} : { baseURL: choice.baseUrl }),
    fetch: guardedFetch,
  }
  const model = (() => {
    switch (choice.provider) {
      case 'openai':
        // proxies that stand in for OpenAI speak chat completions, seldom its newer form
        return choice.baseUrl === undefined
          ? sdk.createOpenAI(common)(choice.name)
          : sdk.createOpenAI({ ...common, baseURL: choice.baseUrl }).chat(choice.name)
      case 'anthropic':
        return sdk.createAnthropic(common)(choice.name)
      case 'openai-compatible':
        return sdk.createOpenAICompatible({
          ...common,
          name: 'openai-compatible',
          baseURL: choice.baseUrl ?? LOCAL_URL,
          supportsStructuredOutputs: speaksSchema,
        })(choice.name)
    }
  })()
  return sdk.wrapLanguageModel({ model, middleware: sdk.extractJsonMiddleware() })
}

/** What the SDK throws, in our five words. The message names the status, never the body: that may quote the prompt. */
export function modelError(sdk: Sdk, name: string, fault: unknown): ModelError {
  if (fault instanceof ModelError) return fault
  const options = { cause: fault }
  if (sdk.NoObjectGeneratedError.isInstance(fault)) {
    const refused = fault.finishReason === 'content-filter'
    if (refused) return new ModelError('refused', `${name} refused to answer`, null, options)
    return new ModelError(
      'bad_output',
      `${name} did not answer in the form that was asked for`,
      null,
      options,
    )
  }
  if (sdk.NoOutputGeneratedError.isInstance(fault)) {
    return new ModelError('bad_output', `${name} answered nothing`, null, options)
  }
  if (sdk.APICallError.isInstance(fault)) {
    if (fault.cause instanceof ModelError) return fault.cause
    const { statusCode } = fault
    if (statusCode === 401 || statusCode === 403) {
      return new ModelError('unauthorized', `${name} does not accept the key (${statusCode})`, null, options)
    }
    if (/content_filter|content_policy/.test(fault.responseBody ?? '')) {
      return new ModelError('refused', `${name} refused to answer`, null, options)
    }
    if (statusCode === 200)
      return new ModelError('bad_output', `${name} answered something that is no answer`, null, options)
    const again = statusCode === undefined || statusCode === 408 || statusCode === 429 || statusCode >= 500
    const wait = retryAfterMs(fault.responseHeaders?.['retry-after'], new Date())
    const message = statusCode === undefined ? `${name} cannot be reached` : `${name} answered ${statusCode}`
    return new ModelError('unavailable', message, again ? (wait ?? 1_000) : null, options)
  }
  if (fault instanceof Error && fault.name === 'ZodError') {
    return new ModelError(
      'bad_output',
      `${name} did not answer in the form that was asked for`,
      null,
      options,
    )
  }
  return new ModelError('unavailable', `${name} cannot be reached`, 1_000, options)
}

function refusesSchema(sdk: Sdk, fault: unknown): boolean {
  if (!sdk.APICallError.isInstance(fault)) return false
  const body = fault.responseBody ?? ''
  return (
    (fault.statusCode === 400 || fault.statusCode === 422) &&
    /response_format|json_schema|structured/i.test(body)
  )
}
