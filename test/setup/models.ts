import type { Model, ModelRequest } from '../../src/answer/model.ts'

/** A model's answer as the tests script it; what is left out is a sure reply that cites the first passage. */
export interface Scripted {
  decision?: 'reply' | 'clarify' | 'hand_off'
  text?: string
  /** By their numbers, from 1. */
  citedPassages?: number[]
  confidence?: number
  reason?: string | null
  topic?: string | null
  /** What it finds when it is then asked to check its draft; left out: nothing to object to. */
  checked?: { claims: { sentence: number; verdict: string; passage: number | null }[] } | undefined
}

const NO_USAGE = { inputTokens: 0, outputTokens: 0, costUsd: null }

export interface ScriptedModel extends Model {
  /** How often it was asked, and how many of these calls were cancelled. */
  asked: number
  cancelled: number
}

/** More sentences than any draft of the tests has. */
const MANY = 1_000

/** Where it is asked to check a draft, or to translate a question: these it does without a thought. */
function asideAnswer(request: ModelRequest<unknown>, checked: Scripted['checked']): unknown {
  if (request.about === 'translation') return { text: '' }
  if (request.about !== 'check') return null
  if (checked !== undefined) return checked
  return {
    claims: Array.from({ length: MANY }, (_, at) => ({ sentence: at + 1, verdict: 'supported', passage: 1 })),
  }
}

/**
 * A model that does something while it thinks. `think` gets the call's number (from 1) and its signal; what it returns is the answer.
 * A call that is cancelled ends at once, as a provider's does.
 */
export function whileThinking(
  think: (call: number, signal: AbortSignal, request: ModelRequest<unknown>) => Promise<Scripted> | Scripted,
  { seesImages = false } = {},
): ScriptedModel {
  let checked: Scripted['checked']
  const model: ScriptedModel = {
    name: 'scripted',
    seesImages,
    asked: 0,
    cancelled: 0,
    async complete(request) {
      const aside = asideAnswer(request, checked)
      if (aside !== null) return { value: request.schema.parse(aside), usage: NO_USAGE }
      const call = ++model.asked
      const cancelled = new Promise<never>((_, reject) => {
        request.signal.addEventListener('abort', () => {
          model.cancelled++
          reject(request.signal.reason)
        })
      })
      const scripted = await Promise.race([Promise.resolve(think(call, request.signal, request)), cancelled])
      checked = scripted.checked
      const value = request.schema.parse({
        decision: 'reply',
        text: 'It takes three to five working days.',
        citedPassages: [1],
        reason: null,
        evidence: '',
        confidence: 0.95,
        topic: null,
        language: 'en',
        sentiment: 'neutral',
        summary: 'Asks something.',
        ...scripted,
      })
      return { value, usage: { inputTokens: 10, outputTokens: 5, costUsd: null } }
    },
  }
  return model
}

const HAND_OFF = { decision: 'hand_off', reason: 'not_in_knowledge', text: '' } as const
const anAnswer = (call: number): Scripted => ({ text: `Three to five working days, answer ${call}.` })

/** Answers whatever it is asked, each time in other words. */
export const answers = () => whileThinking(anAnswer)

/** Hands over whatever it is asked. */
export const handsOff = () => whileThinking(() => HAND_OFF)

/** Hands the first question over, and answers what comes later. */
export const handsOffOnce = () => whileThinking((call) => (call === 1 ? HAND_OFF : anAnswer(call)))

/** Thinks until it is told to go on. */
export function thoughtful(answer: Scripted = {}): ScriptedModel & { isThinking(): boolean; goOn(): void } {
  let release: (() => void) | null = null
  const model = whileThinking(async () => {
    await new Promise<void>((resolve) => {
      release = resolve
    })
    release = null
    return answer
  })
  return Object.assign(model, { isThinking: () => release !== null, goOn: () => release?.() })
}
