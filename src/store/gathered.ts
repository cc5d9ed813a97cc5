import { Socket } from 'node:net'

/**
 * For pg: what is written within one tick goes out in one system call. Each statement would be one of its own, and these were a fifth
 * of what a turn costs this process.
 */
export function gatheringSocket(): Socket {
  const socket = new Socket()
  let isGathering = false
  const gather = () => {
    if (isGathering) return
    isGathering = true
    socket.cork()
    // after the promises that are ready: what opens a transaction waits for its first statement
    process.nextTick(() => {
      isGathering = false
      socket.uncork()
    })
  }
  // connecting puts a socket's own `write` back
  socket.once('connect', () => {
    const write = socket.write.bind(socket)
    // with all its overloads
    socket.write = ((...chunk: Parameters<typeof write>) => {
      gather()
      return write(...chunk)
    }) as typeof socket.write
  })
  return socket
}
