import { AsyncLocalStorage } from 'node:async_hooks'

/**
 * Where a trace gets its spans from. What runs inside a trace (`traces.ts` opens one for a turn and for a delivery) is found by the
 * flow of control, as OpenTelemetry does it, so that no rule and no helper hands a tracer on. Outside of one, and with traces off,
 * everything here is a plain call.
 */

/** Ids, numbers, and words of our own lists; never what somebody wrote, a name, an address or a key. null: not known, left out. */
export type Attributes = Record<string, string | number | boolean | null>

/** `call`: a request to another service, as OpenTelemetry's `client`. */
export type SpanKind = 'internal' | 'call' | 'served'

export interface Span {
  child(name: string, kind: SpanKind, startedAt?: number): Span
  note(attributes: Attributes): void
  /** It did not come to a good end: a word for why, of few. */
  fail(why: string): void
  end(): void
}

const open = new AsyncLocalStorage<{ span: Span; first: Span }>()

/** Runs the work as a span of this name, below the one that is open. */
export function span<T>(name: string, work: () => Promise<T>, kind: SpanKind = 'internal'): Promise<T> {
  const above = open.getStore()
  return above === undefined ? work() : within(above.span.child(name, kind), work, above.first)
}

/** The same for a step that is one span wherever it is called. */
export function traced<Given extends unknown[], T>(
  name: string,
  work: (...given: Given) => Promise<T>,
): (...given: Given) => Promise<T> {
  return (...given) => span(name, () => work(...given))
}

/** Says something of the span that is open. */
export function note(attributes: Attributes): void {
  open.getStore()?.span.note(attributes)
}

/** Says something of the whole trace, on its first span. */
export function noteOnTrace(attributes: Attributes): void {
  open.getStore()?.first.note(attributes)
}

/** A call that is over, as a span that ends now. `failed` null: it went well. */
export function pastCall(name: string, ms: number, attributes: Attributes, failed: string | null): void {
  const past = open.getStore()?.span.child(name, 'call', Date.now() - ms)
  past?.note(attributes)
  if (failed !== null) past?.fail(failed)
  past?.end()
}

/** Runs the work inside this span, and ends it. */
export async function within<T>(each: Span, work: () => Promise<T>, first: Span = each): Promise<T> {
  return open.run({ span: each, first }, async () => {
    try {
      return await work()
    } catch (fault) {
      const stop = stoppedBy(fault)
      if (stop === null) each.fail(kindOf(fault))
      else each.note({ 'baton.stopped_by': stop })
      throw fault
    } finally {
      each.end()
    }
  })
}

/** What stops a turn and is no failure: somebody's act, a wait for something, another worker. */
const STOPS = new Set(['Interrupted', 'Postponed', 'Disconnected', 'LeaseLost', 'ConversationGone'])

function stoppedBy(fault: unknown): string | null {
  return fault instanceof Error && STOPS.has(fault.name) ? fault.name : null
}

/** Of a fault its kind alone: its message may quote anything. */
function kindOf(fault: unknown): string {
  if (!(fault instanceof Error)) return typeof fault
  return 'kind' in fault && typeof fault.kind === 'string' ? fault.kind : fault.name
}
