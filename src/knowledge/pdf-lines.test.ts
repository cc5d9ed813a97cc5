import { expect, test } from 'vitest'
import { type Line, markdownOfPages } from './pdf-lines.ts'

/** Lines from the top of a page, each as far below the one before as it says. */
const pageOf = (...lines: [size: number, down: number, text: string][]): Line[] => {
  let at = 800
  return lines.map(([size, down, text]) => {
    at -= down
    return { size, at, text }
  })
}

const body = (text: string, down = 14): [number, number, string] => [12, down, text]

test('lines that follow each other are a paragraph, what stands apart is another, what is larger a heading', () => {
  const page = pageOf(
    [20, 0, 'Returns'],
    body('You can send back what does not fit, with-', 40),
    body('in thirty days,'),
    body('for nothing.'),
    body('Keep the box.', 30),
    [16, 30, 'How it goes'],
    body('• Print the label', 24),
    body('• Bring the parcel'),
  )
  expect(markdownOfPages([page], null)).toEqual({
    title: 'Returns',
    markdown:
      'You can send back what does not fit, within thirty days, for nothing.\n\nKeep the box.\n\n## How it goes\n\n- Print the label\n\n- Bring the parcel',
  })
})

test('what stands at one place of most pages is left out, with its number; a sentence goes on across pages', () => {
  const texts = ['One sentence that goes', 'on and on until', 'it ends. The next.', 'And one more.']
  const pages = texts.map((text, at) =>
    pageOf([12, 0, 'Acme manual'], body(text, 40), [12, 600, `Page ${at + 1} of 4`]),
  )
  expect(markdownOfPages(pages, 'Manual')).toEqual({
    title: 'Manual',
    markdown: 'One sentence that goes on and on until it ends. The next.\n\nAnd one more.',
  })
})

test('a file that names its title says it once', () => {
  const page = pageOf([20, 0, 'Hours'], body('Nine to five.', 40))
  expect(markdownOfPages([page], 'Hours')).toEqual({ title: 'Hours', markdown: 'Nine to five.' })
})

test('a file of one line has no title of its own', () => {
  expect(markdownOfPages([pageOf(body('Nine to five.'))], null)).toEqual({
    title: '',
    markdown: 'Nine to five.',
  })
  expect(markdownOfPages([[]], null)).toEqual({ title: '', markdown: '' })
})
