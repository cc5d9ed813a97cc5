import { expect, test } from 'vitest'
import { isGuessable } from './guessable.ts'

const about = ['Ada Lovelace', 'ada.lovelace@acme.test', 'Acme Tools GmbH']

test.each([
  'password',
  'Password1!',
  'qwertyuiop',
  '123456789',
  'Trustno1!!',
  'baton-2026',
  'Freshchat!',
  'acmetools1',
  'ada.lovelace',
  'SupportAcme99',
  'admin@acme.test',
])('“%s” is among the first that anybody would try', async (password) => {
  expect(await isGuessable(password, about)).toBe(true)
})

test.each([
  'correct horse battery',
  'a horse of his own',
  'the baton of my aunt',
  'kx7!mQ-2vLp',
  '84920571630',
  'Acme has a blue door',
  'пароль от старой дачи',
])('“%s” is not', async (password) => {
  expect(await isGuessable(password, about)).toBe(false)
})
