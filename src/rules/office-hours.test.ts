import { describe, expect, test } from 'vitest'
import { isOpen, type OfficeHours } from './office-hours.ts'

const week = (['mon', 'tue', 'wed', 'thu', 'fri'] as const).map((day) => ({
  day,
  from: '09:00',
  to: '17:00',
}))
const berlin: OfficeHours = {
  timezone: 'Europe/Berlin',
  weekly: week,
  holidays: [{ date: '2026-12-25', name: 'Christmas' }],
  rule: 'ai_always',
}

describe('the team is there', () => {
  test.each([
    ['no hours set: always', null, '2026-01-04T03:00:00Z', true],
    ['a minute before nine', berlin, '2026-01-05T07:59:00Z', false],
    ['at nine', berlin, '2026-01-05T08:00:00Z', true],
    ['the last minute', berlin, '2026-01-05T15:59:59Z', true],
    ['at five', berlin, '2026-01-05T16:00:00Z', false],
    ['on Saturday', berlin, '2026-01-10T10:00:00Z', false],
    ['on a holiday', berlin, '2026-12-25T10:00:00Z', false],
    ['the day before the holiday', berlin, '2026-12-24T10:00:00Z', true],
    ['nine in summer is an hour earlier in UTC', berlin, '2026-07-06T07:00:00Z', true],
    ['a minute before nine in summer', berlin, '2026-07-06T06:59:00Z', false],
    ['the Monday after clocks went forward (29 March 2026)', berlin, '2026-03-30T07:00:00Z', true],
    ['the Monday after clocks went back (25 October 2026)', berlin, '2026-10-26T07:59:00Z', false],
    ['and at nine of it', berlin, '2026-10-26T08:00:00Z', true],
  ])('%s', (_, hours, at, expected) => {
    expect(isOpen(hours, new Date(at))).toBe(expected)
  })

  // 25 October 2026 in Berlin: 02:00 to 03:00 comes twice; 29 March: it does not come at all
  const night: OfficeHours = {
    ...berlin,
    weekly: [
      { day: 'sat', from: '22:00', to: '02:30' },
      { day: 'sun', from: '03:00', to: '04:00' },
    ],
    holidays: [],
  }
  test.each([
    ['22:00 on Saturday', '2026-10-24T20:00:00Z', true],
    ['02:29 for the first time', '2026-10-25T00:29:00Z', true],
    ['02:30 for the first time', '2026-10-25T00:30:00Z', false],
    ['02:29 for the second time', '2026-10-25T01:29:00Z', true],
    ['02:30 for the second time', '2026-10-25T01:30:00Z', false],
    ['03:00', '2026-10-25T02:00:00Z', true],
    ['01:59 of the short night', '2026-03-29T00:59:00Z', true],
    ['03:00, a minute later', '2026-03-29T01:00:00Z', true],
    ['04:00 of the short night', '2026-03-29T02:00:00Z', false],
    ['22:00 on Sunday belongs to nobody', '2026-10-25T21:00:00Z', false],
  ])('a night shift over the change of clocks, %s', (_, at, expected) => {
    expect(isOpen(night, new Date(at))).toBe(expected)
  })

  test('a shift to midnight ends at midnight, and a holiday closes the shift that begins on it', () => {
    const late: OfficeHours = { ...berlin, weekly: [{ day: 'fri', from: '18:00', to: '00:00' }] }
    expect(isOpen(late, new Date('2026-12-18T22:59:00Z'))).toBe(true)
    expect(isOpen(late, new Date('2026-12-18T23:00:00Z'))).toBe(false)
    expect(isOpen(late, new Date('2026-12-25T22:00:00Z'))).toBe(false)
  })
})
