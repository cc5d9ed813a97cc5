import { storable } from '../storable.ts'

/** E-mail bodies and some agents' texts are HTML (reference 8.2); the model and the Inbox want plain text. */

const BLOCKS = new Set(
  'address article blockquote br div dl dt dd fieldset footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tr ul'.split(
    ' ',
  ),
)
const UNSEEN = new Set(['script', 'style', 'head', 'title', 'template', 'noscript'])
const TAG = /<(\/?)([a-z][a-z0-9]*)\b/iy
const ENTITIES: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  hellip: '…',
  ndash: '–',
  mdash: '—',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  euro: '€',
  copy: '©',
}

/** Clearly HTML: it is wrapped in a tag, or holds a tag that only an editor writes. `a < b` and `<name>` are not. */
export function isHtml(text: string): boolean {
  const trimmed = text.trim()
  if (/<(br\s*\/?|\/(p|div|li|ul|ol|td|h[1-6]|html|body))>/i.test(trimmed)) return true
  return /^<(a|b|i|u|em|span|strong|font|html|body|!doctype)\b[^<>]*>/i.test(trimmed) && trimmed.endsWith('>')
}

/** One pass from left to right, so that no text, however made, takes more than linear time. */
export function htmlToText(html: string): string {
  const lower = html.toLowerCase()
  let text = ''
  let at = 0
  let link: { href: string; from: number } | null = null

  while (at < html.length) {
    const open = html.indexOf('<', at)
    if (open === -1) break
    text += html.slice(at, open)

    if (html.startsWith('<!--', open)) {
      const end = html.indexOf('-->', open + 4)
      at = end === -1 ? html.length : end + 3
      continue
    }
    TAG.lastIndex = open
    const tag = TAG.exec(html)
    const declaration = html.startsWith('<!', open)
    const close = tag || declaration ? html.indexOf('>', open) : -1
    if (close === -1) {
      text += '<'
      at = open + 1
      // no ">" is left anywhere: the rest is text
      if (tag || declaration) break
      continue
    }
    at = close + 1
    if (!tag) continue

    const closing = tag[1] === '/'
    const name = (tag[2] ?? '').toLowerCase()
    if (!closing && UNSEEN.has(name)) {
      const end = lower.indexOf(`</${name}`, at)
      at = end === -1 ? html.length : Math.max(html.indexOf('>', end) + 1, end + 2)
    } else if (name === 'a') {
      if (closing && link) {
        const label = text.slice(link.from).trim()
        if (link.href !== '' && link.href !== label && `mailto:${label}` !== link.href)
          text += ` (${link.href})`
        link = null
      } else if (!closing) {
        link = { href: hrefOf(html.slice(open, close)), from: text.length }
      }
    } else if (BLOCKS.has(name)) {
      text += name === 'li' && !closing ? '\n- ' : '\n'
    } else if (name === 'td' || name === 'th') {
      text += ' '
    }
  }
  text += html.slice(at)

  return storable(decodeEntities(text))
    .split('\n')
    .map((line) => line.replace(/[^\S\n]+/g, ' ').trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

function hrefOf(tag: string): string {
  const href = /\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+))/i.exec(tag)
  const url = href?.[1] ?? href?.[2] ?? href?.[3] ?? ''
  return /^(https?:|mailto:)/i.test(url) ? url : ''
}

function decodeEntities(text: string): string {
  return text.replace(/&(#x[0-9a-f]{1,6}|#[0-9]{1,7}|[a-z]{2,8});/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return ENTITIES[name.toLowerCase()] ?? whole
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10)
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}
