import type { Server } from 'node:http'

export function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => resolve())
  })
}

const SWEEP_EVERY_MS = 50

/** What is being answered is answered to its end; a connection on which nobody asks (browsers open some in advance) waits for nobody. */
export function closeServer(server: Server, isAnswering: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const sweep = () => (isAnswering() ? server.closeIdleConnections() : server.closeAllConnections())
    const sweeping = setInterval(sweep, SWEEP_EVERY_MS)
    server.close(() => {
      clearInterval(sweeping)
      resolve()
    })
    sweep()
  })
}
