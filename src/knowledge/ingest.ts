import { randomUUID } from 'node:crypto'
import { type Database, inOrganization, type Tx } from '../store/database.ts'
import {
  deleteArticles,
  deleteKnowledge,
  findArticle,
  findByExternalIds,
  insertArticles,
  lockKnowledge,
  type NewArticle,
  updateArticle,
} from '../store/knowledge.ts'
import { deletePassages, insertPassages } from '../store/passages.ts'
import { giveVectorsBack, vectorsOfArticles } from '../store/vectors.ts'
import type { Article, ArticleFields } from './article.ts'
import { batchesOf, lastOfEach } from './batches.ts'
import { embeddedHash } from './embed.ts'
import { passagesOf, prepared } from './prepare.ts'

/** Each change and its index are one transaction: what a call has answered is found, and what it failed at has changed nothing. */

/** Writes down, in the transaction of the change, what there was before and is now. */
export type Note = (tx: Tx, before: Article | null, after: Article | null) => Promise<void>

export interface ImportEntry {
  externalId: string | null
  fields: ArticleFields
}

/** So many tell whether the columns of a file were read as they are meant. */
const FIRST_ONES = 5

export async function createArticle(
  database: Database,
  organizationId: string,
  fields: ArticleFields,
  now: Date,
  note: Note,
): Promise<Article> {
  const article = prepared(randomUUID(), null, fields)
  const made = { ...article, websiteId: null, createdAt: now, updatedAt: now }
  await inOrganization(database, organizationId, async (tx) => {
    await lockKnowledge(tx, organizationId)
    await insertArticles(tx, organizationId, [article], now)
    await insertPassages(tx, organizationId, passagesOf(article))
    await note(tx, null, made)
  })
  return made
}

/** Somebody has changed the article since it was read. */
export class ChangedMeanwhile extends Error {
  override name = 'ChangedMeanwhile'
}

/** What a website's page says is not changed here; `field`: what somebody wanted to change, null: to remove it. */
export class ReadFromWebsite extends Error {
  override name = 'ReadFromWebsite'
  readonly field: string | null

  constructor(field: string | null) {
    super('This article is read from a website')
    this.field = field
  }
}

/** Null when there is no such article. `ifUpdatedAt`: only while this is its last change; else throws ChangedMeanwhile. Of one that is read from a website only the phrasings are the members': else throws ReadFromWebsite. */
export async function patchArticle(
  database: Database,
  organizationId: string,
  id: string,
  patch: { [F in keyof ArticleFields]?: ArticleFields[F] | undefined },
  now: Date,
  note: Note,
  ifUpdatedAt: Date | null = null,
): Promise<Article | null> {
  return inOrganization(database, organizationId, async (tx) => {
    await lockKnowledge(tx, organizationId)
    const before = await findArticle(tx, organizationId, id)
    if (before === null) return null
    if (ifUpdatedAt !== null && ifUpdatedAt.getTime() !== before.updatedAt.getTime())
      throw new ChangedMeanwhile()
    if (before.websiteId !== null) refuseBeyondPhrasings(before, given(patch))
    return patchLocked(tx, organizationId, before, given(patch), now, note)
  })
}

/** `before`: as it was read under the knowledge's lock, which this transaction holds. */
export async function patchLocked(
  tx: Tx,
  organizationId: string,
  before: Article,
  patch: Partial<ArticleFields>,
  now: Date,
  note: Note,
): Promise<Article> {
  const article = prepared(before.id, before.externalId, { ...before, ...patch })
  await replaceArticles(tx, organizationId, [article], now)
  const after = { ...article, websiteId: before.websiteId, createdAt: before.createdAt, updatedAt: now }
  await note(tx, before, after)
  return after
}

/** Whether there was one. */
export async function removeArticle(
  database: Database,
  organizationId: string,
  id: string,
  note: Note,
): Promise<boolean> {
  return inOrganization(database, organizationId, async (tx) => {
    await lockKnowledge(tx, organizationId)
    const before = await findArticle(tx, organizationId, id)
    if (before === null) return false
    if (before.websiteId !== null) throw new ReadFromWebsite(null)
    await deletePassages(tx, organizationId, [id])
    await deleteArticles(tx, organizationId, [id])
    await note(tx, before, null)
    return true
  })
}

/** `note` is told how many there were. */
export async function removeAll(
  database: Database,
  organizationId: string,
  note: (tx: Tx, articles: number) => Promise<void>,
): Promise<void> {
  await inOrganization(database, organizationId, async (tx) => {
    await lockKnowledge(tx, organizationId)
    await note(tx, await deleteKnowledge(tx, organizationId))
  })
}

