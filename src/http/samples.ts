import { z } from 'zod'
import { removeArticle } from '../knowledge/ingest.ts'
import { sampleKnowledge } from '../knowledge/sample.ts'
import { inOrganization, type Tx } from '../store/database.ts'
import { unchangedAmong } from '../store/overview.ts'
import { notingArticle } from './knowledge.ts'
import { operation } from './operation.ts'

const SAMPLES = sampleKnowledge.map(({ externalId, fields: { title, body } }) => ({
  externalId: externalId ?? '',
  title,
  body,
}))

/** The articles of a shop that does not exist, with which a fresh install begins, as far as nobody has changed them. */
export function samplesIn(tx: Tx, organizationId: string): Promise<string[]> {
  return unchangedAmong(tx, organizationId, SAMPLES)
}

export const dropSamples = operation(
  {
    method: 'delete',
    path: '/api/v1/knowledge/samples',
    summary:
      'Delete the sample articles that a fresh install begins with; those that somebody has changed stay',
    tag: 'Knowledge',
    answer: z.object({ articles: z.int().describe('So many went') }),
  },
  async ({ deps: { database, clock }, caller }) => {
    const { organizationId } = caller
    const note = notingArticle(caller, 'article.removed', clock.now())
    const ids = await inOrganization(database, organizationId, (tx) => samplesIn(tx, organizationId))
    let articles = 0
    for (const id of ids) if (await removeArticle(database, organizationId, id, note)) articles += 1
    return { articles }
  },
)
