import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { sql } from 'kysely'
import { readConfig } from '../src/config.ts'
import { importArticles } from '../src/knowledge/ingest.ts'
import { sampleKnowledge } from '../src/knowledge/sample.ts'
import { serve } from '../src/serve.ts'
import { inOrganization, openPostgres } from '../src/store/database.ts'
import { openEmbedded } from '../src/store/embedded.ts'
import { organizationIds } from '../src/store/organizations.ts'
import { startIndexer } from '../src/watch/indexer.ts'
import { answerParent } from './remote.ts'
import { createStatementCount } from './statement-count.ts'

/** Baton as it is served, in a process of its own; the bench may look into its database, which on PGlite nobody else can. */

export interface TurnTimes {
  dueAt: Date
  startedAt: Date
  decidedAt: Date | null
  /** When its first words left for Freshchat. */
  saidAt: Date | null
  finishedAt: Date | null
  modelMs: number
  outcome: string | null
  isFirst: boolean
}

interface Owed {
  due_at: Date | null
  lease_until: Date | null
  failures: number
  superseded: number
  read_again: boolean
}

const MIB = 1024 * 1024
// without a flag of the whole process's
setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void // V8's own

const config = readConfig(process.env)
const opened =
  config.databaseUrl === null ? await openEmbedded(config.dataDir) : openPostgres(config.databaseUrl)
const statements = createStatementCount()
const database = opened.database.withPlugin(statements.plugin)
/** Nobody looks after the connection: for sessions that Freshchat knows nothing of. Words are written all the same. */
const isUnwatched = process.env.BENCH_UNWATCHED === 'yes'
const running = await serve(config, { database: { ...opened, database }, watching: !isUnwatched })
const words = isUnwatched ? startIndexer(running.app) : null
const stop = async () => {
  await words?.stop()
  await running.stop()
}

async function organizationId(): Promise<string> {
  const [id] = await organizationIds(opened.database)
  if (id === undefined) throw new Error('There is no organization')
  return id
}

const handlers = {
  url: () => running.url,

  /** The knowledge of a fresh install. */
  async furnish(): Promise<void> {
    await importArticles(opened.database, await organizationId(), sampleKnowledge, new Date())
  },

  /** What keeps Baton from rest: turns under way, and up to ten conversations that something is owed in. */
  async owed(): Promise<{ underWay: number; due: Owed[] }> {
    const due = await inOrganization(opened.database, await organizationId(), (tx) =>
      tx
        .selectFrom('conversations')
        .select(['due_at', 'lease_until', 'failures', 'superseded', 'read_again'])
        .where('due_at', 'is not', null)
        .limit(10)
        .execute(),
    )
    return { underWay: running.underWay(), due }
  },

  /** So that what one measurement left does not fall due in the next. */
  async forgetDue(): Promise<void> {
    await inOrganization(opened.database, await organizationId(), (tx) =>
      tx.updateTable('conversations').set({ due_at: null }).where('due_at', 'is not', null).execute(),
    )
  },

  async turnsSince(since: Date): Promise<TurnTimes[]> {
    const { rows } = await inOrganization(opened.database, await organizationId(), (tx) =>
      sql<TurnTimes>`
        select due_at as "dueAt", started_at as "startedAt", decided_at as "decidedAt", finished_at as "finishedAt",
          (select min(sent_at) from steps where turn_id = turns.id and kind = 'say') as "saidAt",
          coalesce((timings->>'model')::float8, 0) as "modelMs", outcome->>'kind' as outcome,
          not exists (select 1 from turns as before
            where before.session_id = turns.session_id and before.started_at < turns.started_at) as "isFirst"
        from turns where started_at >= ${since} and errand is null order by started_at`.execute(tx),
    )
    return rows
  },

  /** In MiB: what the process takes, and what a collection leaves of its heap. */
  memory(): { rss: number; kept: number } {
    collect()
    const { rss, heapUsed, external } = process.memoryUsage()
    return { rss: rss / MIB, kept: (heapUsed + external) / MIB }
  },

  statements: () => statements.counts(),
  /** Microseconds of processor time so far. */
  cpu: () => process.cpuUsage().user + process.cpuUsage().system,
}

export type BatonApi = typeof handlers

answerParent(handlers, stop)
