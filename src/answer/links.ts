import type { Passage } from '../knowledge/search.ts'

const URL_IN_TEXT = /\b(?:https?:\/\/|www\.)[^\s<>"'`)\]}]{1,2000}/gi
const LABELLED_URL = new RegExp(`(?::?[ \\t]{1,3})?(${URL_IN_TEXT.source})`, 'gi')

/** The hosts that a reply may link to: those of the articles it was given. An address inside a body proves nothing (A9). */
export function hostsOf(passages: Pick<Passage, 'url'>[]): Set<string> {
  return new Set(passages.flatMap(({ url }) => hostOf(url ?? '') ?? []))
}

export function linksIn(text: string): string[] {
  return (text.match(URL_IN_TEXT) ?? []).map(withoutFullStop)
}

/** What ends the sentence ends no address. */
function withoutFullStop(link: string): string {
  let end = link.length
  while (end > 0 && '.,;:!?'.includes(link.charAt(end - 1))) end--
  return link.slice(0, end)
}

export function foreignLinks(text: string, hosts: Set<string>): string[] {
  return linksIn(text).filter((link) => !isOneOf(link, hosts))
}

/** The words around such a link stay; "label: link" becomes "label". */
export function withoutForeignLinks(text: string, hosts: Set<string>): string {
  if (foreignLinks(text, hosts).length === 0) return text
  return text
    .replace(LABELLED_URL, (whole, link: string) => (isOneOf(link, hosts) ? whole : ''))
    .replace(/\([ \t]*\)/g, '')
}

function isOneOf(link: string, hosts: Set<string>): boolean {
  const host = hostOf(/^www\./i.test(link) ? `https://${link}` : link)
  return host !== null && hosts.has(host)
}

function hostOf(url: string): string | null {
  try {
    return new URL(url).host.replace(/^www\./, '')
  } catch {
    return null
  }
}
