import { expect, test } from 'vitest'
import { split } from './split.ts'

const sentence = 'This is one plain sentence of some length about parcels. '

test.each<[what: string, markdown: string, pieces: { heading: string; text: string }[]]>([
  ['a short article is one piece', 'One.\n\nTwo.', [{ heading: '', text: 'One.\n\nTwo.' }]],
  [
    'headings cut, and their path is kept',
    '# Returns\nIntro\n## Abroad ##\nPay duty\n# Refunds\nFive days',
    [
      { heading: 'Returns', text: 'Intro' },
      { heading: 'Returns › Abroad', text: 'Pay duty' },
      { heading: 'Refunds', text: 'Five days' },
    ],
  ],
  [
    'a # inside code is no heading',
    '```\n# not a heading\n\ncode\n```',
    [{ heading: '', text: '```\n# not a heading\n\ncode\n```' }],
  ],
  ['headings alone still say something', '# Only a title', [{ heading: '', text: '# Only a title' }]],
])('%s', (_what, markdown, pieces) => {
  expect(split(markdown)).toEqual(pieces)
})

test('a long paragraph is cut at sentence ends into parts of like length, and nothing is lost', () => {
  const text = sentence.repeat(40).trim()
  const pieces = split(text).map((piece) => piece.text)
  expect(pieces.every((piece) => piece.length <= 800 && piece.endsWith('.'))).toBe(true)
  expect(Math.min(...pieces.map((piece) => piece.length))).toBeGreaterThan(400)
  expect(pieces.join(' ')).toBe(text)
})

test('a table is never cut', () => {
  const table = [
    '| a | b |',
    '| - | - |',
    ...Array.from({ length: 60 }, (_, n) => `| number ${n} | value ${n} |`),
  ].join('\n')
  expect(split(`Before\n${table}\nAfter`).map((piece) => piece.text)).toContain(table)
})

test('neither a word without end nor a line of spaces takes long', () => {
  const from = performance.now()
  expect(split('x'.repeat(500_000)).length).toBeGreaterThan(600)
  split(`# a${' '.repeat(200_000)}b\n# ${'#'.repeat(200_000)}c`)
  expect(performance.now() - from).toBeLessThan(3_000)
})
