import type { SpanExporter } from '@opentelemetry/sdk-trace'
import { expect, test } from 'vitest'
import { note, noteOnTrace, pastCall, type Span, span, within } from './span.ts'
import { reporting } from './traces.ts'

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
