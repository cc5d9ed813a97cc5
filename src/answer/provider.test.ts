import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createDialer } from '../dial.ts'
import { modelRule } from '../host-rule.ts'
import type { ModelRequest } from './model.ts'
import { ModelError } from './model.ts'
import { createModel } from './provider.ts'
import { inTurn } from './providers.ts'

const schema = z.object({ text: z.string() })
const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

type Handler = (body: Record<string, unknown>, response: ServerResponse, request: IncomingMessage) => void

/** A small OpenAI-compatible server on a free port. */
async function endpoint(
  handler: Handler,
): Promise<{ url: string; host: string; bodies: Record<string, unknown>[] }> {
  const bodies: Record<string, unknown>[] = []
  const server = createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += chunk
    const body = JSON.parse(text)
    bodies.push(body)
    handler(body, response, request)
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // a server on a TCP port has such an address
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/v1`, host: `127.0.0.1:${port}`, bodies }
}

const json = (response: ServerResponse, status: number, value: unknown, headers = {}) =>
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value))

const completion = (content: string, finish = 'stop') => ({
  id: 'c',
  object: 'chat.completion',
  created: 1,
  model: 'm',
  choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: finish }],
  usage: { prompt_tokens: 11, completion_tokens: 7, total_tokens: 18 },
})

const request = (signal: AbortSignal = new AbortController().signal): ModelRequest<{ text: string }> => ({
  about: 'answer',
  system: 'Be kind.',
  messages: [{ role: 'user', content: 'Hello' }],
  schema,
  maxOutputTokens: 100,
  signal,
})

function modelAt({ url, host }: { url: string; host: string }, tryMs?: number) {
  return createModel(
    { provider: 'openai-compatible', name: 'm', baseUrl: url },
    'key',
    createDialer(modelRule([host])),
    tryMs,
  )
}

test('asks for the schema, sends the key, reads the answer and its usage', async () => {
  let authorization: string | undefined
  const server = await endpoint((_body, response, { headers }) => {
    authorization = headers.authorization
    json(response, 200, completion('{"text":"hi"}'))
  })
  expect(await modelAt(server).complete(request())).toEqual({
    value: { text: 'hi' },
    usage: { inputTokens: 11, outputTokens: 7, costUsd: null },
  })
  expect(authorization).toBe('Bearer key')
  expect(server.bodies[0]).toMatchObject({
    model: 'm',
    max_tokens: 100,
    messages: [{ role: 'system', content: 'Be kind.' }, { role: 'user' }],
    response_format: { type: 'json_schema' },
  })
})

test('without a key of its own it is given no other, wherever its address leads', async () => {
  const sent: string[] = []
  const server = await endpoint((_body, response, { headers }) => {
    sent.push(JSON.stringify(headers))
    json(response, 401, {})
  })
  const { OPENAI_API_KEY, ANTHROPIC_API_KEY } = process.env
  Object.assign(process.env, { OPENAI_API_KEY: 'sk-operators', ANTHROPIC_API_KEY: 'sk-operators' })
  try {
    for (const provider of ['openai', 'anthropic', 'openai-compatible'] as const) {
      const choice = { provider, name: 'm', baseUrl: server.url }
      const asked = createModel(choice, null, createDialer(modelRule([server.host]))).complete(request())
      await expect(asked).rejects.toMatchObject({ kind: 'unauthorized' })
    }
    expect(sent).toHaveLength(3)
    expect(sent.join()).not.toContain('sk-operators')
  } finally {
    for (const [name, value] of Object.entries({ OPENAI_API_KEY, ANTHROPIC_API_KEY }))
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
  }
})

test('a picture goes along with the words; a model that does not see is not asked about it', async () => {
  const server = await endpoint((_body, response) => json(response, 200, completion('{"text":"a cat"}')))
  const asked = {
    ...request(),
    messages: [
      {
        role: 'user' as const,
        content: [
          { type: 'text' as const, text: 'What is this?' },
          { type: 'image' as const, data: new Uint8Array([1, 2, 3]), mediaType: 'image/png' },
        ],
      },
    ],
  }
  const named = (name: string) =>
    createModel(
      { provider: 'openai-compatible', name, baseUrl: server.url },
      'key',
      createDialer(modelRule([server.host])),
    )
  expect([named('llava').seesImages, named('llama3').seesImages]).toEqual([true, false])
  await named('llava').complete(asked)
  expect(server.bodies[0]?.messages).toEqual([
    { role: 'system', content: 'Be kind.' },
    {
      role: 'user',
      content: [
        { type: 'text', text: 'What is this?' },
        { type: 'image_url', image_url: { url: 'data:image/png;base64,AQID' } },
      ],
    },
  ])

  const broken = await endpoint((_body, response) => json(response, 503, {}))
  const seesFirst = createModel(
    { provider: 'openai-compatible', name: 'llava', baseUrl: broken.url },
    'key',
    createDialer(modelRule([broken.host])),
  )
  await expect(inTurn([seesFirst, named('llama3')]).complete(asked)).rejects.toMatchObject({
    kind: 'unavailable',
  })
  expect(server.bodies).toHaveLength(1)
})

test('an answer in a code fence is read all the same', async () => {
  const server = await endpoint((_body, response) =>
    json(response, 200, completion('```json\n{"text":"hi"}\n```')),
  )
  expect((await modelAt(server).complete(request())).value).toEqual({ text: 'hi' })
})

test('a wrong form is asked for once more, then it is bad output', async () => {
  const answers = ['no json', '{"text":"second"}']
  const server = await endpoint((_body, response) =>
    json(response, 200, completion(answers.shift() ?? '{"other":1}')),
  )
  const model = modelAt(server)
  expect((await model.complete(request())).value).toEqual({ text: 'second' })
  await expect(model.complete(request())).rejects.toMatchObject({ kind: 'bad_output' })
  expect(server.bodies).toHaveLength(4)
})

test('a server that knows no json_schema is asked without', async () => {
  const server = await endpoint((body, response) => {
    const knows = JSON.stringify(body).includes('json_schema')
    if (knows) json(response, 400, { error: { message: 'response_format json_schema is not supported' } })
    else json(response, 200, completion('{"text":"plain"}'))
  })
  expect((await modelAt(server).complete(request())).value).toEqual({ text: 'plain' })
})

describe('what goes wrong has a word', () => {
  test.each<
    [status: number, body: unknown, headers: Record<string, string>, expected: Record<string, unknown>]
  >([
    [401, { error: { message: 'bad key' } }, {}, { kind: 'unauthorized', retryAfterMs: null }],
    [
      429,
      { error: { message: 'slow down' } },
      { 'retry-after': '7' },
      { kind: 'unavailable', retryAfterMs: 7_000 },
    ],
    [503, { error: { message: 'busy' } }, {}, { kind: 'unavailable', retryAfterMs: 1_000 }],
    [404, { error: { message: 'no such model' } }, {}, { kind: 'unavailable', retryAfterMs: null }],
    [400, { error: { code: 'content_filter', message: 'no' } }, {}, { kind: 'refused' }],
    [200, { nonsense: true }, {}, { kind: 'bad_output' }],
    [200, completion('', 'content_filter'), {}, { kind: 'refused' }],
  ])('%d %j', async (status, body, headers, expected) => {
    const server = await endpoint((_body, response) => json(response, status, body, headers))
    const failure = await modelAt(server)
      .complete(request())
      .catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(ModelError)
    expect(failure).toMatchObject(expected)
    expect(String(failure)).not.toContain('Hello')
  })

  test('nobody there', async () => {
    const model = createModel(
      { provider: 'openai-compatible', name: 'm', baseUrl: 'http://127.0.0.1:9/v1' },
      null,
      createDialer(modelRule(['127.0.0.1:9'])),
    )
    await expect(model.complete(request())).rejects.toMatchObject({ kind: 'unavailable' })
  })

  test('no answer in time', async () => {
    const server = await endpoint(() => {})
    await expect(modelAt(server, 50).complete(request())).rejects.toMatchObject({ kind: 'timeout' })
  })
})

test('who stops us stops the request', async () => {
  const stop = new AbortController()
  let closed: () => void = () => {}
  const gone = new Promise<void>((resolve) => {
    closed = resolve
  })
  const server = await endpoint((_body, response) => {
    response.on('close', closed)
    stop.abort(new Error('superseded'))
  })
  await expect(modelAt(server).complete(request(stop.signal))).rejects.toThrow('superseded')
  await gone
})

test('a redirect is not followed', async () => {
  const server = await endpoint((_body, response) =>
    response.writeHead(307, { location: 'http://169.254.169.254/' }).end(),
  )
  await expect(modelAt(server).complete(request())).rejects.toBeInstanceOf(ModelError)
})

test('one model after the other, until one answers', async () => {
  const broken = await endpoint((_body, response) => json(response, 503, {}))
  const working = await endpoint((_body, response) => json(response, 200, completion('{"text":"hi"}')))
  const spare = createModel(
    { provider: 'openai-compatible', name: 'spare', baseUrl: working.url },
    null,
    createDialer(modelRule([working.host])),
  )
  expect(await inTurn([modelAt(broken), spare]).complete(request())).toMatchObject({
    value: { text: 'hi' },
    model: 'openai-compatible:spare',
  })
  await expect(inTurn([modelAt(broken)]).complete(request())).rejects.toMatchObject({ kind: 'unavailable' })
})
