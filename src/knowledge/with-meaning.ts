import type { Near } from './vectors.ts'

/** What the words find and what the meaning finds, joined: in which order passages stand. How sure an answer is, the words alone decide. Pure. */

interface Found {
  passageId: string
  articleId: string
  score: number
  fit: number
  coverage: number
}

/** What the nearest passage counts beside a score by words, as far as the words leave a doubt. */
const MEANING_WEIGHT = 0.5
/** From so much on the words are right more often than not; below the other they say little. */
const CLEAR = 0.5
const UNCLEAR = 0.2
/** The article that is nearest is always among the first so many: a model that answers shall have seen it. */
const SEEN = 3

/**
 * `found`: by words, best first; `broughtIn`: passages that only their meaning found. How near is near differs from model to model, so
 * that a passage counts by its place between the last of the nearest and the first.
 */
export function withMeaning<P extends Found>(found: P[], broughtIn: P[], near: Near[]): P[] {
  const [nearest] = near
  if (nearest === undefined) return found
  const last = near.at(-1)?.likeness ?? 0
  const span = nearest.likeness - last
  const parts = new Map(
    near.map(({ passageId, likeness }) => [passageId, span > 0 ? (likeness - last) / span : 1]),
  )
  const weight = MEANING_WEIGHT * doubtAbout(found)
  const scored = [...found, ...broughtIn].map((passage) => ({
    ...passage,
    score: Math.min(1, passage.score + weight * (parts.get(passage.passageId) ?? 0)),
  }))
  return withNearestSeen(
    scored.sort((a, b) => b.score - a.score),
    nearest.passageId,
  )
}

/** 0 to 1, by how well the best article fits, and its lead as far as it holds the question's words. */
function doubtAbout(found: Found[]): number {
  const [best] = found
  if (best === undefined) return 1
  const rival = Math.max(
    0,
    ...found.filter(({ articleId }) => articleId !== best.articleId).map(({ fit }) => fit),
  )
  const lead = Math.min(1, Math.max(0, 2 * (1 - rival / Math.max(best.fit, 1e-9))))
  const clear = best.fit + 0.6 * lead * best.coverage
  return Math.min(1, Math.max(0, (CLEAR - clear) / (CLEAR - UNCLEAR)))
}

/** Raised to the score of the third article, where its own is behind. */
function withNearestSeen<P extends Found>(inOrder: P[], nearestId: string): P[] {
  const nearest = inOrder.find(({ passageId }) => passageId === nearestId)
  if (nearest === undefined) return inOrder
  const articles = [...new Set(inOrder.map(({ articleId }) => articleId))]
  if (articles.indexOf(nearest.articleId) < SEEN) return inOrder
  const at = inOrder.findIndex(({ articleId }) => articleId === articles[SEEN - 1])
  const rest = inOrder.filter((passage) => passage !== nearest)
  return rest.toSpliced(at, 0, { ...nearest, score: inOrder[at]?.score ?? nearest.score })
}
