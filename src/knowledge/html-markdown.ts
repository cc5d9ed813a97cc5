import type { PageElement } from 'linkedom'
import TurndownService from 'turndown'

/** Content as Markdown: headings, lists, tables, links and code; pictures have become their descriptions before. */

const turndown = new TurndownService({
  headingStyle: 'atx',
  codeBlockStyle: 'fenced',
  bulletListMarker: '-',
  hr: '---',
})
  .addRule('cell', {
    filter: ['th', 'td'],
    replacement: (content, node) =>
      isForLooks(node)
        ? `\n\n${content}\n\n`
        : ` ${content
            .trim()
            .split('\n')
            .map((line) => line.trim())
            .filter((line) => line !== '')
            .join(' ')
            .replaceAll('|', '\\|')} |`,
  })
  .addRule('row', {
    filter: 'tr',
    replacement: (content, node) => (content === '' || isForLooks(node) ? content : `|${content}\n`),
  })
  .addRule('rows', { filter: ['thead', 'tbody', 'tfoot'], replacement: (content) => content })
  .addRule('caption', { filter: ['caption'], replacement: () => '' })
  .addRule('table', { filter: 'table', replacement: tableOf })
  .addRule('question', {
    filter: ['dt', 'summary'],
    replacement: (content) => `\n\n**${content.trim()}**\n\n`,
  })
  .addRule('link', {
    filter: (node) => node.nodeName === 'A',
    replacement: (content, node) => {
      const href = node.getAttribute('href')
      const text = content.replace(/\s+/g, ' ').trim()
      return href === null || text === ''
        ? text
        : `[${text}](${href.replace(/[()]/g, (mark) => (mark === '(' ? '%28' : '%29'))})`
    },
  })

export function markdownOf(content: PageElement): string {
  return turndown
    .turndown(content)
    .replaceAll('\u00a0', ' ')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** A table that holds tables only puts things in their places. */
function isForLooks(node: PageElement): boolean {
  return (node.closest('table')?.querySelector('table') ?? null) !== null
}

/** Markdown wants a head of as many cells; a table of one column is none. */
function tableOf(content: string, node: PageElement): string {
  if (isForLooks(node)) return `\n\n${content}\n\n`
  const [first = '', ...rest] = content.split('\n').filter((row) => row.startsWith('|'))
  const columns = Math.max(...[first, ...rest].map((row) => row.split(/(?<!\\)\|/).length - 2))
  const rows =
    columns < 2
      ? [first, ...rest].map((row) => `${row.slice(1, -1).trim()}\n`)
      : [first, `|${' --- |'.repeat(columns)}`, ...rest]
  const caption = node.querySelector('caption')?.textContent.trim() ?? ''
  return `\n\n${caption}\n\n${rows.join('\n')}\n\n`
}
