import { expect, test } from 'vitest'
import type { Filters } from '../connection.ts'
import { type Candidate, type FilteredOut, filteredOut, percentOf } from './filters.ts'

const all: Filters = {
  channels: { mode: 'all', ids: [] },
  leaveToTeam: [],
  languages: [],
  percent: 100,
  hours: 'always',
  toPeople: [],
  record: 'all',
}
const ana: Candidate = {
  channelId: 'web',
  groupId: null,
  conversationId: 'c-1',
  language: 'en',
  customer: { id: 'ana', email: 'Ana@acme.test' },
  inHours: true,
}

test.each<[string, Partial<Filters>, Partial<Candidate>, FilteredOut | null]>([
  ['everything is taken by default', {}, {}, null],
  [
    'a customer on the list goes to people, by e-mail in any case',
    { toPeople: ['ana@ACME.test'] },
    {},
    'goes-to-people',
  ],
  ['a customer on the list goes to people, by id', { toPeople: ['ana'] }, {}, 'goes-to-people'],
  ['a group whose queue is left to its team', { leaveToTeam: ['vip'] }, { groupId: 'vip' }, 'left-to-team'],
  [
    'only listed channels: another',
    { channels: { mode: 'only', ids: ['whatsapp'] } },
    {},
    'filtered-channel',
  ],
  ['only listed channels: that one', { channels: { mode: 'only', ids: ['web'] } }, {}, null],
  [
    'only listed channels: none known',
    { channels: { mode: 'only', ids: ['web'] } },
    { channelId: null },
    'filtered-channel',
  ],
  ['all but the listed: that one', { channels: { mode: 'except', ids: ['web'] } }, {}, 'filtered-channel'],
  [
    'all but the listed: none known',
    { channels: { mode: 'except', ids: ['web'] } },
    { channelId: null },
    null,
  ],
  ['another language', { languages: ['de'] }, {}, 'filtered-language'],
  ['a language that nobody can tell yet', { languages: ['de'] }, { language: null }, null],
  ['inside hours only, outside', { hours: 'inside' }, { inHours: false }, 'filtered-hours'],
  ['outside hours only, inside', { hours: 'outside' }, {}, 'filtered-hours'],
  ['outside hours only, outside', { hours: 'outside' }, { inHours: false }, null],
  ['none at all', { percent: 0 }, {}, 'filtered-percent'],
])('%s', (_, filters, candidate, expected) => {
  expect(filteredOut({ ...all, ...filters }, { ...ana, ...candidate })).toBe(expected)
})

test('a percentage is stable per conversation and spread evenly', () => {
  const shares = Array.from({ length: 10_000 }, (_, index) =>
    percentOf(`7e673110-64fc-461f-bcec-cc8e9a4${index}`),
  )
  for (const percent of [10, 30, 50, 90]) {
    const taken = shares.filter((share) => share < percent).length / 100
    expect(Math.abs(taken - percent)).toBeLessThan(2)
  }
  expect(percentOf('c-1')).toBe(percentOf('c-1'))
})
