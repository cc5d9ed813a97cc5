import sax from 'sax'

/** What a sitemap lists: pages, or further sitemaps. Pure. */
export interface Sitemap {
  pages: string[]
  sitemaps: string[]
}

/** As the protocol has it. */
const MOST = 50_000
const PIECE = 16 * 1024

/**
 * Reads on until something is wrong, and keeps what stood before. The parser knows the five entities of XML and resolves no
 * other; a document that declares its own is not read at all.
 */
export function readSitemap(xml: string): Sitemap {
  const found: Sitemap = { pages: [], sitemaps: [] }
  const parser = sax.parser(true, { position: false })
  let entry: keyof Sitemap | null = null
  let text: string | null = null
  let isWrong = false
  parser.ondoctype = () => {
    isWrong = true
  }
  parser.onerror = () => {
    isWrong = true
  }
  parser.onopentag = ({ name }) => {
    if (name === 'url') entry = 'pages'
    if (name === 'sitemap') entry = 'sitemaps'
    // of an image or a video there is a loc too, by another namespace
    text = name === 'loc' && entry !== null ? '' : null
  }
  parser.ontext = (piece) => {
    if (text !== null) text += piece
  }
  parser.oncdata = parser.ontext
  parser.onclosetag = () => {
    // the parser goes on to the end of the piece
    if (text !== null && entry !== null && !isWrong) {
      found[entry].push(text.trim())
      // the first is meant
      entry = null
    }
    text = null
  }
  for (let at = 0; at < xml.length && !isWrong; at += PIECE) {
    parser.write(xml.slice(at, at + PIECE))
    if (found.pages.length + found.sitemaps.length >= MOST) break
  }
  return found
}
