import { getDocumentProxy } from 'unpdf'
import type { PdfText } from './pdf.ts'
import { type Line, markdownOfPages } from './pdf-lines.ts'
import { UnreadableFile } from './unreadable-file.ts'

/** Runs in a reader (`reading.ts`): it takes whatever it is given, and as long as that takes. */

const MOST_PAGES = 500
/** Ten books' worth; a page may name its text again and again. */
const MOST_CHARACTERS = 5_000_000

/** What a page holds, as pdf.js tells it. */
interface Item {
  str: string
  height: number
  hasEOL: boolean
  transform: number[]
}

export async function pdfTextOf(bytes: Uint8Array): Promise<PdfText> {
  const pdf = await opened(bytes)
  if (pdf.numPages > MOST_PAGES) throw new UnreadableFile(`It has more than ${MOST_PAGES} pages. Split it.`)
  const pages: Line[][] = []
  let characters = 0
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number)
    const { items } = await page.getTextContent()
    // without marked content every item is text
    const lines = linesOf(items as Item[])
    characters += lines.reduce((sum, { text }) => sum + text.length, 0)
    if (characters > MOST_CHARACTERS) throw new UnreadableFile('It holds too much text. Split it.')
    pages.push(lines)
    page.cleanup()
  }
  if (characters === 0)
    throw new UnreadableFile(
      'It holds no text, only pictures of it. Run text recognition (OCR) over it first.',
    )
  const { info } = await pdf.getMetadata()
  const named = 'Title' in info && typeof info.Title === 'string' ? info.Title : ''
  return markdownOfPages(pages, isTitle(named) ? named.trim() : null)
}

async function opened(bytes: Uint8Array) {
  try {
    // pdf.js takes no Buffer
    return await getDocumentProxy(new Uint8Array(bytes), {
      isEvalSupported: false,
      disableFontFace: true,
      useSystemFonts: false,
      // errors only: warnings would be written where nobody reads
      verbosity: 0,
    })
  } catch (error) {
    const name = error instanceof Error ? error.name : ''
    if (name === 'PasswordException')
      throw new UnreadableFile('It is protected by a password. Save it without one.')
    if (name === 'InvalidPDFException') throw new UnreadableFile('It is broken, or no PDF.')
    throw error
  }
}

/** What writing programs put there by themselves says nothing. */
function isTitle(named: string): boolean {
  return (
    named.trim() !== '' && !/^untitled|\.(docx?|indd|pdf|pages|odt|tmp)$|^microsoft word/i.test(named.trim())
  )
}

/** Items of one line follow each other; the last says that it is the last. */
function linesOf(items: Item[]): Line[] {
  const lines: Line[] = []
  let held: Item[] = []
  const end = () => {
    const text = held
      .map(({ str }) => str)
      .join('')
      .replace(/\s+/g, ' ')
      .trim()
    const written = held.filter(({ str }) => str.trim() !== '')
    if (text !== '')
      lines.push({
        text,
        size: Math.max(...written.map(({ height }) => height)),
        at: written[0]?.transform[5] ?? 0,
      })
    held = []
  }
  for (const item of items) {
    const isElsewhere = held.length > 0 && item.str !== '' && differs(held[0], item)
    if (isElsewhere) end()
    held.push(item)
    if (item.hasEOL) end()
  }
  end()
  return lines
}

/** Another baseline, further than a raised letter. */
function differs(one: Item | undefined, other: Item): boolean {
  const up = (item: Item | undefined) => item?.transform[5] ?? 0
  return Math.abs(up(one) - up(other)) > Math.max(other.height, one?.height ?? 0) * 0.8
}
