import { describe, expect, test } from 'vitest'
import { isPureCourtesy, saysGoodbye, saysSolved, saysYes } from './goodbye.ts'

describe('it is solved', () => {
  test.each([
    'Thanks, that solved it!',
    'that helped, thank you',
    'Perfect, it works now',
    'Great, problem solved.',
    "that's exactly what I needed, thanks",
    'That worked, thanks a lot',
    'all good now, thank you',
    'Danke, das hat geholfen!',
    'Jetzt funktioniert es, danke',
    'Hat sich erledigt, danke',
    'Merci, ça marche',
    'Gracias, ya funciona',
    'Grazie, ora funziona',
    'Obrigado, já funciona',
    'Bedankt, het werkt weer',
    'Dziękuję, już działa',
    'Tack, det hjälpte',
    'Teşekkürler, işe yaradı',
    'Спасибо, помогло!',
    'Дякую, допомогло',
    'ありがとうございます、解決しました',
    '谢谢，解决了',
  ])('%s', (text) => {
    expect(saysSolved(text)).toBe(true)
    expect(isPureCourtesy(text)).toBe(true)
  })

  test.each([
    'Thanks',
    'thank you very much',
    'that did not help',
    "It still doesn't work",
    'Not solved yet',
    'Thanks, but where is the label?',
    'It works now, but how do I return it?',
    'that helped. One more thing',
    'Does it work now?',
    'Das hat nicht geholfen',
    'Danke, aber es geht noch nicht',
    'How does delivery work?',
    'It works with batteries and I want to know the price of the charger for the second model in blue',
    '',
  ])('not: %s', (text) => {
    expect(saysSolved(text)).toBe(false)
  })
})

describe('a goodbye', () => {
  test.each([
    'bye',
    'Bye bye!',
    'Have a nice day',
    'ok, goodbye',
    'thanks, bye',
    'Tschüss',
    'danke und schönen Tag noch',
    'au revoir',
    '¡adiós!',
    'arrivederci',
    'tchau',
    'tot ziens',
    'do widzenia',
    'hej då',
    'до свидания',
    '再见',
    '👍',
    '🙏😊',
    '❤️',
    ':-)',
  ])('%s', (text) => {
    expect(saysGoodbye(text)).toBe(true)
    expect(isPureCourtesy(text)).toBe(true)
  })
  test.each([
    '',
    '👎',
    '😡',
    'goodbye to my money?',
    'bye the way where is my order',
    'ok',
    'en',
    'How do I say bye',
  ])('not: %s', (text) => {
    expect(saysGoodbye(text)).toBe(false)
  })
  test('thanks alone ask for nothing; a question with thanks does', () => {
    expect(isPureCourtesy('Thank you so much!')).toBe(true)
    expect(isPureCourtesy('Thanks! And when does it come?')).toBe(false)
  })
})

describe('yes to an offer', () => {
  test.each([
    'yes',
    'Yes please!',
    'ok go ahead',
    'Sure',
    'Yes, where is my order?',
    'ja bitte',
    'Ja, gern',
    'Oui',
    "d'accord",
    'sí',
    'Sì, grazie',
    'sim',
    'ja graag',
    'tak',
    'evet',
    'да',
    'так',
    'はい',
    '好的',
    '👍',
  ])('%s', (text) => {
    expect(saysYes(text)).toBe(true)
  })
  test.each([
    'no',
    'No thanks',
    'yes but I would rather wait',
    'I want a person',
    'Where is my order?',
    'Yesterday I wrote to you',
    'ok I will wait for a colleague',
    'nein danke',
    'ja, aber lieber ein Mensch',
    'non merci',
    'нет',
    '不用了',
    'いいえ',
    '',
  ])('not: %s', (text) => {
    expect(saysYes(text)).toBe(false)
  })
})

test('a very long message takes no time', () => {
  const long = 'ok thanks and bye '.repeat(10_000)
  expect([saysGoodbye(long), saysSolved(long), isPureCourtesy(long), saysYes(long)]).toEqual([
    expect.any(Boolean),
    false,
    false,
    true,
  ])
})
