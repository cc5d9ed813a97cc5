import { describe, expect, test } from 'vitest'
import { learnTopics, matchTopic, nearestExamples, type Topic } from './topics.ts'

const topic = (name: string, examples: string[] = [], description = ''): Topic => ({
  name,
  description,
  examples,
})
const refunds = topic('Refunds', [
  'I want my money back',
  'When is my refund paid?',
  'Please refund my order',
  'You have charged me twice',
  'The money is not on my account yet',
])
const jobs = topic('Jobs', [
  'Are you hiring?',
  'I would like to apply for a job',
  'Where do I send my application?',
  'Do you offer internships?',
  'Which jobs are open at the moment?',
])
/** An article each, one of them about what a topic is about, too. */
const ABOUT_REFUNDS = ['Refunds', 'When do I get my money back?', 'How long does a refund take?']
const ORDINARY = [
  ['Where is my parcel?', 'How long does delivery take?', 'My parcel has not arrived'],
  ['I forgot my password', 'I cannot log in to my account'],
  ['Which sizes do you have?', 'Do the shoes run small?'],
]

describe('topics with examples', async () => {
  const model = await learnTopics([refunds, jobs], [...ORDINARY, ABOUT_REFUNDS])
  const confidence = (text: string) => matchTopic(model, text, 'en')?.confidence ?? 0

  test.each([
    ['Refunds', 'when will you pay my money back'],
    ['Jobs', 'I want to apply for the open internship'],
  ])('%s: %s', (name, text) => {
    expect(matchTopic(model, text, 'en')?.topic).toBe(name)
    expect(confidence(text)).toBeGreaterThan(0.5)
  })

  test('typos are forgiven', () => {
    expect(matchTopic(model, 'pls refnd my ordr', 'en')?.topic).toBe('Refunds')
    expect(confidence('pls refnd my ordr')).toBeGreaterThan(0.2)
  })

  test.each(['Where is my parcel?', 'the shoes are too small', 'how do I change my password', 'Thanks!'])(
    'none: %s',
    (text) => {
      expect(confidence(text)).toBeLessThan(0.08)
    },
  )

  test('an article about a topic takes nothing from it', async () => {
    const without = await learnTopics([refunds, jobs], ORDINARY)
    for (const text of ['When do I get my money back?', 'how long until the refund is paid'])
      expect(confidence(text)).toBeGreaterThan(0.95 * (matchTopic(without, text, 'en')?.confidence ?? 1))
  })

  test.each(['', '🙂', 'ъъъ'])('of %j nothing is said', (text) => {
    expect(matchTopic(model, text, 'en')).toBeNull()
    expect(nearestExamples(model, text)).toEqual([])
  })

  test('the examples that a message is most like are named, best first', () => {
    const near = nearestExamples(model, 'When is my refund paid, please?')
    expect(near[0]).toMatchObject({ topic: 'Refunds', example: 'When is my refund paid?' })
    expect(near).toHaveLength(3)
    expect(near.map(({ likeness }) => likeness)).toEqual(
      near.map(({ likeness }) => likeness).toSorted((a, b) => b - a),
    )
    expect(near.every(({ likeness }) => likeness > 0 && likeness <= 1)).toBe(true)
    expect(nearestExamples(model, 'Are you hiring?')[0]?.likeness).toBeCloseTo(1, 5)
  })

  test('the same list and the same articles give the same model', async () => {
    expect(await learnTopics([refunds, jobs], [...ORDINARY, ABOUT_REFUNDS])).toEqual(model)
  })
})

test('a topic without examples is told by the words of its name or of a phrase of its description', async () => {
  const model = await learnTopics([topic('Gift cards', [], 'vouchers, money for presents'), jobs], ORDINARY)
  expect(matchTopic(model, 'Do you have gift cards?', 'en')?.topic).toBe('Gift cards')
  expect(matchTopic(model, 'I lost my voucher', 'en')).toEqual({ topic: 'Gift cards', confidence: 1 })
  expect(matchTopic(model, 'Are you hiring?', 'en')?.topic).toBe('Jobs')
})

test('without examples nothing is learnt', async () => {
  expect(await learnTopics([topic('Law')], ORDINARY)).toEqual({ list: [topic('Law')], opinion: null })
})

test('a list as long as the settings allow is learnt from a part of its examples, the same of each', async () => {
  const words = ['alpha', 'bravo', 'charlie', 'delta', 'echo', 'foxtrot', 'golf', 'hotel', 'india', 'juliett']
  const long = Array.from({ length: 200 }, (_, at) =>
    topic(`topic ${at}`, words.map((word) => `${word} ${at}`).concat('left out')),
  )
  const { opinion } = await learnTopics(long, [])
  expect(opinion?.labels).toHaveLength(200)
  expect(opinion?.examples.labels).toHaveLength(2_000)
})
