import type { PdfText } from './pdf.ts'

/** One line as it stands on a page. */
export interface Line {
  text: string
  /** Of its letters. */
  size: number
  /** How far its foot is from that of the page. */
  at: number
}

/** Larger than the running text by so much is a heading. */
const HEADING = 1.15
const LONGEST_HEADING = 150
/** Lines further apart than this, by their size, are two paragraphs. */
const APART = 1.7
/** What stands on so many pages at the same place was put there by the layout. */
const REPEATED_PAGES = 3

/** Lines as paragraphs and headings. `named`: the title that the file gives; null: the first heading or line is taken. */
export function markdownOfPages(pages: Line[][], named: string | null): PdfText {
  const lines = withoutMargins(pages)
  const running = runningSize(lines.flat())
  const blocks: string[] = []
  let before: (Line & { isHeading: boolean }) | null = null
  for (const page of lines)
    for (const line of page) {
      const isHeading = line.size >= running * HEADING && line.text.length <= LONGEST_HEADING
      const last = blocks.length - 1
      if (before !== null && isSameBlock(before, line, isHeading))
        blocks[last] = joined(blocks[last] ?? '', line.text)
      else blocks.push(isHeading ? `## ${line.text}` : line.text.replace(/^[•●▪‣·–]\s+/u, '- '))
      before = { ...line, isHeading }
    }
  return titled(blocks, named)
}

function titled(blocks: string[], named: string | null): PdfText {
  const [first = '', ...rest] = blocks
  const heading = first.replace(/^## /, '')
  if (named !== null) return { title: named, markdown: (heading === named ? rest : blocks).join('\n\n') }
  const isAlone = rest.length > 0 && first.length <= LONGEST_HEADING
  return isAlone
    ? { title: heading, markdown: rest.join('\n\n') }
    : { title: '', markdown: blocks.join('\n\n') }
}

function isSameBlock(before: Line & { isHeading: boolean }, line: Line, isHeading: boolean): boolean {
  if (before.isHeading !== isHeading || /^[•●▪‣·–-]\s+/u.test(line.text)) return false
  if (isHeading && before.size !== line.size) return false
  const down = before.at - line.at
  // a sentence may go on in the next column or on the next page
  return down > 0 ? down <= before.size * APART : !isHeading && !/[.!?:]$/.test(before.text)
}

function joined(text: string, next: string): string {
  return /\p{L}-$/u.test(text) && /^\p{Ll}/u.test(next) ? text.slice(0, -1) + next : `${text} ${next}`
}

/** The size that most of the letters have. */
function runningSize(lines: Line[]): number {
  const letters = new Map<number, number>()
  for (const { size, text } of lines) letters.set(size, (letters.get(size) ?? 0) + text.length)
  return [...letters].sort(([, one], [, other]) => other - one)[0]?.[0] ?? 0
}

/** Without page numbers, and without what stands at one place of most pages. */
function withoutMargins(pages: Line[][]): Line[][] {
  const placeOf = ({ text, at }: Line) => `${Math.round(at)} ${text.replace(/\d+/g, '#')}`
  const seen = new Map<string, number>()
  for (const page of pages)
    for (const place of new Set(page.map(placeOf))) seen.set(place, (seen.get(place) ?? 0) + 1)
  const isLayout = (line: Line) => {
    const count = seen.get(placeOf(line)) ?? 0
    return count >= REPEATED_PAGES && count > pages.length / 2
  }
  return pages.map((page) => page.filter((line) => !isLayout(line)))
}
