import { expect, test } from 'vitest'
import { createThrottle, PASSWORDS } from './throttle.ts'

const clock = (at: () => number) => ({ now: () => new Date(at()), wait: () => Promise.resolve() })

test('a sign-in that succeeds takes back its own try, and none that came in the same millisecond', () => {
  const throttle = createThrottle(
    clock(() => 1_000_000),
    PASSWORDS,
  )
  for (let i = 0; i < 19; i++) throttle.attempt(`guessed-${i}@acme.test`, '10.0.0.1')
  const own = throttle.attempt('own@acme.test', '10.0.0.1')
  expect(own.waitMs).toBe(0)
  own.succeeded()
  // the twentieth wrong try, and the one that is too many
  expect(throttle.attempt('one@acme.test', '10.0.0.1').waitMs).toBe(0)
  expect(throttle.attempt('more@acme.test', '10.0.0.1').waitMs).toBe(30_000)
})

test('an owner who has signed in from an address comes in from there, however many guess from elsewhere', () => {
  let now = 1_000_000
  const throttle = createThrottle(
    clock(() => now),
    PASSWORDS,
  )
  throttle.attempt('olga@acme.test', '10.0.0.1').succeeded()
  for (let i = 0; i < 40; i++) throttle.attempt('olga@acme.test', `10.1.0.${i}`)
  expect(throttle.attempt('olga@acme.test', '10.2.0.1').waitMs).toBeGreaterThan(0)
  expect(throttle.attempt('olga@acme.test', '10.0.0.1').waitMs).toBe(0)
  now += 30_000
  expect(throttle.attempt('olga@acme.test', '10.2.0.1').waitMs).toBe(0)
})
