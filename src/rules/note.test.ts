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
