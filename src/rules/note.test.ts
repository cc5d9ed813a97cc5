import { expect, test } from 'vitest'
import { handoffNote } from './note.ts'

test('the note says why, what is wanted, what was tried, and where the session is', () => {
  const note = handoffNote({
    reason: 'not_in_knowledge',
    evidence: 'No passage fits the question',
    summary: 'Wants to know whether\nshe can bring her dog.',
    language: 'en',
    sentiment: 'neutral',
    tried: ['Our shops open at nine.'],
    articles: ['Opening hours'],
    sessionUrl: 'http://localhost:3000/inbox/1',
  })
  expect(note.split('\n')).toEqual([
    'Handed over by Baton: The knowledge has no answer to this.',
    'Because: No passage fits the question',
    'Customer wants: Wants to know whether she can bring her dog.',
    'Tried: "Our shops open at nine."',
    'Articles: Opening hours',
    'Language: en · Sentiment: neutral',
    'Session: http://localhost:3000/inbox/1',
  ])
})

test('of articles it says nothing where none was looked for, and that none fitted where some were', () => {
  const facts = {
    reason: 'asked_for_human' as const,
    evidence: '',
    summary: '“A person, please”',
    language: 'en',
    sentiment: null,
    tried: [],
    sessionUrl: 'http://localhost:3000/inbox/1',
  }
  expect(handoffNote({ ...facts, articles: null })).not.toContain('Articles')
  expect(handoffNote({ ...facts, articles: [] })).toContain('\nArticles: none fitted\n')
})

test('an answer that was not taken stands below, as it would have been sent', () => {
  const facts = {
    reason: 'failure' as const,
    evidence: '',
    summary: 'Asks about delivery.',
    language: 'en',
    sentiment: null,
    tried: [],
    articles: [],
    sessionUrl: 'http://localhost:3000/inbox/1',
  }
  expect(handoffNote({ ...facts, draft: 'Three days.\n\nFive abroad.' })).toMatch(
    /\/inbox\/1\n\nThe AI would have answered:\nThree days\.\n\nFive abroad\.$/,
  )
  expect(handoffNote({ ...facts, draft: null })).not.toContain('would have answered')
  expect(handoffNote({ ...facts, draft: 'x'.repeat(20_000) }).length).toBeLessThan(8_000)
})
