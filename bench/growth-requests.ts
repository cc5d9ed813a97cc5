import { randomInt } from 'node:crypto'
import { MARKERS, TOPICS } from './growth-fill.ts'
import type { Stand } from './stand.ts'

/** What is asked of an install as it grows: members' lists and searches, and customers' questions with the articles that answer them. */

const THINGS = [
  'parcel',
  'invoice',
  'voucher',
  'jacket',
  'subscription',
  'keyboard',
  'ticket',
  'lamp',
  'bicycle',
  'kettle',
]
const MATTERS = [
  'return',
  'delay',
  'repair',
  'exchange',
  'warranty',
  'discount',
  'cancellation',
  'damage',
  'address',
  'payment',
]

/** The n-th, unlike any other. */
export function article(n: number): { id: string; title: string; body: string } {
  const thing = THINGS[n % THINGS.length]
  const matter = MATTERS[Math.floor(n / 10) % MATTERS.length]
  const model = `model ${(n * 7919) % 100_003}`
  return {
    id: `a${n}`,
    title: `${matter} of a ${thing}, ${model}`,
    body: `How the ${matter} of your ${thing} (${model}) goes: write to us within ${1 + (n % 60)} days, and we see to it.`,
  }
}

/** What is asked for; `n` is one of the sessions. */
export function requestsOf(): [name: string, ask: (stand: Stand, n: number) => Promise<unknown>][] {
  const list = (query: string) => (stand: Stand) => stand.api('GET', `/api/v1/sessions?${query}`)
  const { common, middling, rare } = MARKERS
  const sessionOf = (n: number) => `c0000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`
  return [
    ['list, newest', list('')],
    ['list, open', list('status=open')],
    ['list, of a topic and a sentiment', list(`topic=${TOPICS[0]}&sentiment=negative`)],
    ['list, five filters', list('owner=human&language=fr&channel=email&sentiment=negative&closure=rep')],
    ['list, handed over for frustration, in German', list('handoff=frustration&language=de')],
    ['search, a rare word', list(`q=${rare}`)],
    ['search, a middling word', list(`q=${middling}`)],
    ['search, a common word', list(`q=${common}`)],
    ['search, two words', list(`q=${common}%20${middling}`)],
    [
      'search, an order number',
      (stand, n) => stand.api('GET', `/api/v1/sessions?q=ord${String(n).padStart(8, '0')}`),
    ],
    ['search, two letters typed', list('q=vi')],
    ['search, four letters typed', list('q=refu')],
    ['search, a name', list('q=greta%20fischer')],
    ['search, half an e-mail address', list('q=greta.fischer')],
    ['search, a word that is nowhere', list('q=xylophone')],
    ['search, a common word, open', list(`q=${common}&status=open`)],
    ['search, a middling word, negative', list(`q=${middling}&sentiment=negative`)],
    [
      'a session, its messages and turns',
      async (stand, n) => {
        const path = `/api/v1/sessions/${sessionOf(n)}`
        await stand.api('GET', path)
        await stand.api('GET', `${path}/messages`)
        await stand.api('GET', `${path}/turns`)
      },
    ],
    [
      'the overview, which every open page asks each ten seconds',
      (stand) => stand.api('GET', '/api/v1/overview'),
    ],
    ['what lists can be narrowed to', (stand) => stand.api('GET', '/api/v1/sessions/values')],
    ['the connection with its deliveries', (stand) => stand.api('GET', '/api/v1/integrations/freshchat')],
    [
      'a report of twelve hours',
      (stand) => stand.api('GET', '/api/v1/analytics?from=2024-01-01T00:00:00Z&to=2024-01-01T12:00:00Z'),
    ],
    [
      'a question’s passages',
      (stand) =>
        stand.api('POST', '/api/v1/knowledge/search', {
          query: `Where do I see the ${MATTERS[randomInt(10)]} of my ${THINGS[randomInt(10)]}, model ${randomInt(100_003)}?`,
        }),
    ],
  ]
}
