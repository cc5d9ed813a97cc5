import type { Closure, HandoffReason } from '../conversation.ts'

/** PURE: what a threshold of confidence would have meant for an organization's own questions. */

/** A question that the AI thought about. */
export interface Asked {
  /** 0 to 1. */
  confidence: number
  /** It was answered, and the customer could read that. */
  wasAnswered: boolean
  wasFlagged: boolean
  /** How its session went on. */
  handedOver: HandoffReason | null
  closure: Closure | null
  wasReopened: boolean
}

export interface Point {
  threshold: number
  /** 0 to 1: the share of all questions that would be answered. */
  answered: number
  /** 0 to 1: the share of right answers among those of which somebody has shown it; null when there is none. */
  precision: number | null
  /** How many those are. */
  judged: number
}

const STEPS = 20
/** A customer who asks for a person after an answer, or is angry, was not helped by it. */
const NOT_HELPED: HandoffReason[] = ['asked_for_human', 'frustration', 'loop']

/** Twenty thresholds from 0 to 0.95; empty without any question. */
export function confidenceCurve(asked: Asked[]): Point[] {
  if (asked.length === 0) return []
  return Array.from({ length: STEPS }, (_, step) => {
    const threshold = step / STEPS
    const above = asked.filter(({ confidence }) => confidence >= threshold)
    const judged = above.map(wasRight).filter((right) => right !== null)
    return {
      threshold,
      answered: above.length / asked.length,
      precision: judged.length === 0 ? null : judged.filter(Boolean).length / judged.length,
      judged: judged.length,
    }
  })
}

/** null: nobody has shown it, one way or the other. */
export function wasRight({
  wasAnswered,
  wasFlagged,
  handedOver,
  closure,
  wasReopened,
}: Asked): boolean | null {
  if (!wasAnswered) return null
  if (wasFlagged || (handedOver !== null && NOT_HELPED.includes(handedOver))) return false
  if (handedOver !== null || wasReopened) return null
  return closure === 'confirmed' || closure === 'assumed' ? true : null
}
