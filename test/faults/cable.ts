import type { AddressInfo } from 'node:net'
import { connect, createServer, type Socket } from 'node:net'

/** What leads from one instance to its database, and can be pulled out. */
export interface Cable extends AsyncDisposable {
  /** The URL of the other end, led through here. */
  url: string
  /** Nothing passes any more, and nobody is told: as when a network breaks in two. */
  cut(): void
  /** What was underway arrives now, late. */
  mend(): void
}

/** `host`: where the near end listens. */
export async function openCable(url: string, host: string): Promise<Cable> {
  const target = new URL(url)
  const ends = new Set<Socket>()
  let isCut = false
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname)
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      ends.add(from)
      if (isCut) from.pause()
      from.on('data', (bytes) => to.write(bytes))
      from.on('error', () => {})
      from.on('close', () => {
        ends.delete(from)
        if (!isCut) to.destroy()
      })
    }
  })
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  const here = new URL(url)
  here.host = `${host}:${(server.address() as AddressInfo).port}` // a server on a TCP port has such an address
  return {
    url: here.href,
    cut() {
      isCut = true
      for (const end of ends) end.pause()
    },
    mend() {
      isCut = false
      for (const end of ends) end.resume()
    },
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve))
      for (const end of ends) end.destroy()
      await closed
    },
  }
}
