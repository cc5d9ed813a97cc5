import { sentencesOf } from './sentence.ts'

/** A piece of an article before it is stored. `heading` is the path of headings above it. */
export interface Piece {
  heading: string
  text: string
}

interface Block {
  kind: 'heading' | 'text' | 'whole'
  level: number
  text: string
}

/** About a screen of a phone: long enough to answer, short enough that a score means this and not its neighbours. */
const LONGEST = 800
const FENCE = /^ {0,3}(`{3,}|~{3,})/
const HEADING = /^ {0,3}(#{1,6})\s+(\S.*)$/
const TABLE_ROW = /^\s*\|.*\|\s*$/

/** Markdown → pieces of at most ~800 characters, cut at headings, then blocks, then sentence ends; code and tables stay whole. */
export function split(markdown: string): Piece[] {
  const pieces: Piece[] = []
  const path: { level: number; text: string }[] = []
  let texts: string[] = []
  const heading = () => path.map(({ text }) => text).join(' › ')
  const flush = () => {
    for (const text of pack(texts)) pieces.push({ heading: heading(), text })
    texts = []
  }

  for (const block of blocksOf(markdown)) {
    if (block.kind === 'heading') {
      flush()
      while ((path.at(-1)?.level ?? 0) >= block.level) path.pop()
      path.push({ level: block.level, text: block.text })
    } else if (block.kind === 'whole') {
      texts.push(block.text)
    } else {
      texts.push(...shorten(block.text))
    }
  }
  flush()
  // headings and nothing below them still say something
  return pieces.length > 0 ? pieces : [{ heading: '', text: markdown.trim().slice(0, LONGEST) }]
}

/** "## Returns ##" is closed by its last run of #; by hand, because a pattern for it would be quadratic. */
function withoutClosing(title: string): string {
  let end = title.trimEnd()
  while (end.endsWith('#')) end = end.slice(0, -1)
  return end === '' || /\s$/.test(end) ? end.trimEnd() : title.trimEnd()
}

/** Neighbours share a piece while they fit. */
function pack(texts: string[]): string[] {
  const packed: string[] = []
  for (const text of texts) {
    const last = packed.at(-1)
    if (last !== undefined && last.length + text.length + 2 <= LONGEST)
      packed[packed.length - 1] = `${last}\n\n${text}`
    else packed.push(text)
  }
  return packed
}

/** Cuts what is too long at sentence ends into parts of like length, and a sentence that is too long by itself at spaces. */
function shorten(text: string): string[] {
  if (text.length <= LONGEST) return [text]
  const aim = text.length / Math.ceil(text.length / LONGEST)
  const parts: string[] = []
  let part = ''
  let at = 0
  for (const sentence of sentencesOf(text).flatMap(atSpaces)) {
    // the sentence goes to the side of the cut where most of it lies
    const full =
      at + sentence.length / 2 > aim * (parts.length + 1) || part.length + sentence.length > LONGEST
    if (part !== '' && full) {
      parts.push(part.trim())
      part = ''
    }
    part += sentence
    at += sentence.length
  }
  return [...parts, part.trim()].filter((each) => each !== '')
}

function atSpaces(sentence: string): string[] {
  const parts: string[] = []
  let rest = sentence
  while (rest.length > LONGEST) {
    const space = rest.lastIndexOf(' ', LONGEST)
    let at = space > LONGEST / 2 ? space + 1 : LONGEST
    // not between the halves of a surrogate pair
    if (/[\ud800-\udbff]/.test(rest.charAt(at - 1))) at -= 1
    parts.push(rest.slice(0, at))
    rest = rest.slice(at)
  }
  return [...parts, rest]
}

function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = []
  let lines: string[] = []
  let fence: string | null = null
  const flush = () => {
    const text = lines.join('\n').trim()
    if (text !== '') {
      const whole = FENCE.test(text) || lines.every((line) => TABLE_ROW.test(line) || line.trim() === '')
      blocks.push({ kind: whole ? 'whole' : 'text', level: 0, text })
    }
    lines = []
  }

  for (const line of markdown.split('\n')) {
    const mark = FENCE.exec(line)?.[1] ?? null
    const heading = HEADING.exec(line)
    if (fence !== null) {
      lines.push(line)
      if (mark?.startsWith(fence)) {
        fence = null
        flush()
      }
    } else if (mark !== null) {
      flush()
      fence = mark
      lines.push(line)
    } else if (heading) {
      flush()
      blocks.push({ kind: 'heading', level: heading[1]?.length ?? 1, text: withoutClosing(heading[2] ?? '') })
    } else if (line.trim() === '') {
      flush()
    } else {
      // a table begins and ends a block even without an empty line
      if (lines.length > 0 && TABLE_ROW.test(line) !== TABLE_ROW.test(lines.at(-1) ?? '')) flush()
      lines.push(line)
    }
  }
  flush()
  return blocks
}
