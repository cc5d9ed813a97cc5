import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { SpanExporter } from '@opentelemetry/sdk-trace'
import { expect, test } from 'vitest'
import { note, noteOnTrace, pastCall, type Span, span, within } from './span.ts'
import { openTraces, reporting } from './traces.ts'

const silent = { info() {}, warn() {}, error() {} }

test('a collector that is away is told of once for each outage, and its return too', () => {
  const lines: string[] = []
  const say = (level: string) => (fields: Record<string, unknown>, outcome: string) =>
    void lines.push(`${level} ${outcome} ${JSON.stringify({ ...fields, at: undefined })}`)
  const results = [true, false, false, false, true, true, false]
  const exporter: SpanExporter = {
    export(_spans, done) {
      const refusal = Object.assign(new Error('the body quotes hunter2'), { code: 401 })
      done(results.shift() ? { code: 0 } : { code: 1, error: refusal })
    },
    shutdown: async () => {},
  }
  const told = reporting(exporter, { info: say('info'), warn: say('warn'), error: say('error') })
  const taken: number[] = []
  while (results.length > 0) told.export([], ({ code }) => taken.push(code))
  expect(taken).toEqual([0, 1, 1, 1, 0, 0, 1])
  const away = 'warn traces could not be sent {"fault":"Error","status":401}'
  expect(lines).toEqual([away, 'info traces are sent again {}', away])
})

/** One trace of a turn, sent to a collector that answers so; how often that was asked. */
async function sent(share: number, answer: (response: ServerResponse) => void): Promise<number> {
  let requests = 0
  const collector = createServer((_request, response) => {
    requests++
    answer(response)
  })
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve))
  try {
    const { port } = collector.address() as AddressInfo // a server on a TCP port has such an address
    const url = `http://127.0.0.1:${port}/v1/traces`
    const traces = await openTraces({ url, headers: {}, serviceName: 'b', resource: {}, share }, silent)
    await traces.begin('turn', 'internal', {}, () => span('think', async () => {}))
    await traces.stop()
    return requests
  } finally {
    collector.closeAllConnections()
    collector.close()
  }
}

test('of all traces the share is sent that is asked for', async () => {
  const ok = (response: ServerResponse) => void response.end('{}')
  expect(await sent(1, ok)).toBe(1)
  expect(await sent(0, ok)).toBe(0)
})

test('a stop does not wait for a collector that never comes to the end of its answer', async () => {
  const endless = (response: ServerResponse) => {
    response.writeHead(200)
    const dripping = setInterval(() => response.write(' '), 200)
    response.once('close', () => clearInterval(dripping))
  }
  expect(await sent(1, endless)).toBe(1)
})

test('outside of a trace a span is a plain call, and what is said of it goes nowhere', async () => {
  note({ a: 1 })
  noteOnTrace({ a: 1 })
  pastCall('GET /', 1, {}, null)
  const work = Promise.resolve('done')
  expect(span('think', () => work)).toBe(work)
})

/** What is said of each span of a trace. */
function inMemory(name: string, said: string[]): Span {
  return {
    child: (below) => inMemory(below, said),
    note: (attributes) => void said.push(`${name}: ${JSON.stringify(attributes)}`),
    fail: (why) => void said.push(`${name}: failed, ${why}`),
    end: () => void said.push(`${name}: over`),
  }
}

class Interrupted extends Error {
  override name = 'Interrupted'
}
class Unreachable extends Error {
  readonly kind = 'unreachable'
}

test.each([
  ['says its kind, never its message', new Unreachable('MARKED'), 'think: failed, unreachable'],
  ['or its name', new TypeError('MARKED'), 'think: failed, TypeError'],
  ['that is no error says what it is', 'MARKED', 'think: failed, string'],
  ['that only stops a turn is none', new Interrupted('MARKED'), 'think: {"baton.stopped_by":"Interrupted"}'],
])('a failure %s', async (_what, fault, expected) => {
  const said: string[] = []
  const failing = () => Promise.reject(fault)
  const turn = within(inMemory('turn', said), () => span('think', failing).catch(() => {}))
  await turn
  expect(said).toEqual([expected, 'think: over', 'turn: over'])
})
