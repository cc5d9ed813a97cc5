import { describe, expect, test } from 'vitest'
import { openKey } from '../../sandbox/key.ts'
import { type Collector, openCollector, type SeenSpan } from '../setup/collector.ts'
import { engines } from '../setup/engines.ts'
import { openModelEndpoint } from '../setup/model-endpoint.ts'
import { whileThinking } from '../setup/models.ts'
import { createWorld, freePort, type World } from '../setup/world.ts'

const KEY = 'sk-the-key-that-works'

/** All that was sent, once Baton has stopped: the turns by their outcome, and the rest. */
async function traced(world: World, collector: Collector) {
  await world.baton.stop()
  const spans = collector.spans()
  return {
    spans,
    turn: (outcome: string): SeenSpan => {
      const found = spans.find(({ attributes }) => attributes['baton.turn.outcome'] === outcome)
      if (found === undefined) throw new Error(`No turn has ${outcome}`)
      return found
    },
  }
}

const CALL = 3

/** What the endpoint's model makes of what it is asked: an answer, or that all of it is so. */
const thinks = (body: string) =>
  body.includes('citedPassages')
    ? {
        decision: 'reply',
        text: 'It takes three to five working days.',
        citedPassages: [1],
        reason: null,
        evidence: '',
        confidence: 0.95,
        topic: null,
        language: 'en',
        sentiment: 'neutral',
        summary: 'Asks something.',
      }
    : { claims: [{ sentence: 1, verdict: 'supported', passage: 1 }] }

