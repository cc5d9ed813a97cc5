import { randomUUID } from 'node:crypto'
import type { Tx } from '../store/database.ts'
import { deleteArticles, findArticle, insertArticles } from '../store/knowledge.ts'
import { deletePassages, insertPassages } from '../store/passages.ts'
import { noteWebsite } from '../store/websites.ts'
import type { ArticleFields } from './article.ts'
import { replaceArticles } from './ingest.ts'
import { passagesOf, prepared } from './prepare.ts'

/** Articles that are read from a website's pages. All under the knowledge's lock, which the transaction holds. */

/**
 * A page as the article that it is, made anew where `id` is null or names one that is gone. Its phrasings stay: they are the
 * members', and nothing of the page. The id of the article.
 */
export async function saveFromWebsite(
  tx: Tx,
  organizationId: string,
  page: { id: string | null; pageId: string; websiteId: string; fields: ArticleFields },
  now: Date,
): Promise<string> {
  const externalId = `website:${page.pageId}`
  const before = page.id === null ? null : await findArticle(tx, organizationId, page.id)
  if (before !== null) {
    const fields = { ...page.fields, phrasings: before.phrasings }
    await replaceArticles(tx, organizationId, [prepared(before.id, before.externalId, fields)], now)
    return before.id
  }
  const article = prepared(randomUUID(), externalId, page.fields)
  await insertArticles(tx, organizationId, [article], now)
  await insertPassages(tx, organizationId, passagesOf(article))
  await noteWebsite(tx, article.id, page.websiteId)
  return article.id
}

export async function dropFromWebsite(tx: Tx, organizationId: string, ids: string[]): Promise<void> {
  await deletePassages(tx, organizationId, ids)
  await deleteArticles(tx, organizationId, ids)
}
