import { matchTopic, type TopicMatch, type TopicModel } from '../knowledge/topics.ts'
import type { Settings } from '../settings.ts'
import { partsOf } from './needs.ts'

/** Whether a question is about a listed topic. Pure. */

type Mode = Settings['topics']['mode']

/** What tells the topic of each question, without a model. */
export interface TopicTeller {
  mode: Mode
  topicOf(question: Asked, language: string): string | null
}

interface Asked {
  text: string
  /** With what it follows from. */
  query: string
}

/**
 * So probable must a topic be. On a forbidden list a miss is worse than a false alarm, which only brings a person; on a list of what is
 * allowed it is the other way round, and a question that is not surely about one of them is left to people.
 */
const SURE: Record<Mode, number> = { deny: 0.08, all: 0.3, allow: 0.4 }

export function topicTeller(model: TopicModel, mode: Mode): TopicTeller {
  return {
    mode,
    topicOf: (question, language) => likeliestTopic(model, mode, question, language)?.taken ?? null,
  }
}

/** The likeliest topic, and whether it is probable enough to be taken; null where the question shares nothing with any. */
export function likeliestTopic(
  model: TopicModel,
  mode: Mode,
  { text, query }: Asked,
  language: string,
): (TopicMatch & { taken: string | null }) | null {
  // a forbidden topic in one sentence of many is one; what is allowed must be what the whole is about
  const said = [text, query, ...(mode === 'deny' ? partsOf(text).map((part) => part.text) : [])]
  const matches = [...new Set(said)].flatMap((each) => matchTopic(model, each, language) ?? [])
  const [best] = matches.sort((a, b) => b.confidence - a.confidence)
  if (best === undefined) return null
  return { ...best, taken: best.confidence >= SURE[mode] ? best.topic : null }
}
