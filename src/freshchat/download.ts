import { type Dialer, refusalIn } from '../dial.ts'

/** An attachment's bytes, fetched for a model or a member. What may go wrong is a word: addresses expire, and files are large. */
export type Download = { kind: 'fetched'; bytes: Uint8Array<ArrayBuffer>; contentType: string } | NotFetched
export interface NotFetched {
  kind: 'not-fetched'
  because: 'not_allowed' | 'gone' | 'too_large' | 'timeout' | 'unreachable'
  detail: string
}

export type Downloader = (
  url: string,
  options: { maxBytes: number; signal: AbortSignal },
) => Promise<Download>

const TIMEOUT_MS = 10_000
const MOST_REDIRECTS = 3
const PLAIN = { accept: '*/*', 'accept-encoding': 'identity' }

/**
 * Fetches from where the dialer leads. Nothing of ours goes along: no token, no cookie. Redirects pass its rule again. Throws only
 * the caller's own reason when its signal aborts.
 */
export function createDownloader(dialer: Dialer, timeoutMs: number = TIMEOUT_MS): Downloader {
  return async (address, { maxBytes, signal }) => {
    // a socket's patience is real time, whatever the clock says
    const limit = AbortSignal.timeout(timeoutMs)
    const both = AbortSignal.any([signal, limit])
    try {
      let url = new URL(address)
      for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
        const answer = await dialer.request(url, { headers: PLAIN, signal: both })
        const location = redirectOf(answer)
        if (location === null) return await read(answer, maxBytes)
        answer.body.destroy()
        if (!URL.canParse(location, url.href))
          return no('unreachable', 'It leads to something that is no address.')
        url = new URL(location, url)
      }
      return no('unreachable', 'It leads on and on to other addresses.')
    } catch (fault) {
      signal.throwIfAborted()
      const refused = refusalIn(fault)
      if (refused !== null) return no('not_allowed', refused)
      return limit.aborted
        ? no('timeout', `It did not come within ${timeoutMs / 1000} s.`)
        : no('unreachable', 'It could not be fetched.')
    }
  }
}

type Answer = Awaited<ReturnType<Dialer['request']>>

function redirectOf(answer: Answer): string | null {
  return [301, 302, 303, 307, 308].includes(answer.status) ? header(answer, 'location') : null
}

function header({ headers }: Answer, name: string): string | null {
  const value = headers[name]
  return (typeof value === 'string' ? value : value?.[0]) ?? null
}

async function read(answer: Answer, maxBytes: number): Promise<Download> {
  const { status, body } = answer
  if (status !== 200) {
    body.destroy()
    const isGone = [401, 403, 404, 410].includes(status)
    return no(isGone ? 'gone' : 'unreachable', `Its address answered ${status}.`)
  }
  const tooLarge = no('too_large', `It is larger than ${Math.floor(maxBytes / 1024 / 1024)} MB.`)
  if (Number(header(answer, 'content-length') ?? 0) > maxBytes) {
    body.destroy()
    return tooLarge
  }
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength
    // leaving the loop closes the connection
    if (size > maxBytes) return tooLarge
    chunks.push(chunk)
  }
  const bytes = new Uint8Array(Buffer.concat(chunks))
  return { kind: 'fetched', bytes, contentType: typeOf(bytes, header(answer, 'content-type') ?? '') }
}

const BYTES = 'application/octet-stream'

/** A picture is what begins as one, whatever was said of it; of anything else the word is taken. */
function typeOf(bytes: Uint8Array, said: string): string {
  const picture = pictureTypeOf(bytes)
  if (picture !== null) return picture
  const type = (said.split(';')[0] ?? '').trim().toLowerCase()
  return /^[a-z0-9.+-]+\/[a-z0-9.+-]+$/.test(type) && !type.startsWith('image/') ? type : BYTES
}

/** By its first bytes; null: none of the four kinds that browsers and models show. */
export function pictureTypeOf(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, 12)).toString('latin1')
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png'
  if (head.startsWith('\xff\xd8\xff')) return 'image/jpeg'
  if (/^GIF8[79]a/.test(head)) return 'image/gif'
  return /^RIFF.{4}WEBP/s.test(head) ? 'image/webp' : null
}

function no(because: NotFetched['because'], detail: string): NotFetched {
  return { kind: 'not-fetched', because, detail }
}
