import { z } from 'zod'
import { confidenceIn } from '../answer/builtin.ts'
import { detected } from '../knowledge/language.ts'
import { bestOfEachArticle, LONGEST_QUERY } from '../knowledge/search.ts'
import { operation } from './operation.ts'
import { foundSchema } from './present-knowledge.ts'

/** The one retrieval path, looked at from outside: what it finds, in its order, and what speaks for each. */
export const searchKnowledge = operation(
  {
    method: 'post',
    path: '/api/v1/knowledge/search',
    summary: 'What an answer to this would rest on, and why',
    tag: 'Knowledge',
    body: z.strictObject({
      query: z
        .string()
        .trim()
        .min(1, 'must not be empty')
        .max(LONGEST_QUERY, `at most ${LONGEST_QUERY} characters`),
      limit: z.number().int().min(1).max(50).default(10),
    }),
    answer: foundSchema,
  },
  async ({ deps, caller, body: { query, limit } }) => {
    // articles are asked for, passages found: a long article may hold many of the best
    const passages = await deps.knowledge.search(caller.organizationId, query, {
      limit: Math.max(limit * 5, 50),
    })
    const articles = bestOfEachArticle(passages)
    return {
      language: detected(query),
      confidence: confidenceIn(articles),
      items: articles
        .slice(0, limit)
        .map(({ passageId: _, url: _link, byWords: _score, wordsHeld: _words, phrasings, ...passage }) => ({
          ...passage,
          phrasings: phrasings.length,
        })),
    }
  },
)
