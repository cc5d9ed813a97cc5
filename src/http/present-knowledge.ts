import { z } from 'zod'
import type { Article } from '../knowledge/article.ts'

/** How the knowledge leaves: articles, what an import came to, what was found and why. */

export const articleSchema = z
  .object({
    id: z.string(),
    externalId: z.string().nullable(),
    title: z.string(),
    body: z.string(),
    phrasings: z.array(z.string()),
    url: z.string().nullable(),
    visibility: z.enum(['public', 'internal']),
    state: z.enum(['published', 'draft']),
    language: z.string(),
    sourceId: z
      .string()
      .nullable()
      .describe('The website that it is read from: only its phrasings can be changed here'),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .meta({ id: 'Article' })

export function presentArticle(article: Article): z.input<typeof articleSchema> {
  const { websiteId: sourceId, ...rest } = article
  return {
    ...rest,
    sourceId,
    createdAt: article.createdAt.toISOString(),
    updatedAt: article.updatedAt.toISOString(),
  }
}

export const importedSchema = z.object({
  imported: z.number(),
  updated: z.number(),
  skipped: z.array(
    z.object({
      line: z.number().describe('0: the file as a whole'),
      reason: z.string(),
      file: z.string().optional().describe('Of a zip: which file in it'),
    }),
  ),
  first: z
    .array(
      z.object({
        title: z.string(),
        excerpt: z.string(),
        phrasings: z.number(),
        url: z.string().nullable(),
        language: z.string(),
        isUpdate: z.boolean(),
      }),
    )
    .optional()
    .describe('Of a dry run: how the first few were read'),
})

const share = z.number().min(0).max(1)

export const foundSchema = z.object({
  language: z.string().nullable().describe('Of the query, ISO 639-1; null: too short to tell'),
  confidence: share.describe('How probably the first is right, as the built-in answerer takes it'),
  items: z.array(
    z.object({
      articleId: z.string(),
      externalId: z.string().nullable(),
      title: z.string(),
      heading: z.string().describe('Under which the passage stands; empty: under none'),
      text: z.string(),
      language: z.string(),
      visibility: z.enum(['public', 'internal']),
      score: share,
      fit: share.describe('The same by the query’s own words alone'),
      coverage: share.describe('How much of the query’s words, by their rarity, the passage holds'),
      likeness: share.describe('The same of their letters, three by three'),
      taught: share
        .nullable()
        .describe('How probably it is meant, by its phrasings; null: none taught anything'),
      phrasings: z.number().describe('How many the article has'),
    }),
  ),
})
