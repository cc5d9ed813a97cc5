import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'

/**
 * One webhook request on a connection of its own: a kept connection that the receiver's restart has closed would look
 * like a failed delivery. Redirects are not followed. Resolves to the status, or to how it failed.
 */
export function post(
  url: string,
  headers: Record<string, string>,
  body: string,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<number | 'timeout' | 'error'> {
  return new Promise((resolve) => {
    const open = url.startsWith('https:') ? httpsRequest : httpRequest
    const bytes = Buffer.from(body)
    const sent = open(
      url,
      {
        method: 'POST',
        agent: false,
        signal,
        headers: { ...headers, 'content-type': 'application/json', 'content-length': bytes.length },
      },
      (response) => {
        response.resume()
        response.on('error', () => finish('error'))
        response.on('end', () => finish(response.statusCode ?? 0))
      },
    )
    const timer = setTimeout(() => {
      finish('timeout')
      sent.destroy()
    }, timeoutMs)
    const finish = (outcome: number | 'timeout' | 'error'): void => {
      clearTimeout(timer)
      resolve(outcome)
    }
    sent.on('error', () => finish('error'))
    sent.end(bytes)
  })
}
