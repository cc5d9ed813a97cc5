import { setTimeout as wait } from 'node:timers/promises'
import type { Span as OtelSpan } from '@opentelemetry/api'
import type { SpanExporter } from '@opentelemetry/sdk-trace'
import type { TracesConfig } from './config-traces.ts'
import { faultFields, type Log } from './log.ts'
import { type Attributes, type Span, type SpanKind, within } from './span.ts'
import { VERSION } from './version.ts'

/** Traces for OpenTelemetry, sent to the operator's own collector (docs/operations.md). */
export interface Traces {
  /** Runs the work as the first span of a trace of its own; `span.ts` puts others below it. */
  begin<T>(name: string, kind: SpanKind, attributes: Attributes, work: () => Promise<T>): Promise<T>
  /** Sends what is left, for a few seconds at most. */
  stop(): Promise<void>
}

export const noTraces: Traces = {
  begin: (_name, _kind, _attributes, work) => work(),
  stop: async () => {},
}

/** For one delivery with all its tries: a collector that is away must not hold a stop up. */
const SENT_WITHIN_MS = 3_000

/**
 * Loads the SDK only where there is somewhere to send to (decision 29). Nothing is registered globally: the libraries we use
 * have spans of their own, and of those nobody has looked at what they say.
 */
export async function openTraces(config: TracesConfig | null, log: Log): Promise<Traces> {
  if (config === null) return noTraces
  const [api, sdk, { defaultResource, resourceFromAttributes }, { OTLPTraceExporter }] = await Promise.all([
    import('@opentelemetry/api'),
    import('@opentelemetry/sdk-trace'),
    import('@opentelemetry/resources'),
    import('@opentelemetry/exporter-trace-otlp-http'),
  ])
  const { url, headers, serviceName, resource, share } = config
  const exporter = new OTLPTraceExporter({ url, headers, timeoutMillis: SENT_WITHIN_MS })
  const provider = new sdk.TracerProvider({
    resource: defaultResource().merge(
      resourceFromAttributes({ 'service.version': VERSION, ...resource, 'service.name': serviceName }),
    ),
    sampler: new sdk.TraceIdRatioBasedSampler(share),
    spanProcessors: [new sdk.BatchSpanProcessor({ exporter: reporting(exporter, log) })],
  })
  const tracer = provider.getTracer('baton', VERSION)
  const KINDS = {
    internal: api.SpanKind.INTERNAL,
    call: api.SpanKind.CLIENT,
    served: api.SpanKind.SERVER,
  } satisfies Record<SpanKind, unknown>

  const start = (name: string, kind: SpanKind, above: OtelSpan | null, startedAt?: number): Span => {
    const at = above === null ? api.ROOT_CONTEXT : api.trace.setSpan(api.ROOT_CONTEXT, above)
    const own = tracer.startSpan(
      name,
      { kind: KINDS[kind], ...(startedAt === undefined ? {} : { startTime: startedAt }) },
      at,
    )
    return {
      child: (below, itsKind, its) => start(below, itsKind, own, its),
      note(attributes) {
        for (const [key, value] of Object.entries(attributes))
          if (value !== null) own.setAttribute(key, value)
      },
      fail(why) {
        own.setAttribute('error.type', why)
        own.setStatus({ code: api.SpanStatusCode.ERROR })
      },
      end: () => own.end(),
    }
  }

  return {
    begin(name, kind, attributes, work) {
      const first = start(name, kind, null)
      first.note(attributes)
      return within(first, work)
    },
    async stop() {
      const patience = new AbortController()
      const late = wait(SENT_WITHIN_MS, undefined, { signal: patience.signal })
      // what could not be sent has been said by then
      await Promise.race([provider.shutdown(), late]).catch(() => {})
      patience.abort()
    },
  }
}

/** Says once that the collector is away, or refuses what it gets, and once that it is back. */
export function reporting(exporter: SpanExporter, log: Log): SpanExporter {
  let isAway = false
  return {
    export(spans, done) {
      exporter.export(spans, (result) => {
        const hasFailed = result.code !== 0
        if (hasFailed && !isAway) log.warn(failureFields(result.error), 'traces could not be sent')
        if (!hasFailed && isAway) log.info({}, 'traces are sent again')
        isAway = hasFailed
        done(result)
      })
    },
    shutdown: () => exporter.shutdown(),
  }
}

/** A refusal's status is a number in `code`. */
function failureFields(error: Error | undefined): Record<string, unknown> {
  if (error === undefined) return {}
  const isRefusal = 'code' in error && typeof error.code === 'number'
  return { ...faultFields(error), ...(isRefusal ? { status: error.code } : {}) }
}
