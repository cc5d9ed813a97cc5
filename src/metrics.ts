import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Measures } from './app.ts'

export interface Metrics extends Measures {
  registry: Registry
  called(seen: { method: string; path: string; status: number | null }): void
}

/** The figures for Prometheus. `lagMs` is asked when they are collected. */
export function createMetrics(lagMs: () => Promise<number>): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  const deliveries = new Counter({
    name: 'baton_deliveries_total',
    help: 'Webhook deliveries',
    labelNames: ['action', 'result'],
    registers,
  })
  const forwards = new Counter({
    name: 'baton_forwards_total',
    help: 'Deliveries for another tool: forwarded, failed tries, refused for good, given up after a day',
    labelNames: ['result'],
    registers,
  })
  const turns = new Counter({
    name: 'baton_turns_total',
    help: 'Turns by outcome',
    labelNames: ['outcome'],
    registers,
  })
  const requests = new Counter({
    name: 'baton_freshchat_requests_total',
    help: 'Calls to Freshchat',
    labelNames: ['method', 'status'],
    registers,
  })
  const overhead = new Histogram({
    name: 'baton_turn_overhead_seconds',
    help: 'From due to Freshchat’s post, model time taken out',
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  })
  const leaks = new Counter({
    name: 'baton_leaks_total',
    help: 'Visible messages of ours that Freshchat stored after a rep’s act',
    registers,
  })
  const doubles = new Counter({
    name: 'baton_doubles_total',
    help: 'Messages of ours that Freshchat stored twice, later than we looked for them',
    registers,
  })
  new Gauge({
    name: 'baton_queue_lag_seconds',
    help: 'How long the oldest due conversation has waited',
    registers,
    async collect() {
      this.set((await lagMs()) / 1_000)
    },
  })
  return {
    registry,
    delivered: (action, result) => deliveries.inc({ action: nameOfAction(action), result }),
    forwarded: (result, count) => forwards.inc({ result }, count),
    leaked: (count) => leaks.inc(count),
    doubled: () => doubles.inc(),
    turned: (outcome) => turns.inc({ outcome }),
    overhead: (ms) => overhead.observe(ms / 1_000),
    called: ({ method, status }) => requests.inc({ method, status: status ?? 'none' }),
  }
}

/** A label's values must be few: what a stranger sends does not become one, nor part of a trace. */
export function nameOfAction(action: string): string {
  return KNOWN_ACTIONS.has(action) ? action : 'other'
}

const KNOWN_ACTIONS = new Set([
  'message_create',
  'conversation_assignment',
  'conversation_resolution',
  'conversation_reopen',
  'unknown',
])
