import { expect, test } from 'vitest'
import { ownWords } from './own-words.ts'

const ASKED = 'I did not get my parcel.'
const QUOTE = '> When do I get my money back?\n> How do I cancel my membership?'

test.each([
  'On Mon, 3 May 2026 at 10:00, Acme Support <help@acme.test> wrote:',
  'On Mon, 3 May 2026 at 10:00, Acme Support\n<help@acme.test> wrote:',
  'Am 03.05.2026 um 10:00 schrieb Acme <help@acme.test>:',
  'Le lun. 3 mai 2026 à 10:00, Acme <help@acme.test> a écrit :',
  'El lun, 3 may 2026 a las 10:00, Acme (<help@acme.test>) escribió:',
  'Il giorno lun 3 mag 2026 alle ore 10:00 Acme <help@acme.test> ha scritto:',
  'Em seg., 3 de mai. de 2026 às 10:00, Acme <help@acme.test> escreveu:',
  'Op ma 3 mei 2026 om 10:00 schreef Acme <help@acme.test>:',
  'pon., 3 maj 2026 o 10:00 Acme <help@acme.test> napisał(a):',
  'Den mån 3 maj 2026 kl 10:00 skrev Acme <help@acme.test>:',
  'Den man. 3. maj 2026 kl. 10.00 skrev Acme <help@acme.test>:',
  'Acme <help@acme.test>, 3 May 2026 Pzt, 10:00 tarihinde şunu yazdı:',
  'пн, 3 мая 2026 г. в 10:00, Acme <help@acme.test> пишет:',
  'пн, 3 трав. 2026 р. о 10:00 Acme <help@acme.test> пише:',
  '2026年5月3日(月) 10:00 Acme <help@acme.test> 書きました:',
  'Acme <help@acme.test> 于2026年5月3日周一 10:00写道：',
  '-----Original Message-----\nFrom: Acme <help@acme.test>\nSent: Monday\nTo: Ana\nSubject: Your order',
  '-----Ursprüngliche Nachricht-----\nVon: Acme\nGesendet: Montag\nAn: Ana\nBetreff: Ihre Bestellung',
  'Von: Acme\nGesendet: Montag\nAn: Ana\nBetreff: Ihre Bestellung',
  '________________________________\nDe : Acme <help@acme.test>\nEnvoyé : lundi\nÀ : Ana\nObjet : Commande',
  'От: Acme <help@acme.test>\nДата: понедельник\nКому: Ana\nТема: Заказ',
])('what stands under “%s” is quoted, marked or not', (header) => {
  expect(ownWords(`${ASKED}\n\n${header}\n${QUOTE}`)).toBe(ASKED)
  expect(ownWords(`${ASKED}\n\n${header}\n\n${QUOTE.replaceAll('> ', '')}`)).toBe(ASKED)
})

test('who writes beneath or between marked lines has written that', () => {
  const header = 'On 3 May 2026 Acme <help@acme.test> wrote:'
  expect(ownWords(`${header}\n${QUOTE}\n\n${ASKED}`)).toBe(ASKED)
  expect(ownWords(`${ASKED}\n${QUOTE}\nAnd where is it?`)).toBe(`${ASKED}\nAnd where is it?`)
})

test('who only forwards or quotes means what stands there', () => {
  expect(ownWords(QUOTE)).toBe(QUOTE.replaceAll('> ', ''))
  const header =
    '---------- Forwarded message ---------\nFrom: Eva <eva@acme.test>\nDate: Monday\nSubject: Refund\nTo: Ana'
  expect(ownWords(`${header}\n\nWhen do I get my money back?`)).toBe('When do I get my money back?')
})

test.each([
  '-- \nAna Miller\nHauptstr. 5\n12345 Cologne\n+49 170 555 0123',
  'Best regards,\nAna Miller\nHead of Purchasing\nAcme GmbH, Cologne',
  'Kind regards Ana',
  'Mit freundlichen Grüßen\nAna Müller',
  'Viele Grüße, Ana',
  'Cordialement,\nAna',
  'Un saludo,\nAna',
  'Cordiali saluti\nAna',
  'Atenciosamente,\nAna',
  'Met vriendelijke groet,\nAna',
  'Pozdrawiam\nAna',
  'Med vänliga hälsningar\nAna',
  'Med venlig hilsen\nAna',
  'Saygılarımla,\nAna',
  'С уважением,\nАна',
  'З повагою,\nАна',
  'よろしくお願いいたします。\n田中',
  '此致\n敬礼',
  'Sent from my iPhone',
  'Von meinem iPhone gesendet',
])('a signature asks nothing: %s', (signature) => {
  expect(ownWords(`${ASKED}\n\n${signature}`)).toBe(ASKED)
})

test.each([
  'Where is my order?',
  'From: Rotterdam\nTo: Cologne\nHow long does that take?',
  'Name: Ana\nE-mail: ana@acme.test\nOrder: 4711\nWhere is it?',
  'On 3 May your colleague wrote: you can return it. How do I do that?',
  'Best regards',
  'My regards to the team, but where is my parcel?',
  'Hello,\n\nBest regards from Cologne! I bought a lamp, and it broke.\nHow do I return it?',
  'It is\n-- as I said --\nbroken.',
  '> 3 weeks',
])('all of this is the customer’s own: %s', (message) => {
  expect(ownWords(message)).toBe(message.replace(/^> /, ''))
})

test('a message without end takes no time', () => {
  const long = `${'Best regards '.repeat(1_000)}\n${'a '.repeat(3_000)}wrote`
  expect(ownWords(long)).toBe(long.trim())
})
