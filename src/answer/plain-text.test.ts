import { expect, test } from 'vitest'
import { hasMarkdown, plainText } from './plain-text.ts'

test.each<[markdown: string, text: string]>([
  ['# Title\n\nText', 'Title\n\nText'],
  ['**bold** and *slanted* and __both__ and `code`', 'bold and slanted and both and code'],
  ['[Help](https://a.test/x)', 'Help: https://a.test/x'],
  ['[https://a.test](https://a.test)', 'https://a.test'],
  ['[x](javascript:alert(1))', 'x'],
  ['![A label](https://a.test/i.png)', 'A label'],
  ['* one\n+ two\n- three', '- one\n- two\n- three'],
  ['| A | B |\n| --- | :-: |\n| 1 | 2 |', 'A – B\n1 – 2'],
  ['```js\nconst a = **b**\n```', 'const a = **b**'],
  ['> quoted', 'quoted'],
  ['Line<br>break and <b>tag</b>', 'Line\nbreak and tag'],
  ['2 * 3 * 4 and snake_case_name and a < b', '2 * 3 * 4 and snake_case_name and a < b'],
  ['1\\. escaped \\*star\\*', '1. escaped *star*'],
  ['1. first\n2. second', '1. first\n2. second'],
])('%j reads %j', (markdown, text) => {
  expect(plainText(markdown)).toBe(text)
})

test('plain text is left as it is', () => {
  expect(hasMarkdown('It takes 3-5 days.\n\nhttps://acme.test/help')).toBe(false)
  expect(hasMarkdown('It takes **3** days.')).toBe(true)
})

test('hostile text does not take long', () => {
  const from = performance.now()
  for (const text of [
    '**'.repeat(50_000),
    '['.repeat(100_000),
    '*a '.repeat(30_000),
    '<a '.repeat(30_000),
    '_a'.repeat(50_000),
  ]) {
    plainText(text)
  }
  expect(performance.now() - from).toBeLessThan(3_000)
})
