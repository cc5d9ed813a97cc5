import { Readability } from '@mozilla/readability'
import { type PageDocument, type PageElement, parseHTML } from 'linkedom'
import type { Page } from './html.ts'
import { markdownOf } from './html-markdown.ts'

/** Runs in a reader (`reading.ts`): it takes whatever it is given, and as long as that takes. */

const MOST_LINKS = 10_000
/** Where readability keeps less than this of what the page itself calls its main part, it has lost something. */
const LEAST_KEPT = 0.5

export function pageOf(html: string, url: string | null): Page {
  const { document } = parseHTML(completed(html))
  const base = baseOf(document, url)
  const robots = said(document, 'meta[name="robots" i]', 'content').toLowerCase()
  const head = {
    language: languageOf(said(document, 'html[lang], html', 'lang')),
    links: linksOf(document, base),
    canonical: absolute(said(document, 'link[rel~="canonical" i]', 'href'), base),
    noIndex: /\b(noindex|none)\b/.test(robots),
    noFollow: /\b(nofollow|none)\b/.test(robots),
  }
  const named = document.querySelector('title')
  const whole = named === null ? '' : lineOf(named)
  bare(document)
  point(document, base)
  const title = titleOf(document, whole)
  const markdown = markdownOf(mainPart(document))
  return { ...head, title, markdown: withoutTitle(markdown, title) }
}

/** The reader wants the tags that HTML lets one leave out. */
function completed(html: string): string {
  if (/<html[\s>]/i.test(html) && /<body[\s>]/i.test(html)) return html
  const [tag = '<html>'] = /<html\b[^>]{0,2000}>/i.exec(html) ?? []
  const rest = html.replace(/<!doctype[^>]{0,2000}>|<\/?(?:html|head|body)\b[^>]{0,2000}>/gi, '')
  return `<!doctype html>${tag}<head></head><body>${rest}</body></html>`
}

function baseOf(document: PageDocument, url: string | null): string | null {
  return absolute(said(document, 'base[href]', 'href'), url) ?? url
}

function said(document: PageDocument, selector: string, attribute: string): string {
  return document.querySelector(selector)?.getAttribute(attribute)?.trim() ?? ''
}

function languageOf(lang: string): string | null {
  return /^([a-z]{2,3})(?:[-_]|$)/i.exec(lang)?.[1]?.toLowerCase() ?? null
}

/** null for what is empty, relative to nothing, or neither http nor https. */
function absolute(href: string, base: string | null): string | null {
  if (href === '' || !URL.canParse(href, base ?? undefined)) return null
  const address = new URL(href, base ?? undefined)
  return /^https?:$/.test(address.protocol) ? address.href : null
}

function linksOf(document: PageDocument, base: string | null): string[] {
  const links = new Set<string>()
  for (const each of document.querySelectorAll('a[href], area[href]')) {
    const link = absolute(each.getAttribute('href')?.trim() ?? '', base)
    if (link !== null) links.add(link.split('#')[0] ?? '')
    if (links.size >= MOST_LINKS) break
  }
  return [...links]
}

const NEVER_CONTENT = [
  'title, script, style, noscript, template, iframe, frame, object, embed, svg, canvas, audio, video, link, meta',
  'button, input, select, textarea, dialog, nav, body > header, body > footer',
  '[role="navigation"], [role="banner"], [role="contentinfo"], [role="search"], [role="dialog"], [role="alertdialog"]',
].join(', ')
const ABOUT_COOKIES =
  /cookie|consent|gdpr|onetrust|usercentrics|cookiebot|didomi|breadcrumb|skip-?(?:link|to-?(?:content|main))/i

/** Takes away what stands on every page, and what nobody sees. */
function bare(document: PageDocument): void {
  // the answers of an accordion are hidden until somebody opens them
  for (const control of document.querySelectorAll('[aria-controls]'))
    for (const id of control.getAttribute('aria-controls')?.split(/\s+/).slice(0, 3) ?? [])
      show(document.querySelector(`[id="${id.replace(/["\\]/g, '')}"]`))
  for (const control of document.querySelectorAll(
    'button[aria-controls], h1 button, h2 button, h3 button, h4 button',
  ))
    control.replaceWith(control.textContent)
  for (const each of document.querySelectorAll(NEVER_CONTENT)) each.remove()
  for (const each of document.querySelectorAll('header, footer'))
    if (each.closest('main, article, [role="main"]') === null) each.remove()
  for (const each of document.querySelectorAll(
    '[hidden], [aria-hidden="true"], [style*="display:none" i], [style*="display: none" i]',
  ))
    each.remove()
  for (const each of document.querySelectorAll('[id], [class], [aria-label]'))
    if (isAboutCookies(each)) each.remove()
}

function show(part: PageElement | null): void {
  for (const name of ['hidden', 'aria-hidden', 'style']) part?.removeAttribute(name)
}

/** By what it is called; what holds the page's content may be called anything, and an article may be about cookies. */
function isAboutCookies(each: PageElement): boolean {
  const name = `${each.id} ${each.getAttribute('class') ?? ''} ${each.getAttribute('aria-label') ?? ''}`
  if (!ABOUT_COOKIES.test(name) || /^(HTML|BODY|MAIN|ARTICLE|H[1-6])$/.test(each.nodeName)) return false
  return each.closest('main, article') === null && each.querySelector('main, article, h1') === null
}

/** Links get their whole address, or become the text that they are. */
function point(document: PageDocument, base: string | null): void {
  for (const each of document.querySelectorAll('a')) {
    const href = each.getAttribute('href')?.trim() ?? ''
    const to = /^mailto:[^\s<>()]+$/i.test(href) ? href : href.startsWith('#') ? null : absolute(href, base)
    if (to === null) each.removeAttribute('href')
    else each.setAttribute('href', to)
  }
  for (const each of document.querySelectorAll('img')) each.replaceWith(each.getAttribute('alt') ?? '')
}

/** `whole`: as it stands in the head, often with the name of the site. */
function titleOf(document: PageDocument, whole: string): string {
  const headings = document.querySelectorAll('h1').map(lineOf).filter(Boolean)
  if (headings.length === 1 && headings[0] !== undefined) return headings[0]
  const first = headings.find((heading) => whole.includes(heading))
  return first ?? (whole === '' ? (headings[0] ?? '') : whole)
}

function lineOf(element: PageElement): string {
  return element.textContent.replace(/\s+/g, ' ').trim()
}

/** What readability finds, unless it has lost much of what the page itself calls its main part. */
function mainPart(document: PageDocument): PageElement {
  const named = document.querySelector('main, [role="main"]') ?? onlyArticle(document)
  const least = named === null ? 1 : lineOf(named).length * LEAST_KEPT
  // it changes what it reads
  const copy = parseHTML(document.toString()).document
  const found =
    new Readability(copy, { keepClasses: true, serializer: (part) => part }).parse()?.content ?? null
  if (found !== null && lineOf(found).length >= Math.max(least, 1)) return found
  return named ?? document.body
}

function onlyArticle(document: PageDocument): PageElement | null {
  const articles = document.querySelectorAll('article')
  return articles.length === 1 ? (articles[0] ?? null) : null
}

function withoutTitle(markdown: string, title: string): string {
  const [first = '', ...others] = markdown.split('\n')
  const rest = others.join('\n').trimStart()
  const isTitle = /^#{1,2} /.test(first) && first.replace(/^#+ /, '').replaceAll('\\', '') === title
  return isTitle && rest !== '' ? rest : markdown
}
