import { describe, expect, test } from 'vitest'
import { masked } from './mask.ts'

test.each([
  ['My card 4111 1111 1111 1111 was charged', 'My card [card number] was charged'],
  ['card: 4111-1111-1111-1111.', 'card: [card number].'],
  ['5555555555554444 exp 12/29', '[card number] exp 12/29'],
  ['Amex 3782 822463 10005', 'Amex [card number]'],
  ['the order was paid with 4111 1111 1111 1111', 'the order was paid with [card number]'],
  ['IBAN DE89 3704 0044 0532 0130 00 please', 'IBAN [bank account] please'],
  ['gb82west12345698765432', '[bank account]'],
  ['Meine IBAN: AT611904300234573201.', 'Meine IBAN: [bank account].'],
  ['SSN 536-90-4399', 'SSN [government id]'],
  ['my social security number is 536904399', 'my social security number is [government id]'],
  ['NI number AB 12 34 56 C', 'NI number [government id]'],
  ['Steuer-ID: 36 574 261 809', 'Steuer-ID: [government id]'],
  ['mon numéro 2 95 10 99 126 111 93', 'mon numéro [government id]'],
  ['DNI 54362315K', 'DNI [government id]'],
  ['me identifico con 54362315-K', 'me identifico con [government id]'],
  ['X2482300W', '[government id]'],
  ['RCCMNL83S18D969H', '[government id]'],
  ['CPF 390.533.447-05', 'CPF [government id]'],
  ['Aadhaar 2341 2341 2346', 'Aadhaar [government id]'],
  ['PESEL 44051401359', 'PESEL [government id]'],
  ['my passport number is C01X00T47', 'my passport number is [government id]'],
  ['My password is hunter22!', 'My password is [password]'],
  ['password: "s3cret"', 'password: "[password]"'],
  ['Passwort: Sommer2024', 'Passwort: [password]'],
  ['mot de passe : Été_99', 'mot de passe : [password]'],
  ['mi contraseña es Gato77', 'mi contraseña es [password]'],
  ['minha senha é gato77', 'minha senha é [password]'],
  ['мой пароль: qwerty1', 'мой пароль: [password]'],
  ['密码是abc12345', '密码是[password]'],
  ['cvv 123', 'cvv [password]'],
  ['my pin is 4821', 'my pin is [password]'],
  ['Write to ana.lopez+shop@mail.example.com, thanks', 'Write to [e-mail address], thanks'],
  ['Call me at +49 151 23456789.', 'Call me at [phone number].'],
  ['(555) 123-4567', '[phone number]'],
  ['555-123-4567 after five', '[phone number] after five'],
  ['Tel. 030 1234567', 'Tel. [phone number]'],
  ['my phone number is 9876543210', 'my phone number is [phone number]'],
])('%j becomes %j', (text, expected) => {
  expect(masked(text).text).toBe(expected)
  expect(masked(expected)).toEqual({ text: expected, found: [] })
})

describe('what is needed to answer stays', () => {
  test.each([
    'Where is order 732201349959?',
    'Order number 4111111111111111',
    'order #113542617735902',
    'tracking number 1Z999AA10123456784',
    'tracking 9400 1000 0000 0000 0000 00',
    'reservation EHGLP3, order #W2378156',
    'It was 2026-11-30 at 12:30, or 30.11.2026',
    'It cost 1,234.56 EUR, 4 x 19.99',
    'version 10.15.7.1234, build 20261130',
    'I forgot my password',
    'my password is not working',
    'the password is incorrect, what is the password for?',
    'I want to change my password to something safer',
    'Password: how do I reset it?',
    'My pin code is missing from the address',
    'Mein Passwort ist falsch',
    'Mi contraseña es incorrecta',
    'The passport must be valid',
    'My account is 12345678',
    'Model AB123456 and SKU 12345678A9',
    'size 38 40 42 44, 100 200 300 400',
    'follow us @shop, 20% off, 2 for 1',
    'IP 192.168.100.200',
    'phone model 6610',
    'I paid 500 for 12345678901 points',
    'ISBN 978-3-16-148410-0',
    'DE89 3704 0044 0532 0130 01',
    '4111 1111 1111 1112',
    '123-45-678',
  ])('%s', (text) => {
    expect(masked(text)).toEqual({ text, found: [] })
  })
})

test('the kinds are told, each once, and can be chosen', () => {
  const text = 'a@b.example, c@d.example and 4111 1111 1111 1111'
  expect(masked(text).found).toEqual(['e-mail address', 'card number'])
  expect(masked(text, ['card number'])).toEqual({
    text: 'a@b.example, c@d.example and [card number]',
    found: ['card number'],
  })
})
