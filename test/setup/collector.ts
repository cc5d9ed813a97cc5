import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A span as a collector gets it, in plain values. */
export interface SeenSpan {
  name: string
  traceId: string
  spanId: string
  parentSpanId: string
  /** 1: within the program, 2: served, 3: a call to another service. */
  kind: number
  attributes: Record<string, string | number | boolean>
  hasFailed: boolean
}

export interface Collector extends AsyncDisposable {
  url: string
  /** Every body, as it came. */
  bodies: string[]
  headers: Record<string, unknown>[]
  /** What it says of the process. */
  resource(): SeenSpan['attributes']
  spans(): SeenSpan[]
  /** Whose spans came: each library that makes some has a name. */
  makers(): string[]
  /** Of the trace that this span is in: each span's name after those above it, `turn > think > search`, by the alphabet. */
  paths(within: SeenSpan): string[]
}

interface Value {
  stringValue?: string
  boolValue?: boolean
  intValue?: number | string
  doubleValue?: number
}
type Pairs = { key: string; value: Value }[]
interface Sent {
  name: string
  traceId: string
  spanId: string
  parentSpanId?: string
  kind: number
  attributes?: Pairs
  status?: { code?: number }
}
interface Body {
  resourceSpans: {
    resource: { attributes: Pairs }
    scopeSpans: { scope: { name: string }; spans: Sent[] }[]
  }[]
}

const ERROR = 2

/** A collector for OpenTelemetry on this machine: it takes OTLP as JSON, and answers with `status`. */
export async function openCollector(status = 200): Promise<Collector> {
  const bodies: string[] = []
  const headers: Record<string, unknown>[] = []
  const server = createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += chunk
    if (request.url === '/v1/traces') bodies.push(text)
    headers.push(request.headers)
    response.writeHead(status, { 'content-type': 'application/json' }).end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // a server on a TCP port has such an address

  const parts = () => bodies.flatMap((body) => (JSON.parse(body) as Body).resourceSpans) // as the protocol says
  const sent = () => parts().flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans))
  const spans = () =>
    sent().map(({ name, traceId, spanId, parentSpanId, kind, attributes, status: its }) => ({
      name,
      traceId,
      spanId,
      parentSpanId: parentSpanId ?? '',
      kind,
      attributes: plain(attributes ?? []),
      hasFailed: its?.code === ERROR,
    }))
  return {
    url: `http://127.0.0.1:${port}`,
    bodies,
    headers,
    resource: () => plain(parts()[0]?.resource.attributes ?? []),
    spans,
    makers: () => [
      ...new Set(parts().flatMap(({ scopeSpans }) => scopeSpans.map(({ scope }) => scope.name))),
    ],
    paths({ traceId }) {
      const own = spans().filter((each) => each.traceId === traceId)
      const pathOf = (each: SeenSpan): string => {
        const above = own.find(({ spanId }) => spanId === each.parentSpanId)
        return above === undefined ? each.name : `${pathOf(above)} > ${each.name}`
      }
      return own.map(pathOf).sort()
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function plain(pairs: Pairs): SeenSpan['attributes'] {
  return Object.fromEntries(
    pairs.map(({ key, value }) => {
      const { stringValue, boolValue, intValue, doubleValue } = value
      return [key, stringValue ?? boolValue ?? doubleValue ?? Number(intValue)]
    }),
  )
}
