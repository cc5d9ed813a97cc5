import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a page answers: a body with status 200 and as HTML, unless it says otherwise. */
export type Answering =
  | string
  | { status?: number; headers?: Record<string, string>; body?: string | Uint8Array }
  | ((headers: IncomingHttpHeaders, response: ServerResponse) => Answering | Promise<Answering> | null)

/** A website on this machine, page by page as a story needs it. Whatever it does not have is 404. */
export interface LocalSite extends AsyncDisposable {
  url: string
  host: string
  pages: Record<string, Answering>
  /** Paths in the order in which they were asked for, without robots.txt and the sitemap. */
  asked: string[]
  /** How many requests were under way at once, at most. */
  most(): number
}

export async function localSite(pages: Record<string, Answering>): Promise<LocalSite> {
  let underWay = 0
  let most = 0
  const site = { pages, asked: [] as string[] }
  const server = createServer(async ({ url = '/', headers }, response) => {
    most = Math.max(most, ++underWay)
    response.once('close', () => underWay--)
    if (!/^\/(robots\.txt|sitemap)/.test(url)) site.asked.push(url)
    let answer: Answering | null = site.pages[url] ?? { status: 404 }
    while (typeof answer === 'function') answer = await answer(headers, response)
    // it answers by itself
    if (answer === null) return
    const { status = 200, headers: said, body = '' } = typeof answer === 'string' ? { body: answer } : answer
    response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', ...said }).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // a TCP server has such an address
  return Object.assign(site, {
    url: `http://127.0.0.1:${port}`,
    host: `127.0.0.1:${port}`,
    most: () => most,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  })
}

/** A page of words and links. */
export function html(title: string, text: string, links: string[] = [], head = ''): string {
  const list = links.map((to) => `<li><a href="${to}">${to}</a></li>`).join('')
  return `<!doctype html><html><head><title>${title}</title>${head}</head><body><main><h1>${title}</h1><p>${text}</p><ul>${list}</ul></main></body></html>`
}
