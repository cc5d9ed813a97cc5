import { expect, test } from 'vitest'
import { type Authorship, authorshipOf, type Utterance } from './authorship.ts'

const known = { welcomeText: 'Hello! How can we help?' }
const spoken: Utterance = {
  actor: { kind: 'agent', id: 'ben' },
  isStatusLine: false,
  private: false,
  visibilityKnown: true,
  text: 'I have it.',
}

test.each<[string, Partial<Utterance>, Authorship]>([
  ['a customer', { actor: { kind: 'customer', id: 'ana' } }, 'customer'],
  ['a rep', {}, 'rep'],
  ['a rep’s reply from a phone arrives without a sender', { actor: { kind: 'agent', id: null } }, 'rep'],
  ['somebody types from the default agent’s seat', { actor: { kind: 'agent', id: 'baton' } }, 'rep'],
  ['a rep’s note', { private: true }, 'rep-note'],
  ['an agent’s message that does not say who sees it', { visibilityKnown: false }, 'unclear'],
  [
    'the welcome message in an agent’s name',
    { text: 'Hello!  How can we help?', visibilityKnown: false },
    'system',
  ],
  [
    'a note that repeats the welcome text is a note',
    { text: 'Hello! How can we help?', private: true },
    'rep-note',
  ],
  ['"Conversation was resolved by Ben" in Ben’s name', { isStatusLine: true }, 'system'],
  ['another bot', { actor: { kind: 'bot', id: null } }, 'system'],
  ['the system', { actor: { kind: 'system', id: null } }, 'system'],
])('%s', (_, change, expected) => {
  expect(authorshipOf({ ...spoken, ...change }, known)).toBe(expected)
})
