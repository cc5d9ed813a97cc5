import { expect, test } from 'vitest'
import { commandIn } from './note-command.ts'

test.each<[string, ReturnType<typeof commandIn>]>([
  ['/baton take', 'take'],
  ['  /baton take please', 'take'],
  ['/BATON Stop.', 'stop'],
  ['\u200b/baton draft', 'draft'],
  ['/baton\nwhy', 'why'],
  ['/baton: why?', 'why'],
  ['/baton', 'unknown'],
  ['/baton dance', 'unknown'],
  ['/baton taken', 'unknown'],
  ['/batonx take', null],
  ['Try /baton take', null],
  ['baton take', null],
  ['', null],
])('%j asks for %s', (text, command) => {
  expect(commandIn(text)).toBe(command)
})
