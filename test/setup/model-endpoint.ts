import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface ModelEndpoint extends AsyncDisposable {
  url: string
  /** As BATON_MODEL_HOSTS lists it. */
  host: string
  /** The keys that it was asked with, in order. */
  keys: string[]
}

/** An OpenAI-compatible endpoint: it knows one key and one model, and says ok, or what `says` makes of the request's body. */
export async function openModelEndpoint(
  key: string,
  model = 'good',
  says: (body: string) => unknown = () => ({ text: 'ok' }),
): Promise<ModelEndpoint> {
  const keys: string[] = []
  const server = createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += chunk
    const given = (request.headers.authorization ?? '').replace('Bearer ', '')
    keys.push(given)
    const say = (status: number, value: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
    if (given !== key) return say(401, { error: { message: 'wrong key' } })
    if (JSON.parse(text).model !== model) return say(404, { error: { message: 'no such model' } })
    const message = { role: 'assistant', content: JSON.stringify(says(text)) }
    return say(200, {
      id: 'c',
      object: 'chat.completion',
      created: 1,
      model,
      choices: [{ index: 0, message, finish_reason: 'stop' }],
      usage: { prompt_tokens: 7, completion_tokens: 2, total_tokens: 9 },
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // a server on a TCP port has such an address
  return {
    url: `http://127.0.0.1:${port}/v1`,
    host: `127.0.0.1:${port}`,
    keys,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
