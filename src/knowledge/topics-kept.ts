import { createHash } from 'node:crypto'
import { type Database, inOrganization } from '../store/database.ts'
import { knowledgeVersion, ordinaryQuestions } from '../store/opinions.ts'
import { learnTopics, type Topic, type TopicModel } from './topics.ts'

/**
 * What was learnt of the lists of topics in use. Whoever first asks for a list waits until it is learnt; when the knowledge has changed it
 * is learnt again in the background, and what was learnt before is asked meanwhile.
 */
export interface Topics {
  of(organizationId: string, list: Topic[]): Promise<TopicModel>
}

const KEPT = 50
/** Of so many articles so many ways to ask each, fewer where there are many: some 200 texts. */
const ARTICLES = 100
const TEXTS = 200
const EACH = 20

interface Kept {
  /** The knowledge's, of which `model` is. */
  version: number
  model: TopicModel | null
  learning: Promise<TopicModel> | null
}

/** Nothing is stored: ten topics of twenty examples are learnt in a third of a second, in pieces between which all else goes on. */
export function keepTopics(database: Database): Topics {
  const kept = new Map<string, Kept>()

  async function learn(organizationId: string, list: Topic[]): Promise<TopicModel> {
    const articles = await inOrganization(database, organizationId, (tx) =>
      ordinaryQuestions(tx, organizationId, ARTICLES, EACH),
    )
    const each = Math.max(1, Math.ceil(TEXTS / Math.max(1, articles.length)))
    const ordinary = articles.map(({ title, phrasings }) => [...phrasings, title].slice(0, each))
    return learnTopics(list, ordinary)
  }

  return {
    async of(organizationId, list) {
      if (list.every(({ examples }) => examples.length === 0)) return { list, opinion: null }
      const version = await inOrganization(database, organizationId, (tx) =>
        knowledgeVersion(tx, organizationId),
      )
      const key = `${organizationId} ${createHash('sha256').update(JSON.stringify(list)).digest('base64')}`
      const known = kept.get(key) ?? { version: -1, model: null, learning: null }
      kept.delete(key)
      kept.set(key, known)
      const [oldest] = kept.keys()
      if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest)
      // who asks while it is learnt waits for the same, or has what was learnt before
      if (known.version !== version) known.learning ??= learnInto(known, version, organizationId, list)
      return known.model ?? known.learning ?? learn(organizationId, list)
    },
  }

  function learnInto(known: Kept, version: number, organizationId: string, list: Topic[]) {
    const learning = learn(organizationId, list)
      .then((model) => {
        Object.assign(known, { version, model })
        return model
      })
      .finally(() => {
        known.learning = null
      })
    // whoever waits hears of a fault, and who asks next tries again
    learning.catch(() => {})
    return learning
  }
}
