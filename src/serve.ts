import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts'
import { alertWays } from './alerts/ways.ts'
import { providerEmbedder } from './answer/embedders.ts'
import { wayOfAsking } from './answer/phrasing.ts'
import { openModels } from './answer/providers.ts'
import type { App } from './app.ts'
import { type Clock, systemClock } from './clock.ts'
import { type Config, localUrl } from './config.ts'
import { openCrawling } from './crawl/crawling.ts'
import { lockData } from './data-lock.ts'
import { builtInSandbox, openDemo } from './demo.ts'
import { createDialer } from './dial.ts'
import { createDownloader } from './freshchat/download.ts'
import { countCalls } from './freshchat-calls.ts'
import { freshchatClients } from './freshchat-clients.ts'
import { greetingOf } from './greeting.ts'
import { dialRule } from './host-rule.ts'
import { createFirstOwner } from './http/first-owner.ts'
import { newFirstRunToken } from './http/first-run.ts'
import { createLive } from './http/live.ts'
import type { HttpApp } from './http/operation.ts'
import { createHttp } from './http/server.ts'
import { openKnowledge } from './knowledge/search.ts'
import { closeServer, listen } from './listen.ts'
import { createLog, faultFields, type Log } from './log.ts'
import { openMail } from './mail.ts'
import { createMetrics } from './metrics.ts'
import { createVault, type Vault } from './secret.ts'
import { keptSecret } from './secret-file.ts'
import { type Database, type OpenDatabase, openPostgres } from './store/database.ts'
import { freeLeases, openEmbedded } from './store/embedded.ts'
import { queueLag } from './store/lanes.ts'
import { migrate } from './store/migrate.ts'
import { openNotices } from './store/notices.ts'
import { anyUser } from './store/people.ts'
import { noTraces, openTraces, type Traces } from './traces.ts'
import { createLanes, readChange } from './turn/lanes.ts'
import { startWorker } from './turn/worker.ts'
import { startCrawler } from './watch/crawler.ts'
import { startEmbedding } from './watch/embedding.ts'
import { startFinder } from './watch/finder.ts'
import { startForwarder } from './watch/forwarder.ts'
import { startIndexer } from './watch/indexer.ts'
import { startLearner } from './watch/learner.ts'
import { startUpkeep } from './watch/upkeep.ts'
import { startWatcher } from './watch/watcher.ts'

export interface Running {
  /** Where it listens on this machine. */
  url: string
  sandbox: Sandbox | null
  app: HttpApp
  /** How many turns, and looks after a connection, are under way here. */
  underWay(): number
  /** What a person who started it wants to read. */
  greeting: string[]
  /** Ends in order: no new turn, those under way finish their step, then the database. */
  stop(): Promise<void>
  /** The exit code, once it has stopped. */
  stopped: Promise<number>
}

/** What tests hand in instead of the real thing. */
export interface Overrides {
  clock?: Clock
  log?: Log
  database?: OpenDatabase
  model?: App['modelFor']
  /** false: nobody looks after the connections, so that a story sees its own calls only. */
  watching?: boolean
}

/** The composition root: opens, builds and starts everything that the configuration asks for. */
export async function serve(config: Config, overrides: Overrides = {}): Promise<Running> {
  const undo: (() => Promise<void>)[] = []
  const unwind = async () => {
    for (const step of undo.reverse()) await step()
    undo.length = 0
  }
  try {
    return await start(config, overrides, undo, unwind)
  } catch (fault) {
    await unwind()
    throw fault
  }
}

