import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isOpen, nextClosing, nextOpening, type OfficeHours, plusOpenMinutes } from './office-hours.ts'

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

describe('when the team is back', () => {
  const at = (text: string) => new Date(text)
  test.each<[string, OfficeHours | null, string, string | null]>([
    ['no hours set: it is there', null, '2026-01-04T03:00:00Z', '2026-01-04T03:00:00Z'],
    ['it is there now', berlin, '2026-01-05T10:00:30Z', '2026-01-05T10:00:30Z'],
    ['a minute before nine', berlin, '2026-01-05T07:59:10Z', '2026-01-05T08:00:00Z'],
    ['Friday at five: on Monday', berlin, '2026-01-09T16:00:00Z', '2026-01-12T08:00:00Z'],
    ['over the night the clocks go forward', berlin, '2026-03-28T12:00:00Z', '2026-03-30T07:00:00Z'],
    ['over the night the clocks go back', berlin, '2026-10-24T12:00:00Z', '2026-10-26T08:00:00Z'],
    ['the evening before a holiday and a weekend', berlin, '2026-12-24T16:00:00Z', '2026-12-28T08:00:00Z'],
    ['the first minute of the holiday', berlin, '2026-12-24T23:00:00Z', '2026-12-28T08:00:00Z'],
    ['never', { ...berlin, weekly: [] }, '2026-01-05T10:00:00Z', null],
  ])('%s', (_, hours, now, expected) => {
    expect(nextOpening(hours, at(now))).toEqual(expected === null ? null : at(expected))
  })

  test.each<[string, OfficeHours | null, string, number, string | null]>([
    ['no hours set: simply later', null, '2026-01-04T03:00:00Z', 10, '2026-01-04T03:10:00Z'],
    ['within a day', berlin, '2026-01-05T10:00:30Z', 10, '2026-01-05T10:10:30Z'],
    ['a part of a minute', berlin, '2026-01-05T10:00:00Z', 0.02, '2026-01-05T10:00:01.200Z'],
    [
      'five minutes before the end and five after the weekend',
      berlin,
      '2026-01-09T15:55:00Z',
      10,
      '2026-01-12T08:05:00Z',
    ],
    ['exactly to the end', berlin, '2026-01-09T15:50:00Z', 10, '2026-01-09T16:00:00Z'],
    ['at night it begins to count at nine', berlin, '2026-01-06T01:00:00Z', 10, '2026-01-06T08:10:00Z'],
    ['over a holiday', berlin, '2026-12-24T15:59:00Z', 10, '2026-12-28T08:09:00Z'],
    ['never', { ...berlin, weekly: [] }, '2026-01-05T10:00:00Z', 10, null],
  ])('so many minutes of being there: %s', (_, hours, from, minutes, expected) => {
    expect(plusOpenMinutes(hours, at(from), minutes)).toEqual(expected === null ? null : at(expected))
  })

  test('without hours nobody is ever away; with an empty week nobody is ever there', () => {
    expect(nextClosing(null, at('2026-01-05T10:00:00Z'))).toBeNull()
    expect(nextClosing({ ...berlin, weekly: [] }, at('2026-01-05T10:00:00Z'))).toEqual(
      at('2026-01-05T10:00:00Z'),
    )
  })

  const clock = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 7, 15, 30, 59))
    .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`)
  const anyHours = fc.record({
    timezone: fc.constantFrom(
      'Europe/Berlin',
      'America/New_York',
      'Asia/Kathmandu',
      'Australia/Lord_Howe',
      'UTC',
    ),
    weekly: fc.array(
      fc.record({
        day: fc.constantFrom<OfficeHours['weekly'][number]['day']>(
          'mon',
          'tue',
          'wed',
          'thu',
          'fri',
          'sat',
          'sun',
        ),
        from: clock,
        to: clock,
      }),
      { minLength: 1, maxLength: 5 },
    ),
    holidays: fc.constantFrom<OfficeHours['holidays']>([], [{ date: '2026-03-29', name: 'a holiday' }]),
    rule: fc.constant('ai_always' as const),
  })
  // around the changes of clocks in Europe, America and Australia
  const anyTime = fc
    .tuple(
      fc.constantFrom(
        '2026-03-07T20:00:00Z',
        '2026-03-28T20:00:00Z',
        '2026-04-04T12:00:00Z',
        '2026-10-24T20:00:00Z',
      ),
      fc.integer({ min: 0, max: 1_440 }),
    )
    .map(([from, minutes]) => new Date(at(from).getTime() + minutes * 60_000))

  test('whatever the hours: the first minute at which it is open, and minutes counted one by one', () => {
    fc.assert(
      fc.property(anyHours, anyTime, fc.integer({ min: 1, max: 90 }), (hours, from, minutes) => {
        const days = Array.from(
          { length: 8 * 1_440 },
          (_, index) => new Date(from.getTime() + index * 60_000),
        )
        const open = days.filter((minute) => isOpen(hours, minute))
        const opens = open[0]
        if (opens !== undefined) expect(nextOpening(hours, from)).toEqual(opens)
        const closes = days.find((minute) => !isOpen(hours, minute))
        if (closes !== undefined) expect(nextClosing(hours, from)).toEqual(closes)
        const last = open[minutes - 1]
        if (last !== undefined)
          expect(plusOpenMinutes(hours, from, minutes)).toEqual(new Date(last.getTime() + 60_000))
      }),
      { numRuns: 15 },
    )
  })
})
