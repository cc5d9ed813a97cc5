import { z } from 'zod'
import { createDialer } from '../dial.ts'
import { modelRule } from '../host-rule.ts'
import { ModelError, type ModelErrorKind, type Usage } from './model.ts'
import { createModel, type ModelChoice } from './provider.ts'
import { loadSdk } from './sdk.ts'

/** Whether a model answers, asked before it is saved. */
export type TryModel = (choice: ModelChoice, apiKey: string | null, signal: AbortSignal) => Promise<Tried>
export type Tried = { ok: true; usage: Usage; ms: number } | { ok: false; fault: TrialFault; ms: number }

export interface TrialFault {
  kind: ModelErrorKind
  message: string
  /** Which part of the choice most probably has to be mended. */
  at: 'apiKey' | 'baseUrl' | 'name'
}

/** As long as a customer's question waits for one model. */
const PATIENCE_MS = 20_000

const SYSTEM =
  'This is a test of a connection. Answer with one JSON object with exactly one field: "text", which holds the word ok.'

export function modelTrier(modelHosts: string[]): TryModel {
  const dialer = createDialer(modelRule(modelHosts))
  return async (choice, apiKey, signal) => {
    const startedAt = performance.now()
    const took = () => Math.round(performance.now() - startedAt)
    try {
      const { usage } = await createModel(choice, apiKey, dialer, PATIENCE_MS).complete({
        about: 'trial',
        system: SYSTEM,
        messages: [{ role: 'user', content: 'Are you there?' }],
        schema: z.object({ text: z.string() }),
        signal,
      })
      return { ok: true, usage, ms: took() }
    } catch (fault) {
      if (!(fault instanceof ModelError)) throw fault
      const { kind, message } = fault
      return { ok: false, fault: { kind, message, at: await partOf(choice, fault) }, ms: took() }
    }
  }
}

async function partOf(
  { provider, baseUrl }: ModelChoice,
  { kind, cause }: ModelError,
): Promise<TrialFault['at']> {
  if (kind === 'unauthorized') return 'apiKey'
  const { APICallError } = await loadSdk()
  // the address answers, and knows no such model
  const isAnswered = APICallError.isInstance(cause) && cause.statusCode !== undefined
  const hasAddress = provider === 'openai-compatible' || baseUrl !== undefined
  return hasAddress && !isAnswered && (kind === 'unavailable' || kind === 'timeout') ? 'baseUrl' : 'name'
}