async function start(
  config: Config,
  overrides: Overrides,
  undo: (() => Promise<void>)[],
  unwind: () => Promise<void>,
): Promise<Running> {
  const clock = overrides.clock ?? systemClock
  const log = overrides.log ?? createLog(config.logLevel)
  // the last to stop: all else may still have something to tell
  const traces = await openTraces(config.traces, log)
  undo.push(traces.stop)
  const usesFolder =
    config.sandbox !== null || (config.databaseUrl === null && overrides.database === undefined)
  if (usesFolder) undo.push(await lockData(config.dataDir))

  const opened =
    overrides.database ??
    (config.databaseUrl === null ? await openEmbedded(config.dataDir) : openPostgres(config.databaseUrl))
  const { database } = opened
  undo.push(opened.close)
  await migrate(database)
  if (opened.engine === 'pglite') await freeLeases(database)

  const vault = createVault(config.secrets ?? [await keptSecret(config.dataDir)])
  const app = composeApp({
    config,
    database,
    vault,
    clock,
    log,
    traces,
    ...(overrides.model === undefined ? {} : { modelFor: overrides.model }),
  })
  // after all that calls has stopped, and before the database has
  undo.push(app.calls.stop)
  const { lanes } = app
  if (config.databaseUrl !== null) {
    const notices = openNotices(config.databaseUrl, readChange, lanes.heard, (fault) =>
      log.warn(faultFields(fault), 'notices were interrupted'),
    )
    lanes.onTell = notices.tell
    undo.push(notices.close)
  }

  const firstRun = newFirstRunToken()
  const http = createHttp(app, firstRun.hash)
  const answer = getRequestListener(http.fetch)
  let requests = 0
  const server = createServer((request, response) => {
    requests++
    response.once('close', () => requests--)
    return answer(request, response)
  })
  await listen(server, config.listen.port, config.listen.host)
  undo.push(() => closeServer(server, () => requests > 0))
  // who watches would keep the server open
  undo.push(async () => app.live.close())
  lanes.onNews = app.live.wake
  // a server on a TCP port has such an address
  const { port } = server.address() as AddressInfo
  const url = localUrl({ host: config.listen.host, port })

  let sandbox: Sandbox | null = null
  if (config.sandbox !== null) {
    sandbox = await startSandbox({ port: config.sandbox.port, dataDir: config.dataDir })
    undo.push(sandbox.stop)
    const builtIn = builtInSandbox(app.vault, sandbox, url)
    app.builtIn.sandbox = builtIn
    await openDemo(app, builtIn)
  }
  // after the demo, which the first owner adopts
  if (config.firstOwner !== null) await createFirstOwner(app, config.firstOwner)

  app.startUp.isDone = true
  const worker = config.role === 'web' ? null : startWorker(app)
  if (worker !== null) undo.push(worker.stop)
  const isWatching = config.role !== 'web' && overrides.watching !== false
  const besides = isWatching
    ? [
        startWatcher(app),
        startLearner(app),
        startEmbedding(app),
        startFinder(app, wayOfAsking),
        startIndexer(app),
        startForwarder(app),
        startCrawler(app),
        // a PostgreSQL sees to itself
        ...(opened.engine === 'pglite' ? [startUpkeep(app)] : []),
      ]
    : []
  for (const each of besides) undo.push(each.stop)

  let ended: (code: number) => void = () => {}
  const stopped = new Promise<number>((resolve) => {
    ended = resolve
  })
  const claimed = await anyUser(database)
  return {
    url,
    sandbox,
    app,
    underWay: () => (worker?.underWay() ?? 0) + besides.filter((each) => each.isBusy()).length,
    greeting: greetingOf(config, url, sandbox, claimed ? null : firstRun.token),
    stopped,
    async stop() {
      await unwind()
      ended(0)
    },
  }
}

/** The parts that turns and requests share. */
export function composeApp(parts: {
  config: Config
  database: Database
  vault: Vault
  clock: Clock
  log: Log
  /** Left out: none. */
  traces?: Traces
  modelFor?: App['modelFor']
}): HttpApp {
  const { config, database, vault, clock, log } = parts
  const metrics = createMetrics(async () => (await queueLag(database, clock.now())).oldestMs)
  const dialer = createDialer(
    dialRule({ listed: config.freshchatHosts, variable: 'BATON_FRESHCHAT_HOSTS', plainHttp: 'loopback' }),
  )
  const calls = countCalls(database, clock, log)
  const mail = openMail(config)
  const embedderFor = providerEmbedder(database, vault, config.modelHosts, clock)
  return {
    config,
    database,
    vault,
    clock,
    log,
    metrics: metrics.registry,
    measure: metrics,
    traces: parts.traces ?? noTraces,
    publicUrl: config.publicUrl,
    startUp: { isDone: false },
    builtIn: { sandbox: null },
    lanes: createLanes(),
    knowledge: openKnowledge(database, { embedderFor, now: clock.now }),
    live: createLive(database, clock, (fault) =>
      log.warn(faultFields(fault), 'live updates were interrupted'),
    ),
    calls,
    freshchat: freshchatClients(database, vault, clock, metrics, dialer, calls),
    dialer,
    download: createDownloader(dialer),
    crawling: openCrawling(config, clock),
    mail,
    alertWays: alertWays(config, { database, vault, clock, mail }),
    embedderFor,
    ...openModels(database, vault, config.modelHosts, clock),
    ...(parts.modelFor === undefined ? {} : { modelFor: parts.modelFor }),
  }
}
