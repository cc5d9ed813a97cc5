import type { ClientsApi, Posted } from './clients-process.ts'
import { figure, ranged, type Spread, shown } from './figures.ts'
import type { InsertApi } from './insert-process.ts'
import { createReferenceTable, pgbench, pgbenchBinary } from './pgbench.ts'
import { startProcess } from './remote.ts'
import type { Bench, Section } from './section.ts'
import { ANSWERS_LATE, newSigningKey } from './stand.ts'

/** Deliveries acknowledged per second, signature checked and everything applied, beside bare single-row inserts. */

const CLIENTS = [1, 10, 50]
const WARM_SECONDS = 0.7
const WARM_DELIVERIES = 2_500
/** As long as a delivery. */
const BODY = JSON.stringify({ text: 'x'.repeat(1_000) })

interface Run {
  clients: number
  baton: Posted
  reference: { perSecond: number; ms: Spread }
}

type Reference = (clients: number, seconds: number) => Promise<{ perSecond: number; ms: Spread }>

export async function acks({ options, stand }: Bench): Promise<Section> {
  const { seconds, runs: repeats } = options
  const { privateKey, publicKey } = newSigningKey()
  await stand.api('PATCH', '/api/v1/integrations/freshchat', { webhookPublicKey: publicKey })
  await stand.api('PATCH', '/api/v1/settings', ANSWERS_LATE)
  const clientsProcess = startProcess<ClientsApi>('clients-process.ts')
  const reference = await openReference(stand.databaseUrl)

  const before = await stand.baton.ask('statements')
  let deliveries = 0
  const runs: Run[] = []
  for (const clients of CLIENTS) {
    await clientsProcess.ask('prepare', WARM_DELIVERIES, privateKey)
    const warm = await clientsProcess.ask('post', stand.webhookUrl, clients, WARM_SECONDS)
    deliveries += warm.ms.count
    await reference.insert(clients, WARM_SECONDS)
    for (let run = 0; run < repeats; run++) {
      await clientsProcess.ask('prepare', Math.ceil(warm.perSecond * seconds * 1.6) + 500, privateKey)
      const inserts = await reference.insert(clients, seconds)
      const posted = await clientsProcess.ask('post', stand.webhookUrl, clients, seconds)
      deliveries += posted.ms.count
      await stand.baton.ask('forgetDue')
      runs.push({ clients, baton: posted, reference: inserts })
    }
  }
  const after = await stand.baton.ask('statements')
  await clientsProcess.stop()
  await reference.stop()

  const perDelivery = (name: 'statements' | 'transactions' | 'roundTrips') =>
    (after[name] - before[name]) / deliveries
  const refused = runs.reduce((sum, run) => sum + run.baton.refused, 0)
  return {
    title: `Acknowledgements, ${stand.engine}`,
    columns: ['clients', 'acks/s', 'p50 ms', 'p99 ms', 'inserts/s', 'p50 ms', 'p99 ms', 'ratio'],
    rows: CLIENTS.map((clients) => row(runs.filter((run) => run.clients === clients))),
    notes: [
      `reference: ${reference.name}; ratio: acks per insert`,
      `a delivery costs ${shown(perDelivery('transactions'))} transactions, ${shown(perDelivery('statements'))} statements, ${shown(perDelivery('roundTrips'))} round trips to the database`,
      ...(refused > 0 ? [`${refused} deliveries were NOT acknowledged`] : []),
    ],
    figures: { runs, roundTripsPerDelivery: perDelivery('roundTrips') },
  }
}

function row(runs: Run[]): string[] {
  const of = (pick: (run: Run) => number) => runs.map(pick)
  return [
    String(runs[0]?.clients),
    ranged(of((run) => run.baton.perSecond)),
    shown(figure(of((run) => run.baton.ms.p50)).median),
    shown(figure(of((run) => run.baton.ms.p99)).median),
    ranged(of((run) => run.reference.perSecond)),
    shown(figure(of((run) => run.reference.ms.p50)).median),
    shown(figure(of((run) => run.reference.ms.p99)).median),
    shown(figure(of((run) => run.baton.perSecond / run.reference.perSecond)).median),
  ]
}

async function openReference(
  databaseUrl: string | null,
): Promise<{ name: string; insert: Reference; stop(): Promise<void> }> {
  if (databaseUrl === null) {
    const inserts = startProcess<InsertApi>('insert-process.ts')
    return {
      name: 'single-row inserts through PGlite, as many waiting at once',
      insert: (clients, seconds) => inserts.ask('insert', BODY, clients, seconds),
      stop: inserts.stop,
    }
  }
  const binary = pgbenchBinary()
  if (binary === null) throw new Error('There is no pgbench here: install the package postgresql-contrib.')
  await createReferenceTable(databaseUrl)
  return {
    name: 'pgbench, one single-row insert a transaction, prepared',
    insert: (clients, seconds) => pgbench(binary, databaseUrl, BODY, clients, seconds),
    stop: async () => {},
  }
}
