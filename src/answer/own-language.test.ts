import { expect, test } from 'vitest'
import type { Passage } from '../knowledge/search.ts'
import { withoutTwins } from './own-language.ts'
import { passageOf } from './passage.test-kit.ts'

const passage = (title: string, language: string, text: string) =>
  passageOf({ passageId: title, articleId: title, title, text, language })

const english = passage('Payment methods', 'en', 'We take Visa and PayPal.')
const german = passage('Zahlungsarten', 'de', 'Sie zahlen mit Visa oder PayPal.')

test.each<[string, string, string | null, Passage[], string[]]>([
  [
    'the customer’s language alone',
    'Can I pay with PayPal here?',
    null,
    [german, english],
    ['Payment methods'],
  ],
  ['and the other way round', 'Kann ich mit PayPal zahlen?', null, [english, german], ['Zahlungsarten']],
  ['too short to tell: the language of before', 'PayPal?', 'en', [german, english], ['Payment methods']],
  [
    'what the customer’s language does not hold stays',
    'Kann ich mit PayPal zahlen?',
    null,
    [english, passage('Lieferung', 'de', 'Sie zahlen die Lieferung.')],
    ['Payment methods', 'Lieferung'],
  ],
  [
    'a language that no article is in',
    'Puis-je payer avec PayPal ?',
    null,
    [english, german],
    ['Payment methods', 'Zahlungsarten'],
  ],
  ['one language', 'Kann ich mit PayPal zahlen?', null, [english], ['Payment methods']],
])('%s', (_what, query, before, found, kept) => {
  expect(withoutTwins(found, query, before).map(({ title }) => title)).toEqual(kept)
})
