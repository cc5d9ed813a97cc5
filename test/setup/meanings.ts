import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A small OpenAI-compatible endpoint that embeds by a table of meanings: texts of one meaning lie near, whatever their words. */
export interface Meanings extends AsyncDisposable {
  url: string
  host: string
  key: string
  /** Every text that it was asked for, in order. */
  texts: string[]
  /** What it does from now on. */
  does: 'embed' | 'fail' | 'hang' | 'talk nonsense'
  /** Calls that the other side gave up. */
  cancelled: number
}

/** By hand: what belongs together. A word counts where a text holds it. */
const MEANINGS: string[][] = [
  ['refund', 'reimburs', 'money back', 'cash'],
  ['delivery', 'shipping', 'parcel', 'whereabouts'],
  ['opening hours', 'nine to five', 'awake'],
  ['password', 'sign in', 'locked out'],
]
const PRICED_TOKENS = 7

export async function openMeanings(): Promise<Meanings> {
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const asked = JSON.parse(body) as { input: string[]; model: string } // the SDK's own
    const texts = [asked.input].flat()
    meanings.texts.push(...texts)
    if (request.headers.authorization !== `Bearer ${meanings.key}`) return answer(response, 401, {})
    if (meanings.does === 'hang') {
      response.once('close', () => meanings.cancelled++)
      return
    }
    if (meanings.does === 'fail') return answer(response, 500, { error: { message: texts[0] } })
    const data = texts.map((text, index) => ({ object: 'embedding', index, embedding: vectorOf(text) }))
    const shown = meanings.does === 'embed' ? data : data.slice(1)
    answer(response, 200, {
      object: 'list',
      data: shown,
      model: asked.model,
      usage: { prompt_tokens: PRICED_TOKENS, total_tokens: PRICED_TOKENS },
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // a server on a TCP port has such an address
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const meanings: Meanings = {
    url: `http://${host}/v1`,
    host,
    key: 'sk-by-meaning-never-shown',
    texts: [],
    does: 'embed',
    cancelled: 0,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return meanings
}

function vectorOf(text: string): number[] {
  const lower = text.toLowerCase()
  const meant = MEANINGS.map((words) => words.filter((word) => lower.includes(word)).length)
  // nothing is like nothing: what the table does not know lies a little off from all of it
  return [...meant, 0.2]
}

function answer(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
}
