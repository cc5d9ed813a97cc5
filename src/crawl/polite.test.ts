import { expect, test } from 'vitest'
import { createPolitely } from './polite.ts'

/** Time that passes only by being waited for. */
function clockOf() {
  let now = 0
  return {
    now: () => new Date(now),
    wait: async (ms: number, signal?: AbortSignal) => {
      signal?.throwIfAborted()
      now += ms
    },
  }
}

const { signal } = new AbortController()

test('one request at a time goes to a host, with a pause after each, and none waits for another host', async () => {
  const clock = clockOf()
  const politely = createPolitely(clock)
  const said: string[] = []
  let release: () => void = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  const ask = (host: string, name: string, work: () => Promise<void> = async () => {}) =>
    politely(host, 500, signal, async () => {
      said.push(`${name} at ${clock.now().getTime()}`)
      await work()
    })
  const first = ask('acme.test', 'first', () => held)
  const second = ask('acme.test', 'second')
  const third = ask('acme.test', 'third')
  await ask('other.test', 'other')
  expect(said).toEqual(['first at 0', 'other at 0'])
  release()
  await Promise.all([first, second, third])
  expect(said.slice(2)).toEqual(['second at 500', 'third at 1000'])
})

test('one that fails, or is not wanted any more, holds up nobody', async () => {
  const politely = createPolitely(clockOf())
  await expect(politely('acme.test', 0, signal, () => Promise.reject(new Error('down')))).rejects.toThrow(
    'down',
  )
  const stopped = AbortSignal.abort(new Error('stopped'))
  await expect(politely('acme.test', 0, stopped, async () => 'asked')).rejects.toThrow('stopped')
  expect(await politely('acme.test', 0, signal, async () => 'asked')).toBe('asked')
})
