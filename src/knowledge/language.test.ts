import { expect, test } from 'vitest'
import { detected, languageAmong, languageOf, wordsOf } from './language.ts'

const segmenter = new Intl.Segmenter('en', { granularity: 'word' })

test.each([
  'The answer is "yes", (or no): see www.acme.test/a_b?c=1 - it costs 3.50 €!',
  "It's l'article d’hier; don't… 24/7, e-mail, v2.0, 1,000 and A1",
  '¿Dónde está mi pedido? ¡Aquí!',
  'Rückgabe–Versand «groß» naïve ﬁne ２３ cafe\u0301',
  'Где мой заказ? Ещё 2-й.',
  'אני רוצה ח"כ، أين طلبي؟ هذا، ذلك.',
  '我的订单在哪里？iPhone 15手机 注文はどこですか ที่ไหน 주문은 어디',
  'tab\tnew\nline\u00a0space 👍 x²',
])('the words of %j are those of the Unicode rules', (text) => {
  const segments = [...segmenter.segment(text.normalize('NFKC').toLowerCase())]
  const words = segments
    .filter(({ isWordLike }) => isWordLike)
    .flatMap(({ segment }) => segment.split(/['’]/u))
  expect(wordsOf(text)).toEqual(words.filter((word) => word !== ''))
})

test.each([
  ['Passwort vergessen', 'de'],
  ['commande annulée', 'fr'],
  ['tracking number', 'en'],
  ['Konto löschen', 'de'],
])('two words are enough: %s', (text, language) => {
  expect(detected(text)).toBe(language)
})

test.each([
  ['Storno bitte', 'de'],
  ['colis perdu', 'fr'],
  ['order cancelled', 'en'],
  ['12345', 'en'],
])('what cannot be told by itself is the likeliest of the languages expected: %s', (text, language) => {
  expect(detected(text)).toBeNull()
  expect(languageAmong(text, ['en', 'de', 'fr'], null)).toBe(language)
})

test.each([
  [
    'en',
    'Which payment methods do you accept?\n| Method | When you pay |\n| --- | --- |\n| PayPal | when you order |',
  ],
  [
    'de',
    'Welche Zahlungsarten gibt es?\n| Art | Wann Sie zahlen |\n| --- | --- |\n| PayPal | bei der Bestellung |',
  ],
  ['fr', 'Accueil · Aide · Comment puis-je retourner un article ?'],
])('a table or a list on one line leaves its language what it is: %s', (language, text) => {
  expect(languageOf(text, 'xx')).toBe(language)
})

test('what can be told is told, expected or not', () => {
  expect(languageAmong('Gdzie jest moja paczka?', ['en', 'de'], null)).toBe('pl')
  expect(languageAmong('Wann kommt mein Paket?', ['en'], null)).toBe('de')
})

test('words of many languages decide nothing where the letters say otherwise', () => {
  expect(detected('do u deliver to germany')).toBe('en')
})

test('what is told by a hair is what is expected, if that is nearly as likely', () => {
  expect(detected('set a six minute timer')).toBe('fr')
  expect(languageAmong('set a six minute timer', ['en'], null)).toBe('en')
  expect(languageAmong('set a six minute timer', ['hu'], null)).toBe('fr')
})

test('what cannot be told is in the language of before', () => {
  expect(languageAmong('12345', ['en'], 'de')).toBe('de')
})
