import { sql } from 'kysely'
import { asSystem, type Database, type Tx } from './database.ts'
import { lockKnowledge } from './knowledge.ts'

/** Which model embeds an organization's passages, how far it has come, and how it fares. The vectors: store/vectors.ts. */

/** In step with the settings: written with them. Without a model no vector is kept; another model begins anew; whatever failed is tried again. */
export async function wantEmbeddings(tx: Tx, organizationId: string, model: string | null): Promise<void> {
  if (model === null) return forgetEmbeddings(tx, organizationId)
  await tx
    .insertInto('embeddings')
    .values({ organization_id: organizationId, model })
    .onConflict((conflict) => conflict.column('organization_id').doUpdateSet({ retry_at: null }))
    .execute()
  await tx
    .updateTable('embeddings')
    .set({ model, version: 0, lease_until: null, failing_since: null, failure: null, failures: 0 })
    .where('organization_id', '=', organizationId)
    .where('model', 'is distinct from', model)
    .execute()
}

async function forgetEmbeddings(tx: Tx, organizationId: string): Promise<void> {
  const there = await tx
    .selectFrom('embeddings')
    .select('model')
    .where('organization_id', '=', organizationId)
    .executeTakeFirst()
  if (there === undefined) return
  await lockKnowledge(tx, organizationId)
  // its row before its vectors: who holds the row is still adding some
  await tx.deleteFrom('embeddings').where('organization_id', '=', organizationId).execute()
  await tx.deleteFrom('passage_vectors').where('organization_id', '=', organizationId).execute()
}

/** What a search needs to know; null: no model embeds here. `stamp` differs whenever what is embedded may. */
export async function embeddingOf(
  tx: Tx,
  organizationId: string,
): Promise<{ model: string; stamp: string; isFailing: boolean } | null> {
  const { rows } = await sql<{ model: string; stamp: string; isFailing: boolean }>`
    select e.model, e.failing_since is not null as "isFailing", concat_ws(' ', e.added, t.version, e.model) as stamp
    from embeddings e join knowledge_totals t on t.organization_id = e.organization_id
    where e.organization_id = ${organizationId}`.execute(tx)
  return rows[0] ?? null
}

/** Organizations with passages that may have no vector yet, at which nobody works, and whose provider may be asked again. */
export async function unembedded(database: Database, now: Date): Promise<string[]> {
  return asSystem(database, async (tx) => {
    const { rows } = await sql<{ organizationId: string }>`
      select e.organization_id as "organizationId"
      from embeddings e join knowledge_totals t on t.organization_id = e.organization_id
      where e.version < t.version and (e.lease_until is null or e.lease_until < ${now})
        and (e.retry_at is null or e.retry_at <= ${now})
      order by 1 limit 100`.execute(tx)
    return rows.map(({ organizationId }) => organizationId)
  })
}

/** Whether it is ours to embed until then; false when another instance was quicker. */
export async function leaseEmbeddings(
  tx: Tx,
  organizationId: string,
  now: Date,
  until: Date,
): Promise<boolean> {
  const taken = await tx
    .updateTable('embeddings')
    .set({ lease_until: until })
    .where('organization_id', '=', organizationId)
    .where((eb) => eb.or([eb('lease_until', 'is', null), eb('lease_until', '<', now)]))
    .returning('organization_id')
    .execute()
  return taken.length > 0
}

/** After a batch. False: the settings name another model since, or none. */
export async function noteEmbedded(
  tx: Tx,
  organizationId: string,
  model: string,
  leaseUntil: Date,
): Promise<boolean> {
  const noted = await tx
    .updateTable('embeddings')
    .set((eb) => ({
      added: eb('added', '+', 1),
      lease_until: leaseUntil,
      failing_since: null,
      failure: null,
      failures: 0,
      retry_at: null,
    }))
    .where('organization_id', '=', organizationId)
    .where('model', '=', model)
    .returning('organization_id')
    .execute()
  return noted.length > 0
}

/** Every passage of that version has a vector. What has changed since is found by its version. */
export async function completeEmbeddings(
  tx: Tx,
  organizationId: string,
  model: string,
  version: number,
): Promise<void> {
  await tx
    .updateTable('embeddings')
    .set({ version, lease_until: null })
    .where('organization_id', '=', organizationId)
    .where('model', '=', model)
    .where('version', '<', version)
    .execute()
}

/** The rest is for another time. `retryAt` null: at once. */
export async function leaveEmbeddings(
  tx: Tx,
  organizationId: string,
  retryAt: Date | null = null,
): Promise<void> {
  await tx
    .updateTable('embeddings')
    .set({ lease_until: null, retry_at: retryAt })
    .where('organization_id', '=', organizationId)
    .execute()
}

/** `failure`: in words that name no text and no key; `retryAt`: by how often it has failed in a row. */
export async function noteFailure(
  tx: Tx,
  organizationId: string,
  failure: string,
  retryAt: (failures: number) => Date,
  now: Date,
): Promise<void> {
  const row = await tx
    .selectFrom('embeddings')
    .select(['failures', 'failing_since'])
    .where('organization_id', '=', organizationId)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) return
  const failures = row.failures + 1
  await tx
    .updateTable('embeddings')
    .set({
      lease_until: null,
      failure,
      failures,
      failing_since: row.failing_since ?? now,
      retry_at: retryAt(failures),
    })
    .where('organization_id', '=', organizationId)
    .execute()
}

/** A question's vector could not be had, and why; null: it could, which does not help a batch that failed. */
export async function noteProvider(
  tx: Tx,
  organizationId: string,
  failure: string | null,
  now: Date,
): Promise<void> {
  const change = tx.updateTable('embeddings').where('organization_id', '=', organizationId)
  await (failure === null
    ? change.set({ failing_since: null, failure: null }).where('failures', '=', 0)
    : change.set({ failing_since: now, failure }).where('failing_since', 'is', null)
  ).execute()
}

/** How it stands, for whoever looks; null: no model embeds here. */
export interface EmbeddingProgress {
  passages: number
  embedded: number
  failingSince: Date | null
  failure: string | null
}

export async function embeddingProgress(tx: Tx, organizationId: string): Promise<EmbeddingProgress | null> {
  const { rows } = await sql<EmbeddingProgress>`
    select t.passages, e.failing_since as "failingSince", e.failure,
      case when e.version = t.version then t.passages else (select count(*) from passage_vectors v
        where v.organization_id = e.organization_id and v.model = e.model) end as embedded
    from embeddings e join knowledge_totals t on t.organization_id = e.organization_id
    where e.organization_id = ${organizationId}`.execute(tx)
  return rows[0] ?? null
}
