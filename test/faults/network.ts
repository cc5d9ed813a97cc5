import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'

/** A machine of its own for each instance: network namespaces on one bridge, so that a cut is one of the network, not of a program. */
export interface Network extends Disposable {
  /** Where what the instances share listens. */
  hub: string
  addressOf(which: number): string
  /** The words that run a command on that machine. */
  within(which: number): string[]
  /** From now on that machine's own `127.0.0.1:port` is the hub's port: Freshchat is spoken to in the clear on loopback only. */
  lead(which: number, port: number): Promise<void>
  /** Nothing reaches it and nothing leaves it any more, and nobody is told. */
  cut(which: number): void
  mend(which: number): void
}

/** It takes Linux, root and the package iproute2; makes one and takes it away again. */
export function canSplitNetworks(): boolean {
  if (process.getuid?.() !== 0) return false
  const name = `baton${process.pid % 10_000}-may`
  try {
    ip('netns', 'add', name)
    ip('netns', 'del', name)
    return true
  } catch {
    return false
  }
}

let made = 0

export function openNetwork(machines: number): Network {
  made += 1
  const name = `bt${process.pid % 10_000}${made}`
  const subnet = `10.83.${process.pid % 250}`
  const all = Array.from({ length: machines }, (_, which) => which)
  const hub = `${subnet}.1`
  const leads: ChildProcess[] = []
  const addressOf = (which: number) => `${subnet}.${10 + which}`
  const space = (which: number) => `${name}-${which}`
  const within = (which: number) => ['ip', 'netns', 'exec', space(which)]
  /** The hub's end of the cable to that machine; names have at most 15 characters. */
  const end = (which: number) => `${name}v${which}`

  ip('link', 'add', name, 'type', 'bridge')
  ip('addr', 'add', `${subnet}.1/24`, 'dev', name)
  ip('link', 'set', name, 'up')
  for (const which of all) {
    ip('netns', 'add', space(which))
    ip('link', 'add', end(which), 'type', 'veth', 'peer', 'name', 'eth0', 'netns', space(which))
    ip('link', 'set', end(which), 'master', name, 'up')
    const inside = ['-n', space(which)]
    ip(...inside, 'addr', 'add', `${addressOf(which)}/24`, 'dev', 'eth0')
    ip(...inside, 'link', 'set', 'eth0', 'up')
    ip(...inside, 'link', 'set', 'lo', 'up')
  }

  return {
    hub,
    addressOf,
    within,
    async lead(which, port) {
      const [command = '', ...words] = [...within(which), process.execPath, '-e', LEAD, hub, String(port)]
      const child = spawn(command, words, { stdio: ['ignore', 'pipe', 'ignore'] })
      leads.push(child)
      await once(child.stdout, 'data')
    },
    cut: (which) => ip('link', 'set', end(which), 'down'),
    mend: (which) => ip('link', 'set', end(which), 'up'),
    [Symbol.dispose]() {
      for (const child of leads) child.kill('SIGKILL')
      for (const which of all) {
        ip('link', 'del', end(which))
        ip('netns', 'del', space(which))
      }
      ip('link', 'del', name)
    },
  }
}

const LEAD = `
  const [hub, port] = process.argv.slice(1)
  const net = require('node:net')
  net.createServer((near) => {
    const far = net.connect(Number(port), hub)
    near.pipe(far).pipe(near)
    for (const [one, other] of [[near, far], [far, near]]) one.on('error', () => other.destroy())
  }).listen(Number(port), '127.0.0.1', () => console.log('leads'))`

function ip(...words: string[]): void {
  execFileSync('ip', words, { stdio: 'ignore' })
}
