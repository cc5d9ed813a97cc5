/** Addresses of pages: one spelling for each, and which of them belong to a website. Pure. */

const LONGEST = 2_000
/** What says where a visitor came from, and nothing of the page. */
const TRACKING = /^(utm_\w+|gclid|fbclid|msclkid|mc_[ce]id|_hs(enc|mi)|yclid)$/i
/** What is no page by its name: asking would only cost the site. */
const NO_PAGE =
  /\.(avif|bmp|css|csv|docx?|eot|exe|gif|gz|ico|jpe?g|js|json|m4[av]|mjs|mov|mp[34]|og[gv]|pdf|png|pptx?|rar|rss|svg|tar|tiff?|ttf|txt|wasm|wav|webm|webp|woff2?|xlsx?|xml|zip)$/i

/**
 * The one spelling of an address: without fragment, name, password and tracking. null: nothing that could be a page (mailto,
 * a picture, an address that is too long). `site`: the website's origin, as which the same host is known with or without www., by
 * http or https.
 */
export function pageAddress(href: string, base: string, site: string): string | null {
  const url = webAddress(href, base)
  if (url === null || NO_PAGE.test(url.pathname)) return null
  for (const name of [...url.searchParams.keys()]) if (TRACKING.test(name)) url.searchParams.delete(name)
  // written anew only where something was taken out; a bare question mark says nothing
  if (url.search === '') url.search = ''
  const home = new URL(site)
  const isHome = bare(url.hostname) === bare(home.hostname) && url.port === home.port
  if (isHome && url.port === '') {
    url.hostname = home.hostname
    url.protocol = home.protocol
  }
  return url.href.length > LONGEST ? null : url.href
}

/** null: no address of the web. Fragment, name and password are left out. */
export function webAddress(href: string, base?: string): URL | null {
  const url = URL.parse(href.trim(), base)
  if (url === null || !/^https?:$/.test(url.protocol)) return null
  url.hash = ''
  url.username = ''
  url.password = ''
  return url
}

/** `site`: an origin. */
export function isOnSite(address: string, site: string): boolean {
  return new URL(address).origin === site
}

/** What patterns look at, and what a row of a list shows. */
export function pathOf(address: string): string {
  const { pathname, search } = new URL(address)
  return pathname + search
}

function bare(hostname: string): string {
  return hostname.replace(/^www\./, '')
}