describe.each(engines)('traces, on %s', (engine) => {
  test('an answer shows each step of its turn, with the calls below the step that made them', async () => {
    await using collector = await openCollector()
    await using world = await createWorld({ engine, collector: collector.url })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    const session = await world.session('Ana')
    const [turn] = await world.turns('Ana')
    const { spans, turn: ended } = await traced(world, collector)

    const replied = ended('replied')
    expect(replied).toMatchObject({ name: 'turn', parentSpanId: '', hasFailed: false })
    expect(replied.attributes).toEqual({
      'baton.conversation.id': expect.any(String),
      'baton.session.id': session.id,
      'baton.turn.id': turn?.id,
      'baton.turn.mode': 'autopilot',
      'baton.turn.outcome': 'replied',
      'baton.turn.because': 'answered from the knowledge',
    })
    // a slow machine looks at who has it once more, as the claim's answer is too old by then
    const paths = new Set(collector.paths(replied))
    paths.delete('turn > act > look > GET /conversations/{id}')
    expect([...paths]).toEqual([
      'turn',
      'turn > act',
      'turn > act > look',
      'turn > act > look > GET /conversations/{id}/messages',
      'turn > act > send',
      'turn > act > send > POST /conversations/{id}/messages',
      'turn > admission',
      'turn > admission > GET /conversations/{id}',
      'turn > admission > GET /users/{id}',
      'turn > admission > claim',
      'turn > admission > claim > PUT /conversations/{id}',
      'turn > begin',
      'turn > close',
      'turn > think',
      'turn > think > search',
      'turn > think > topics',
    ])
    expect(spans.find(({ name }) => name.startsWith('POST'))).toMatchObject({
      kind: CALL,
      hasFailed: false,
      attributes: {
        'http.request.method': 'POST',
        'http.response.status_code': 200,
        'url.template': '/conversations/{id}/messages',
        'baton.freshchat.priority': 'send',
        'baton.freshchat.sends': true,
      },
    })
    expect(collector.resource()).toMatchObject({ 'service.name': 'baton' })
  })

  test('each delivery is a trace of its own, with what came of it; a stranger’s is none', async () => {
    await using collector = await openCollector()
    await using world = await createWorld({ engine, collector: collector.url })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    const post = (url: string) => fetch(url, { method: 'POST', body: '{"action":"hunter2"}' })
    await post(world.webhookUrl)
    await post(`${world.webhookUrl}x`)
    const { spans } = await traced(world, collector)

    const deliveries = spans.filter(({ name }) => name === 'delivery')
    expect(deliveries.every(({ parentSpanId, kind }) => parentSpanId === '' && kind === 2)).toBe(true)
    const said = deliveries.map(
      ({ attributes, hasFailed }) =>
        `${attributes['baton.delivery.action']} ${attributes['baton.delivery.result']}${hasFailed ? ' failed' : ''}`,
    )
    expect(said.sort()).toEqual([
      'conversation_assignment echo',
      'message_create applied',
      'message_create echo',
      'unknown refused failed',
    ])
  })

  test('what Freshchat calls an event that nobody knows is not passed on', async () => {
    await using collector = await openCollector()
    await using world = await createWorld({ engine, collector: collector.url })
    const key = openKey(null)
    await world.api('PUT', '/api/v1/integrations/freshchat', {
      domain: world.sandbox.host,
      accessToken: world.sandbox.token(),
      defaultAgentEmail: 'ai@acme.test',
      webhookPublicKey: key.publicKey(),
    })
    const body = JSON.stringify({ action: 'MARKED-ACTION', data: {} })
    const headers = { 'x-freshchat-signature': key.sign(body) }
    expect((await fetch(world.webhookUrl, { method: 'POST', body, headers })).status).toBe(200)
    const { spans } = await traced(world, collector)

    const [delivery] = spans.filter(({ name }) => name === 'delivery')
    expect(delivery?.attributes['baton.delivery.action']).toBe('other')
    expect(collector.bodies.join()).not.toContain('MARKED')
  })

  test('a handoff shows its words, its note and how the AI stepped aside', async () => {
    await using collector = await openCollector()
    await using world = await createWorld({ engine, collector: collector.url })
    world.customer('Ana').says('I want to talk to a human')
    await world.settle()
    const { spans, turn } = await traced(world, collector)

    const handedOff = turn('handed_off')
    expect(handedOff.attributes['baton.turn.because']).toBe('asked_for_human')
    expect(collector.paths(handedOff)).toEqual(
      expect.arrayContaining([
        'turn > act > look',
        'turn > act > send > POST /conversations/{id}/messages',
        'turn > act > step_aside > PUT /conversations/{id}',
      ]),
    )
    const sent = spans.filter(({ name }) => name === 'send')
    expect(sent.map(({ attributes }) => attributes['baton.step.kind'])).toEqual(['say', 'note'])
  })

  test('a model’s calls show provider, model and tokens, and one that fails says how', async () => {
    await using collector = await openCollector()
    await using endpoint = await openModelEndpoint(KEY, 'good', thinks)
    const model = {
      provider: 'openai-compatible',
      name: 'missing',
      baseUrl: endpoint.url,
      apiKey: KEY,
      fallbacks: [{ provider: 'openai-compatible', name: 'good', baseUrl: endpoint.url, apiKey: KEY }],
    }
    await using world = await createWorld({
      engine,
      model: 'as-set',
      modelHosts: [endpoint.host],
      settings: { model },
      collector: collector.url,
    })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    const { spans, turn } = await traced(world, collector)

    expect(collector.paths(turn('replied'))).toEqual(
      expect.arrayContaining([
        'turn > think > model',
        'turn > think > model > chat missing',
        'turn > think > model > chat good',
        'turn > think > check > chat good',
      ]),
    )
    const calls = spans.filter(({ name }) => name.startsWith('chat '))
    expect(calls.every(({ kind }) => kind === CALL)).toBe(true)
    expect(calls.find(({ name }) => name === 'chat good')).toMatchObject({
      hasFailed: false,
      attributes: {
        'gen_ai.operation.name': 'chat',
        'gen_ai.provider.name': 'openai-compatible',
        'gen_ai.request.model': 'good',
        'gen_ai.usage.input_tokens': 7,
        'gen_ai.usage.output_tokens': 2,
        'baton.model.about': 'answer',
      },
    })
    expect(calls.find(({ name }) => name === 'chat missing')).toMatchObject({
      hasFailed: true,
      attributes: { 'error.type': 'unavailable' },
    })
  })

  test('Freshchat’s failure shows at the call, its step and its turn; the next try is a trace of its own', async () => {
    await using collector = await openCollector()
    await using world = await createWorld({ engine, collector: collector.url })
    world.sandbox.faults.set('status', { match: 'POST messages', times: 1, code: 429 })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    const { spans, turn } = await traced(world, collector)

    const failed = spans.filter(({ hasFailed }) => hasFailed)
    expect(failed.map(({ name, attributes }) => `${name}: ${attributes['error.type']}`).sort()).toEqual([
      'POST /conversations/{id}/messages: 429',
      'act: rate_limited',
      'send: rate_limited',
      'turn: rate_limited',
    ])
    const [first] = failed
    const again = turn('replied')
    expect(again.traceId).not.toBe(first?.traceId)
    expect(again.hasFailed).toBe(false)
  })

  test('a turn that a customer’s next words supersede has not failed', async () => {
    await using collector = await openCollector()
    const model = whileThinking((call) => {
      if (call === 1) world.customer('Ana').says('By express, that is.')
      return call === 1 ? new Promise(() => {}) : {}
    })
    await using world = await createWorld({ engine, model, collector: collector.url })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    const { spans, turn } = await traced(world, collector)

    expect(turn('stayed_silent').attributes['baton.turn.because']).toBe('superseded')
    expect(spans.filter(({ hasFailed }) => hasFailed)).toEqual([])
    const stopped = spans.filter(({ attributes }) => attributes['baton.stopped_by'] === 'Interrupted')
    expect(stopped.map(({ name }) => name).sort()).toEqual(['model', 'think'])
  })

  test('a collector that is away costs a line in the log, and no turn', async () => {
    const lines: string[] = []
    await using world = await createWorld({
      engine,
      collector: `http://127.0.0.1:${await freePort()}`,
      log: (line) => lines.push(line),
    })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    expect(world.chat('Ana')).toHaveLength(2)
    await world.baton.stop()
    expect(lines.filter((line) => line.includes('traces'))).toEqual([
      expect.stringMatching(/^traces could not be sent .*ECONNREFUSED/),
    ])
  })
})
