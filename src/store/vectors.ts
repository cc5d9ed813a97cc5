import { sql } from 'kysely'
import type { Tx } from './database.ts'

/** One vector for each passage: float32, little-endian as every machine that Node runs on keeps them. Writers hold lockKnowledge. */

export interface NewVector {
  passageId: string
  /** Of the text that it was made from. */
  textHash: string
  vector: Float32Array
}

/** Of an article's passages, by the hash of their text: what is written anew with the same words keeps its vector. */
export interface KeptVectors {
  model: string
  byHash: Map<string, Uint8Array>
}

/** A statement takes 65,535 values. */
const AT_ONCE = 1_000

/** Passages that this model has not embedded yet, and the version of the knowledge in which they are all that is left to do. */
export async function passagesWithoutVector(
  tx: Tx,
  organizationId: string,
  model: string,
  limit: number,
): Promise<{ version: number; passages: { id: string; title: string; heading: string; text: string }[] }> {
  // before the passages: what is added in between is of a later version
  const totals = await tx
    .selectFrom('knowledge_totals')
    .select('version')
    .where('organization_id', '=', organizationId)
    .executeTakeFirst()
  const { rows } = await sql<{ id: string; title: string; heading: string; text: string }>`
    select p.id, a.title, p.heading, p.text
    from (select id, article_id, heading, text from passages where organization_id = ${organizationId}
        and not exists (select 1 from passage_vectors v where v.passage_id = passages.id and v.model = ${model})
      order by id limit ${limit}) as p
    join articles a on a.id = p.article_id
    order by p.id`.execute(tx)
  return { version: totals?.version ?? 0, passages: rows }
}

/** What a passage has of another model is replaced; passages that are gone since are left out. */
export async function addVectors(
  tx: Tx,
  organizationId: string,
  model: string,
  vectors: NewVector[],
): Promise<void> {
  const ids = vectors.map(({ passageId }) => passageId)
  if (ids.length === 0) return
  const present = await tx
    .selectFrom('passages')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('id', 'in', ids)
    .execute()
  const there = new Set(present.map(({ id }) => id))
  await insertVectors(
    tx,
    vectors
      .filter(({ passageId }) => there.has(passageId))
      .map(({ passageId, textHash, vector }) => ({
        passage_id: passageId,
        organization_id: organizationId,
        model,
        text_hash: textHash,
        vector: Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength),
      })),
  )
}

async function insertVectors(
  tx: Tx,
  rows: { passage_id: string; organization_id: string; model: string; text_hash: string; vector: Buffer }[],
): Promise<void> {
  for (let at = 0; at < rows.length; at += AT_ONCE)
    await tx
      .insertInto('passage_vectors')
      .values(rows.slice(at, at + AT_ONCE))
      .onConflict((conflict) =>
        conflict.column('passage_id').doUpdateSet((eb) => ({
          model: eb.ref('excluded.model'),
          text_hash: eb.ref('excluded.text_hash'),
          vector: eb.ref('excluded.vector'),
        })),
      )
      .execute()
}

/** Before these articles' passages are written anew. */
export async function vectorsOfArticles(
  tx: Tx,
  organizationId: string,
  articleIds: string[],
): Promise<KeptVectors | null> {
  if (articleIds.length === 0) return null
  // held, so that who turns embeddings off meanwhile finds what is given back
  const embeds = await tx
    .selectFrom('embeddings')
    .select('model')
    .where('organization_id', '=', organizationId)
    .forShare()
    .executeTakeFirst()
  if (embeds === undefined) return null
  const rows = await tx
    .selectFrom('passages')
    .innerJoin('passage_vectors', 'passage_vectors.passage_id', 'passages.id')
    .select(['text_hash', 'vector'])
    .where('passages.organization_id', '=', organizationId)
    .where('passages.article_id', 'in', articleIds)
    .where('passage_vectors.model', '=', embeds.model)
    .execute()
  return {
    model: embeds.model,
    byHash: new Map(rows.map(({ text_hash, vector }) => [text_hash, vector])),
  }
}

/** After: to those whose text has such a hash. */
export async function giveVectorsBack(
  tx: Tx,
  organizationId: string,
  { model, byHash }: KeptVectors,
  passages: { id: string; textHash: string }[],
): Promise<void> {
  await insertVectors(
    tx,
    passages.flatMap(({ id, textHash }) => {
      const vector = byHash.get(textHash)
      return vector === undefined
        ? []
        : [
            {
              passage_id: id,
              organization_id: organizationId,
              model,
              text_hash: textHash,
              vector: Buffer.from(vector),
            },
          ]
    }),
  )
}

/** The passages that this model has embedded, and how large a vector is. */
export async function vectorIds(
  tx: Tx,
  organizationId: string,
  model: string,
): Promise<{ ids: string[]; bytesEach: number }> {
  const rows = await tx
    .selectFrom('passage_vectors')
    .select(['passage_id', sql<number>`octet_length(vector)`.as('bytes')])
    .where('organization_id', '=', organizationId)
    .where('model', '=', model)
    .execute()
  return { ids: rows.map(({ passage_id }) => passage_id), bytesEach: rows[0]?.bytes ?? 0 }
}

export async function readVectors(
  tx: Tx,
  organizationId: string,
  model: string,
  passageIds: string[],
): Promise<{ passageId: string; vector: Float32Array }[]> {
  const rows = await tx
    .selectFrom('passage_vectors')
    .select(['passage_id', 'vector'])
    .where('organization_id', '=', organizationId)
    .where('model', '=', model)
    .where('passage_id', 'in', passageIds)
    .execute()
  return rows.map(({ passage_id, vector }) => ({
    passageId: passage_id,
    // copied, because a driver's bytes need not begin where a float may
    vector: new Float32Array(Uint8Array.from(vector).buffer),
  }))
}
