import { sql } from 'kysely'
import { asSystem, type Database, type Tx } from './database.ts'

/** What was learnt from an organization's phrasings, and whose knowledge has changed since. */

export interface Stale {
  organizationId: string
  /** The knowledge's, as it is now. */
  version: number
}

/** Organizations whose knowledge is not the one that was learnt from, and from which nobody learns at the moment. */
export async function staleOpinions(database: Database, format: number, now: Date): Promise<Stale[]> {
  return asSystem(database, async (tx) => {
    const { rows } = await sql<Stale>`
      select t.organization_id as "organizationId", t.version
      from knowledge_totals t left join opinions o on o.organization_id = t.organization_id
      where (t.version > coalesce(o.version, 0) or o.format < ${format}) and (o.lease_until is null or o.lease_until < ${now})
      order by 1 limit 100`.execute(tx)
    return rows
  })
}

/** Whether it is ours to learn until then; false when another instance was quicker. */
export async function leaseOpinion(tx: Tx, organizationId: string, now: Date, until: Date): Promise<boolean> {
  const taken = await tx
    .insertInto('opinions')
    .values({ organization_id: organizationId, lease_until: until })
    .onConflict((conflict) =>
      conflict
        .column('organization_id')
        .doUpdateSet({ lease_until: until })
        .where((eb) => eb.or([eb('opinions.lease_until', 'is', null), eb('opinions.lease_until', '<', now)])),
    )
    .returning('organization_id')
    .execute()
  return taken.length > 0
}

/** What was learnt, unless something newer stands there. `model` null: there was nothing to learn from. */
export async function saveOpinion(
  tx: Tx,
  organizationId: string,
  learnt: { version: number; format: number; model: Uint8Array | null },
  now: Date,
): Promise<void> {
  await tx
    .updateTable('opinions')
    .set({
      version: learnt.version,
      model: learnt.model === null ? null : Buffer.from(learnt.model),
      format: learnt.format,
      learnt_at: now,
      lease_until: null,
    })
    .where('organization_id', '=', organizationId)
    .where((eb) => eb.or([eb('version', '<', learnt.version), eb('format', '<', learnt.format)]))
    .execute()
}

/** The version that the stored opinion was learnt from; null when there is none that this release can ask. */
export async function opinionVersion(tx: Tx, organizationId: string, format: number): Promise<number | null> {
  const row = await tx
    .selectFrom('opinions')
    .select('version')
    .where('organization_id', '=', organizationId)
    .where('format', '=', format)
    .where('model', 'is not', null)
    .executeTakeFirst()
  return row?.version ?? null
}

export async function readOpinion(tx: Tx, organizationId: string): Promise<Uint8Array | null> {
  const row = await tx
    .selectFrom('opinions')
    .select('model')
    .where('organization_id', '=', organizationId)
    .executeTakeFirst()
  return row?.model ?? null
}

/** It is learnt anew. */
export async function forgetOpinion(tx: Tx, organizationId: string): Promise<void> {
  await tx
    .updateTable('opinions')
    .set({ version: 0, model: null, lease_until: null })
    .where('organization_id', '=', organizationId)
    .execute()
}

export async function knowledgeVersion(tx: Tx, organizationId: string): Promise<number> {
  const totals = await tx
    .selectFrom('knowledge_totals')
    .select('version')
    .where('organization_id', '=', organizationId)
    .executeTakeFirst()
  return totals?.version ?? 0
}

/** Published articles, the most asked for first, each with its first ways of asking. */
export async function ordinaryQuestions(
  tx: Tx,
  organizationId: string,
  most: number,
  each: number,
): Promise<{ title: string; phrasings: string[] }[]> {
  const { rows } = await sql<{ title: string; phrasings: string[] }>`
    select title, jsonb_path_query_array(phrasings, '$[0 to $last]', jsonb_build_object('last', ${each - 1}::int)) as phrasings
    from articles
    where organization_id = ${organizationId} and state = 'published'
    order by jsonb_array_length(phrasings) desc, id limit ${most}`.execute(tx)
  return rows
}

/** Published articles with the ways that customers ask for each, the most asked first, and the version that they are of. */
export async function phrasingsOf(
  tx: Tx,
  organizationId: string,
): Promise<{ version: number; articles: { id: string; title: string; phrasings: string[] }[] }> {
  const version = await knowledgeVersion(tx, organizationId)
  const { rows } = await sql<{ id: string; title: string; phrasings: string[] }>`
    select id, title, phrasings from articles
    where organization_id = ${organizationId} and state = 'published' and jsonb_array_length(phrasings) > 0
    order by jsonb_array_length(phrasings) desc, id`.execute(tx)
  return { version, articles: rows }
}

/** Titles of published articles of which nobody says how customers ask for them, as many as wanted. */
export async function untaughtTitles(tx: Tx, organizationId: string, most: number): Promise<string[]> {
  const { rows } = await sql<{ title: string }>`
    select title from articles
    where organization_id = ${organizationId} and state = 'published' and jsonb_array_length(phrasings) = 0
    order by id limit ${most}`.execute(tx)
  return rows.map(({ title }) => title)
}
