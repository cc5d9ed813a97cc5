import type { AlertWays } from './alert.ts'
import type { Answerer } from './answer/model.ts'
import type { Clock } from './clock.ts'
import type { Connection } from './connection.ts'
import type { Crawling } from './crawl/crawl.ts'
import type { Freshchat } from './freshchat/client.ts'
import type { Downloader } from './freshchat/download.ts'
import type { Rate } from './freshchat/rate-queue.ts'
import type { Embedding } from './knowledge/embedder.ts'
import type { Knowledge } from './knowledge/search.ts'
import type { Log } from './log.ts'
import type { Settings } from './settings.ts'
import type { Database } from './store/database.ts'
import type { Traces } from './traces.ts'
import type { Lanes } from './turn/lanes.ts'

/** What a turn works with, nothing more. Built once in `serve.ts`. */
export interface App {
  database: Database
  clock: Clock
  log: Log
  /** Our own public address, for links in notes. */
  publicUrl: string
  lanes: Lanes
  knowledge: Knowledge
  /** The connection's client and the one queue that all its calls wait in. */
  freshchat(connection: Connection): { api: Freshchat; rate: Rate }
  /** Fetches what customers attach, from where Freshchat keeps it. */
  download: Downloader
  /** How websites are read. */
  crawling: Crawling
  /** How the team is told of what nobody is looking at. */
  alertWays: AlertWays
  modelFor(organizationId: string, settings: Settings): Promise<Answerer>
  embedderFor(organizationId: string): Promise<Embedding>
  measure: Measures
  traces: Traces
}

/** What the turns report to the metrics. */
export interface Measures {
  delivered(action: string, result: string): void
  turned(outcome: string): void
  /** `result`: how a try went, or what became of the delivery. */
  forwarded(result: 'forwarded' | 'failed' | 'refused' | 'given_up', count: number): void
  /** So many visible messages of ours were stored after a rep's act. */
  leaked(count: number): void
  /** Freshchat stored one of our messages twice. */
  doubled(): void
  /** From due to Freshchat's post, model time taken out. */
  overhead(ms: number): void
}