export interface Importing {
  /** Only what would be: nothing is saved, and nobody is held up. */
  isDryRun?: boolean
  onProgress?(done: number, of: number): void
}

/**
 * Takes entries over in batches, each with its index; an external id that exists is updated. Between batches others get their turn.
 * Of entries with one external id the last stays; those before it count as updated by it. `first`: how the first few were read.
 */
export async function importArticles(
  database: Database,
  organizationId: string,
  entries: ImportEntry[],
  now: Date,
  { isDryRun = false, onProgress }: Importing = {},
): Promise<{ imported: number; updated: number; first: (NewArticle & { isUpdate: boolean })[] }> {
  const distinct = lastOfEach(entries)
  const first: (NewArticle & { isUpdate: boolean })[] = []
  let done = 0
  let updated = entries.length - distinct.length
  for (const batch of batchesOf(distinct)) {
    const articles = batch.map(({ externalId, fields }) => prepared(randomUUID(), externalId, fields))
    const known = await (isDryRun ? knownAmong : takeOver)(database, organizationId, articles, now)
    const isUpdate = ({ externalId }: NewArticle) => externalId !== null && known.has(externalId)
    for (const article of articles.slice(0, FIRST_ONES - first.length))
      first.push({ ...article, isUpdate: isUpdate(article) })
    updated += articles.filter(isUpdate).length
    done += batch.length
    onProgress?.(done, distinct.length)
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { imported: entries.length - updated, updated, first }
}

/** External id → our id, of those that exist already. */
type Known = Map<string, string>

function knownAmong(database: Database, organizationId: string, articles: NewArticle[]): Promise<Known> {
  return inOrganization(database, organizationId, (tx) => findKnown(tx, organizationId, articles))
}

async function takeOver(
  database: Database,
  organizationId: string,
  articles: NewArticle[],
  now: Date,
): Promise<Known> {
  // outside of the transaction, in which others wait
  const passages = articles.map(passagesOf)
  return inOrganization(database, organizationId, async (tx) => {
    await lockKnowledge(tx, organizationId)
    const known = await findKnown(tx, organizationId, articles)
    const idOf = ({ externalId }: NewArticle) => (externalId === null ? undefined : known.get(externalId))
    const fresh = articles.filter((article) => idOf(article) === undefined)
    await insertArticles(tx, organizationId, fresh, now)
    const freshIds = new Set(fresh.map(({ id }) => id))
    await insertPassages(
      tx,
      organizationId,
      passages.flat().filter(({ articleId }) => freshIds.has(articleId)),
    )
    const existing = articles.flatMap((article) => {
      const id = idOf(article)
      return id === undefined ? [] : [{ ...article, id }]
    })
    await replaceArticles(tx, organizationId, existing, now)
    return known
  })
}

function findKnown(tx: Tx, organizationId: string, articles: NewArticle[]): Promise<Known> {
  const ids = articles.flatMap(({ externalId }) => (externalId === null ? [] : [externalId]))
  return findByExternalIds(tx, organizationId, ids)
}

/** The articles are there already, under the knowledge's lock. */
export async function replaceArticles(
  tx: Tx,
  organizationId: string,
  articles: NewArticle[],
  now: Date,
): Promise<void> {
  const ids = articles.map(({ id }) => id)
  const vectors = await vectorsOfArticles(tx, organizationId, ids)
  await deletePassages(tx, organizationId, ids)
  for (const article of articles) await updateArticle(tx, organizationId, article, now)
  const passages = articles.map((article) => ({ title: article.title, pieces: passagesOf(article) }))
  await insertPassages(
    tx,
    organizationId,
    passages.flatMap(({ pieces }) => pieces),
  )
  if (vectors === null) return
  const hashed = passages.flatMap(({ title, pieces }) =>
    pieces.map((piece) => ({ id: piece.id, textHash: embeddedHash({ ...piece, title }) })),
  )
  await giveVectorsBack(tx, organizationId, vectors, hashed)
}

/** What is sent as it is already is no change. */
function refuseBeyondPhrasings(article: Article, patch: Partial<ArticleFields>): void {
  const { phrasings: _theirs, ...others } = patch
  for (const [field, value] of Object.entries(others))
    if (value !== article[field as keyof typeof others]) throw new ReadFromWebsite(field)
}

/** What a patch names; undefined is what it leaves out. */
function given(patch: { [F in keyof ArticleFields]?: ArticleFields[F] | undefined }): Partial<ArticleFields> {
  // entries that are there keep their types
  return Object.fromEntries(
    Object.entries(patch).filter(([, value]) => value !== undefined),
  ) as Partial<ArticleFields>
}
