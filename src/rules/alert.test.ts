import { describe, expect, test } from 'vitest'
import { alertRetryAt, alertWords } from './alert.ts'

const URL = 'https://baton.acme.test'

describe('what an alert says', () => {
  test('one thing that happened, with the way to it', () => {
    const items = [{ text: 'Session 12: nobody has come for 10 minutes.', sessionId: 's1' }]
    expect(alertWords({ kind: 'no_pickup', items }, 'Acme', URL)).toEqual({
      subject: '[Acme] Nobody has picked up a customer who was handed over',
      text: [
        'Nobody has picked up a customer who was handed over.',
        'Session 12: nobody has come for 10 minutes.\nhttps://baton.acme.test/inbox/s1',
      ].join('\n\n'),
    })
  })

  test('a hundred of a kind are one alert that says how many', () => {
    const items = Array.from({ length: 100 }, (_, no) => ({ text: `Session ${no}`, sessionId: null }))
    const { subject, text } = alertWords({ kind: 'leak', items }, 'Acme', URL)
    expect(subject).toBe('[Acme] The AI spoke after a rep had stepped in (100)')
    expect(text).toContain('Session 19')
    expect(text).not.toContain('Session 20')
    expect(text).toContain('… and 80 more.')
  })
})

describe('an alert that could not be told', () => {
  const created = new Date('2026-05-04T10:00:00Z')
  const later = (ms: number) => new Date(created.getTime() + ms)
  test.each([
    ['soon after the first time', 1, 0, 15_000],
    ['later after the fifth', 5, 0, 15 * 60_000],
    ['each hour from then on', 40, 0, 60 * 60_000],
  ])('is tried again %s', (_, attempts, now, wait) => {
    expect(alertRetryAt(attempts, created, later(now))).toEqual(later(now + wait))
  })

  test('is given up after a day', () => {
    expect(alertRetryAt(20, created, later(23.5 * 60 * 60_000))).toBeNull()
  })
})
