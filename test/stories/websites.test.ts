import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { type Engine, engines } from '../setup/engines.ts'
import { type Answering, html, type LocalSite, localSite } from '../setup/website.ts'
import { createWorld, until, type World } from '../setup/world.ts'

interface Source {
  id: string
  url: string
  articles: number
  nextCrawlAt: string | null
  crawl: {
    state: string
    outcome: string | null
    failure: string | null
    failureDetail: string | null
    isLimited: boolean
    resumesAt: string | null
    pages: Record<string, number>
  }
}

interface Page {
  url: string
  state: string
  because: string | null
  detail: string | null
  articleId: string | null
}

interface Article {
  id: string
  title: string
  body: string
  phrasings: string[]
  url: string | null
  visibility: string
  sourceId: string | null
}

const sources = '/api/v1/knowledge/sources'

async function openWorld(engine: Engine, site: LocalSite, crawlHosts = [site.host]): Promise<World> {
  return createWorld({ engine, articles: [], watching: true, crawlHosts })
}

/** What the site asks to be waited for is skipped. */
async function idle(world: World, id: string): Promise<Source> {
  let source = await world.api<Source>('GET', `${sources}/${id}`)
  await until('nobody reads the website any more', async () => {
    world.clock.skip(1_000)
    source = await world.api<Source>('GET', `${sources}/${id}`)
    return source.crawl.state === 'idle'
  })
  return source
}

async function added(world: World, site: LocalSite, fields: object = {}): Promise<Source> {
  const source = await world.api<Source>('POST', sources, { kind: 'website', url: `${site.url}/`, ...fields })
  return idle(world, source.id)
}

async function again(world: World, { id }: Source): Promise<Source> {
  await world.api('POST', `${sources}/${id}/crawl`)
  return idle(world, id)
}

/** By path: `read`, `skipped: robots`, `failed: status 500`. */
async function pages(world: World, site: LocalSite, { id }: Source): Promise<Record<string, string>> {
  const { items } = await world.api<{ items: Page[] }>('GET', `${sources}/${id}/pages?limit=200`)
  return Object.fromEntries(
    items.map(({ url, state, because, detail }) => [
      url.replace(site.url, ''),
      [
        state,
        because === null ? '' : `: ${because}`,
        detail === null ? '' : ` ${detail.replace(site.url, '')}`,
      ].join(''),
    ]),
  )
}

async function titles(world: World): Promise<string[]> {
  const { items } = await world.api<{ items: Article[] }>('GET', '/api/v1/knowledge/articles?limit=200')
  return items.map(({ title }) => title).sort()
}

const shop = (): Record<string, Answering> => ({
  '/': html('Help', 'Welcome to the help of the shop.', [
    '/delivery',
    '/returns?utm_source=mail#top',
    'mailto:a@b.c',
  ]),
  '/delivery': html('How long does delivery take?', 'Standard delivery takes three to five working days.', [
    '/',
  ]),
  '/returns': html('How do I return an item?', 'You can return any item within 30 days with the label.', [
    '/delivery',
  ]),
})

describe.each(engines)('websites on %s', (engine) => {
  test('a website becomes articles that customers are answered from', async () => {
    await using site = await localSite(shop())
    await using world = await openWorld(engine, site)
    const source = await added(world, site)
    expect(source).toMatchObject({
      articles: 3,
      crawl: { outcome: 'complete', pages: { found: 3, read: 3 } },
    })
    expect(await pages(world, site, source)).toEqual({ '/': 'read', '/delivery': 'read', '/returns': 'read' })
    expect(site.asked).toEqual(['/', '/delivery', '/returns'])
    const answer = await world.api<{ decision: string; citations: { url: string; title: string }[] }>(
      'POST',
      '/api/v1/ask',
      { messages: [{ author: 'customer', text: 'How do I return an item?' }] },
    )
    expect(answer.decision).toBe('reply')
    expect(answer.citations[0]?.url).toBe(`${site.url}/returns`)
  })

  test('what has not changed is neither sent nor taken in again, and what is gone from the site goes', async () => {
    const page = html('Opening hours', 'We are there from nine to five on working days.')
    let sent = 0
    await using site = await localSite({
      ...shop(),
      '/': html('Help', 'Welcome to the help.', ['/delivery', '/returns', '/hours', '/tagged']),
      '/hours': page,
      '/tagged': ({ 'if-none-match': known }) => {
        if (known === '"one"') return { status: 304, headers: { etag: '"one"' } }
        sent += 1
        return { headers: { etag: '"one"' }, body: html('Tagged', 'A page with a tag.', ['/behind']) }
      },
      '/behind': html('Behind', 'Only a page with a tag leads here.'),
    })
    await using world = await openWorld(engine, site)
    const source = await added(world, site)
    const { items: before } = await world.api<{ items: (Article & { updatedAt: string })[] }>(
      'GET',
      '/api/v1/knowledge/articles',
    )

    site.pages['/delivery'] = { status: 410 }
    site.pages['/'] = html('Help', 'Welcome to the help.', ['/delivery', '/hours', '/tagged'])
    site.pages['/behind'] = html('Behind', 'It says something else now.')
    const recrawled = await again(world, source)
    expect(recrawled).toMatchObject({ articles: 4, crawl: { outcome: 'complete' } })
    expect(await pages(world, site, source)).toEqual({
      '/': 'read',
      '/delivery': 'gone: not_found',
      '/returns': 'gone: not_reached',
      '/hours': 'unchanged',
      '/tagged': 'unchanged',
      '/behind': 'read',
    })
    expect(sent).toBe(1)
    const { items: after } = await world.api<{ items: (Article & { updatedAt: string })[] }>(
      'GET',
      '/api/v1/knowledge/articles',
    )
    const changeOf = (title: string, list: typeof before) => list.find((each) => each.title === title)
    expect(changeOf('Opening hours', after)?.updatedAt).toBe(changeOf('Opening hours', before)?.updatedAt)
    expect(changeOf('Behind', after)).toMatchObject({ id: changeOf('Behind', before)?.id })
    expect(changeOf('Behind', after)?.body).toContain('something else')
  })

  test('a crawl that breaks off drops nothing', async () => {
    await using site = await localSite(shop())
    await using world = await openWorld(engine, site)
    const source = await added(world, site)
    const all = ['Help', 'How do I return an item?', 'How long does delivery take?']

    site.pages = { '/robots.txt': { status: 503 } }
    expect((await again(world, source)).crawl).toMatchObject({
      outcome: 'failed',
      failure: 'robots_unknown',
      failureDetail: '503',
    })
    expect(await titles(world)).toEqual(all)

    site.pages = { '/': { status: 500 } }
    expect((await again(world, source)).crawl).toMatchObject({ outcome: 'failed', failure: 'nothing_read' })
    expect(await pages(world, site, source)).toMatchObject({ '/': 'failed: status 500' })
    expect(await titles(world)).toEqual(all)

    // a release that went wrong, say
    site.pages = {}
    expect((await again(world, source)).crawl).toMatchObject({ outcome: 'failed', failure: 'nothing_read' })
    expect(await titles(world)).toEqual(all)

    // a page that cannot be read may be the one that leads to the others
    site.pages = {
      ...shop(),
      '/': html('Help', 'Welcome to the help of the shop.', ['/delivery']),
      '/delivery': { status: 500 },
    }
    expect((await again(world, source)).crawl).toMatchObject({ outcome: 'partial', pages: { failed: 1 } })
    expect(await titles(world)).toEqual(all)

    site.pages = {
      ...shop(),
      '/': html('Help', 'Welcome to the help of the shop.', ['/a', '/b']),
      '/a': html('A', 'A page.'),
      '/b': html('B', 'B page.'),
    }
    await world.api('PATCH', `${sources}/${source.id}`, { pageLimit: 2 })
    expect((await again(world, source)).crawl).toMatchObject({ outcome: 'partial', isLimited: true })
    expect(await titles(world)).toEqual(['A', ...all])
  })

  test('what a site does not want to be read is not read', async () => {
    await using site = await localSite({
      '/robots.txt':
        'User-agent: *\nDisallow: /\n\nUser-agent: Baton\nDisallow: /private\nCrawl-delay: 2\nSitemap: /map.xml\n',
      '/': html('Start', 'The first page.', [
        '/private/a',
        '/meta',
        '/tag',
        '/nofollow',
        '/copy',
        '/file.pdf',
        '/data',
        '/twin',
      ]),
      '/private/a': html('Private', 'Nobody shall read it.'),
      '/meta': html('Meta', 'Not for an index.', ['/from-meta'], '<meta name="robots" content="noindex">'),
      '/from-meta': html('From meta', 'A page that only a hidden one leads to.'),
      '/tag': {
        headers: { 'x-robots-tag': 'noindex' },
        body: html('Tag', 'Not for an index.'),
      },
      '/nofollow': html(
        'No follow',
        'Its links are not followed.',
        ['/beyond'],
        '<meta name="robots" content="nofollow">',
      ),
      '/copy': html('Copy', 'A copy of the first.', [], '<link rel="canonical" href="/">'),
      '/data': { headers: { 'content-type': 'application/json' }, body: '{}' },
      '/twin': html('Start', 'The first page.', [
        '/private/a',
        '/meta',
        '/tag',
        '/nofollow',
        '/copy',
        '/file.pdf',
        '/data',
        '/twin',
      ]),
    })
    await using world = await openWorld(engine, site)
    const source = await added(world, site)
    expect(await pages(world, site, source)).toEqual({
      '/': 'read',
      '/private/a': 'skipped: robots',
      '/meta': 'skipped: noindex',
      '/from-meta': 'read',
      '/tag': 'skipped: noindex',
      '/nofollow': 'read',
      '/copy': 'skipped: canonical /',
      '/data': 'skipped: not_html application/json',
      '/twin': 'skipped: duplicate /',
    })
    expect(site.asked).not.toContain('/private/a')
    expect(site.most()).toBe(1)
  })

  test('a site that does not want to be read at all is not asked for a page', async () => {
    await using site = await localSite({ ...shop(), '/robots.txt': 'User-agent: *\nDisallow: /\n' })
    await using world = await openWorld(engine, site)
    const source = await added(world, site)
    expect(source.crawl).toMatchObject({ outcome: 'failed', failure: 'nothing_read' })
    expect(await pages(world, site, source)).toEqual({ '/': 'skipped: robots' })
    expect(site.asked).toEqual([])
  })

  test('sitemaps name pages that nothing leads to, and of a hostile one nothing is taken', async () => {
    const entry = (url: string) => `<url><loc>${url}</loc></url>`
    const bomb = `<!DOCTYPE urlset [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 9 }, (_, n) => `<!ENTITY ${String.fromCharCode(98 + n)} "${`&${String.fromCharCode(97 + n)};`.repeat(10)}">`).join('')}]><urlset><url><loc>http://x/&j;</loc></url></urlset>`
    await using site = await localSite({
      '/': html('Start', 'The first page.'),
      '/one': html('One', 'The first of the map.'),
      '/two': html('Two', 'The second of the map.'),
    })
    site.pages['/robots.txt'] =
      `Sitemap: ${site.url}/sitemap-index.xml\nSitemap: http://169.254.169.254/map.xml\n`
    site.pages['/sitemap-index.xml'] =
      `<sitemapindex><sitemap><loc>${site.url}/sitemap-a.xml</loc></sitemap><sitemap><loc>${site.url}/sitemap-bomb.xml</loc></sitemap></sitemapindex>`
    site.pages['/sitemap-a.xml'] =
      `<?xml version="1.0"?><urlset>${entry(`${site.url}/one`)}${entry(`${site.url}/two?utm_medium=x`)}${entry('http://169.254.169.254/latest')}${entry('https://elsewhere.test/')}</urlset>`
    site.pages['/sitemap-bomb.xml'] = bomb
    await using world = await openWorld(engine, site)
    const source = await added(world, site)
    expect(await pages(world, site, source)).toEqual({ '/': 'read', '/one': 'read', '/two': 'read' })
    expect(source.crawl.outcome).toBe('complete')
  })

  test('a hostile site costs its own pages only', async () => {
    const huge = 'x'.repeat(3 * 1024 * 1024)
    await using inner = await localSite({ '/': html('Secret', 'Within the network.') })
    await using site = await localSite({
      '/': html('Start', 'The first page.', [
        '/loop-a',
        '/off',
        '/metadata',
        '/inner',
        '/huge',
        '/packed',
        '/down',
        '/fine',
        '/brackets',
        inner.url,
      ]),
      '/loop-a': { status: 302, headers: { location: '/loop-b' } },
      '/loop-b': { status: 302, headers: { location: '/loop-a' } },
      '/off': { status: 301, headers: { location: 'https://elsewhere.test/page' } },
      '/metadata': { status: 302, headers: { location: 'http://169.254.169.254/latest/meta-data/' } },
      '/inner': { status: 302, headers: { location: inner.url } },
      '/huge': html('Huge', huge),
      '/packed': { headers: { 'content-encoding': 'gzip' }, body: gzipSync(html('Packed', huge)) },
      '/down': { status: 500 },
      '/brackets': { headers: { 'content-encoding': 'gzip' }, body: 'this is not packed at all' },
      '/fine': { headers: { 'content-encoding': 'gzip' }, body: gzipSync(html('Fine', 'All is well here.')) },
    })
    await using world = await openWorld(engine, site)
    const source = await added(world, site)
    expect(await pages(world, site, source)).toEqual({
      '/': 'read',
      '/loop-a': 'skipped: redirect /loop-b',
      '/loop-b': 'skipped: redirect /loop-a',
      '/off': 'skipped: off_site https://elsewhere.test/page',
      '/metadata': 'skipped: off_site http://169.254.169.254/latest/meta-data/',
      '/inner': `skipped: off_site ${inner.url}/`,
      '/huge': 'skipped: too_large',
      '/packed': 'skipped: too_large',
      '/down': 'failed: status 500',
      '/brackets': 'failed: unreachable',
      '/fine': 'read',
    })
    expect(inner.asked).toEqual([])
    expect(site.asked.filter((path) => path === '/down')).toHaveLength(3)
    expect(await titles(world)).toEqual(['Fine', 'Start'])
  })

  test('a first page that leads into the network is refused in words', async () => {
    await using site = await localSite({
      '/': { status: 302, headers: { location: 'http://169.254.169.254/' } },
    })
    await using world = await openWorld(engine, site)
    const source = await added(world, site)
    expect(source.crawl).toMatchObject({ outcome: 'failed', failure: 'nothing_read' })
    expect(await pages(world, site, source)).toEqual({
      '/': 'skipped: redirect http://169.254.169.254/',
      'http://169.254.169.254/':
        'failed: not_allowed The host 169.254.169.254 is a link-local address, which is never called.',
    })
  })

  test('the website is where the first page leads, until it was read: then it stays there', async () => {
    await using site = await localSite({
      '/moved': html('Moved', 'The first page has moved here.', ['/more']),
      '/more': html('More', 'More of the same.'),
    })
    const there = site.url.replace('127.0.0.1', 'localhost')
    site.pages['/'] = { status: 301, headers: { location: `${there}/moved` } }
    await using world = await openWorld(engine, site, [site.host, new URL(there).host])
    const source = await added(world, site)
    expect(source).toMatchObject({ articles: 2, crawl: { outcome: 'complete' } })
    expect(await pages(world, site, source)).toEqual({
      '/': `skipped: redirect ${there}/moved`,
      [`${there}/moved`]: 'read',
      [`${there}/more`]: 'read',
    })

    // its owner has lost it, say
    site.pages['/'] = { status: 301, headers: { location: 'http://parking.test/' } }
    expect(await again(world, source)).toMatchObject({ articles: 2, crawl: { outcome: 'failed' } })
    expect((await pages(world, site, source))['/']).toBe('skipped: off_site http://parking.test/')
    expect(await titles(world)).toEqual(['More', 'Moved'])
  })

  test('links without end come to an end at the page limit, those nearest to the first page first', async () => {
    let day = 0
    const calendar = () =>
      html(`Day ${day}`, `What happened on day ${day}.`, [`/calendar/${++day}`, `/calendar/${++day}`])
    await using site = await localSite(
      new Proxy<Record<string, Answering>>(
        {
          '/': html('Start', 'The first page.', ['/calendar/0', '/about']),
          '/about': html('About', 'About us.'),
        },
        { get: (own, path: string) => own[path] ?? (path.startsWith('/calendar/') ? calendar() : undefined) },
      ),
    )
    await using world = await openWorld(engine, site)
    const source = await added(world, site, { pageLimit: 12 })
    expect(source).toMatchObject({
      articles: 12,
      crawl: { outcome: 'partial', isLimited: true, pages: { found: 12 } },
    })
    expect(await titles(world)).toContain('About')
  })

  test('what may not be read takes no page’s place', async () => {
    const trap = Array.from({ length: 9 }, (_, n) => `/trap/${n}`)
    await using site = await localSite({
      '/robots.txt': 'User-agent: *\nDisallow: /trap/\n',
      '/': html('Start', 'The first page.', [...trap, '/about']),
      '/about': html('About', 'About us.'),
    })
    await using world = await openWorld(engine, site)
    const source = await added(world, site, { pageLimit: 2 })
    expect(source).toMatchObject({
      articles: 2,
      crawl: { outcome: 'complete', isLimited: false, pages: { skipped: 9 } },
    })
  })

  test('only what is included is read, and what is excluded later goes at once', async () => {
    await using site = await localSite({
      '/': html('Start', 'The first page.', ['/help/a', '/help/b', '/blog/x']),
      '/help/a': html('A', 'Help with a.'),
      '/help/b': html('B', 'Help with b.'),
      '/blog/x': html('X', 'News of x.'),
    })
    await using world = await openWorld(engine, site)
    const source = await added(world, site, { include: ['/help/'], visibility: 'internal' })
    expect(await pages(world, site, source)).toEqual({
      '/': 'skipped: excluded',
      '/help/a': 'read',
      '/help/b': 'read',
      '/blog/x': 'skipped: excluded',
    })
    await world.api('PATCH', `${sources}/${source.id}`, { exclude: ['/help/b$'], visibility: 'public' })
    const { items } = await world.api<{ items: Article[] }>('GET', '/api/v1/knowledge/articles')
    expect(items).toMatchObject([
      { title: 'A', visibility: 'public', sourceId: source.id, url: `${site.url}/help/a` },
    ])
    expect((await pages(world, site, source))['/help/b']).toBe('skipped: excluded')
  })

  test('an instance that dies in the middle is followed by another, which goes on without doubles', async () => {
    let release: () => void = () => {}
    const held = new Promise<void>((resolve) => (release = resolve))
    let asked = 0
    await using site = await localSite({
      ...shop(),
      '/delivery': async () => {
        asked += 1
        const time = asked === 1 ? 'first' : 'second'
        if (asked === 1) await held
        return html('How long does delivery take?', `Told at the ${time} time of asking.`)
      },
    })
    await using world = await openWorld(engine, site)
    const { id } = await world.api<Source>('POST', sources, { url: `${site.url}/` })
    await until('it reads a page', () => {
      world.clock.skip(1_000)
      return asked === 1
    })
    // as if it were dead: nothing is heard of it until its lease has run out and another has read all
    await world.another()
    world.clock.skip(4 * 60_000)
    const source = await idle(world, id)
    expect(source).toMatchObject({ articles: 3, crawl: { outcome: 'complete', pages: { read: 3 } } })
    expect(asked).toBe(2)
    expect(site.asked.filter((path) => path === '/')).toHaveLength(1)
    // and as if it had only slept: what it has read is written down no more
    release()
    await until('it has seen that', () => world.baton.underWay() === 0)
    const { items } = await world.api<{ items: Article[] }>('GET', '/api/v1/knowledge/articles?q=delivery')
    expect(items.filter(({ body }) => body.includes('second time'))).toHaveLength(1)
    expect(items.filter(({ body }) => body.includes('first time'))).toHaveLength(0)
  })

  test('a crawl that is cancelled stops, drops nothing, and can be begun anew', async () => {
    await using site = await localSite(shop())
    await using world = await openWorld(engine, site)
    const source = await added(world, site)
    let release: () => void = () => {}
    const held = new Promise<void>((resolve) => (release = resolve))
    let isAsked = false
    site.pages['/delivery'] = async () => {
      isAsked = true
      await held
      return html('Changed', 'It came too late to be written down.')
    }
    await world.api('POST', `${sources}/${source.id}/crawl`)
    await until('it reads a page', () => {
      world.clock.skip(1_000)
      return isAsked
    })
    await world.api('POST', `${sources}/${source.id}/crawl`, undefined, 409)
    const cancelled = await world.api<Source>('POST', `${sources}/${source.id}/cancel`)
    expect(cancelled.crawl).toMatchObject({ state: 'idle', outcome: 'cancelled' })
    release()
    await world.api('POST', `${sources}/${source.id}/cancel`, undefined, 409)
    expect(await titles(world)).toEqual(['Help', 'How do I return an item?', 'How long does delivery take?'])
    expect((await again(world, source)).crawl.outcome).toBe('complete')
    expect(await titles(world)).toEqual(['Changed', 'Help', 'How do I return an item?'])
  })

  test('a site that is busy is left alone for as long as it asks', async () => {
    let isBusy = true
    await using site = await localSite({
      '/': () =>
        isBusy ? { status: 429, headers: { 'retry-after': '600' } } : html('Start', 'The first page.'),
    })
    await using world = await openWorld(engine, site)
    const { id } = await world.api<Source>('POST', sources, { url: `${site.url}/` })
    await until(
      'it waits',
      async () => (await world.api<Source>('GET', `${sources}/${id}`)).crawl.state === 'paused',
    )
    const { crawl } = await world.api<Source>('GET', `${sources}/${id}`)
    expect(Date.parse(crawl.resumesAt ?? '') - world.clock.now().getTime()).toBeGreaterThan(500_000)
    expect(site.asked).toEqual(['/'])
    isBusy = false
    world.clock.skip(600_000)
    expect((await idle(world, id)).crawl.outcome).toBe('complete')
    expect(site.asked).toEqual(['/', '/'])
  })

  test('a schedule reads it again by itself', async () => {
    await using site = await localSite(shop())
    await using world = await openWorld(engine, site)
    const source = await added(world, site, { everyHours: 24 })
    expect(source.nextCrawlAt).not.toBeNull()
    site.pages['/delivery'] = html('Delivery', 'It takes a week now.')
    world.clock.skip(24 * 3_600_000)
    await until('it was read again', async () => {
      world.clock.skip(1_000)
      return (await titles(world)).includes('Delivery')
    })
  })

  test('what comes from a website is changed there; its phrasings are the members’, and stay', async () => {
    await using site = await localSite(shop())
    await using world = await openWorld(engine, site)
    const source = await added(world, site)
    const find = async () =>
      (await world.api<{ items: Article[] }>('GET', '/api/v1/knowledge/articles?q=working')).items[0]
    const { id } = (await find()) ?? { id: '' }
    const refused = await world.api<{ error: { code: string; field: string } }>(
      'PATCH',
      `/api/v1/knowledge/articles/${id}`,
      { title: 'Mine', phrasings: ['mine'] },
      422,
    )
    expect(refused.error).toMatchObject({ code: 'from_website', field: 'title' })
    await world.api('DELETE', `/api/v1/knowledge/articles/${id}`, undefined, 409)
    await world.api('PATCH', `/api/v1/knowledge/articles/${id}`, { phrasings: ['when does my parcel come'] })
    const delivery = html('Delivery', 'It takes six working days now.')
    site.pages['/delivery'] = ({ 'if-none-match': known }) =>
      known === '"two"' ? { status: 304 } : { headers: { etag: '"two"' }, body: delivery }
    await again(world, source)
    expect(await find()).toMatchObject({ id, title: 'Delivery', phrasings: ['when does my parcel come'] })

    // whoever empties the knowledge finds it filled again by the next crawl, changed pages or not
    await world.api('DELETE', '/api/v1/knowledge/articles?all=true')
    expect(await again(world, source)).toMatchObject({ articles: 3 })
    const removed = await world.api<{ articles: number }>('DELETE', `${sources}/${source.id}`)
    expect(removed).toEqual({ articles: 3 })
    expect(await titles(world)).toEqual([])
    await world.api('GET', `${sources}/${source.id}`, undefined, 404)
  })

  test('an address that may not be called, or that is none, is refused at its field', async () => {
    await using site = await localSite(shop())
    await using world = await openWorld(engine, site, [])
    const wrong: [object, string, RegExp][] = [
      [{ url: `${site.url}/` }, 'url', /private network.*BATON_CRAWL_HOSTS=127\.0\.0\.1/],
      [{ url: 'http://169.254.169.254/' }, 'url', /link-local/],
      [{ url: 'ftp://acme.test/' }, 'url', /http/],
      [{ url: 'acme' }, 'url', /http/],
      [{}, 'url', /address/],
      [{ url: `${site.url}/`, include: ['help'] }, 'include.0', /begin with/],
      [{ url: `${site.url}/`, pageLimit: 5_001 }, 'pageLimit', /at most/],
      [{ url: `${site.url}/`, everyHours: 0 }, 'everyHours', /at least/],
      [{ url: `${site.url}/`, kind: 'ftp' }, 'kind', /./],
    ]
    for (const [body, field, words] of wrong) {
      const { error } = await world.api<{ error: { field: string; message: string } }>(
        'POST',
        sources,
        body,
        422,
      )
      expect([field, error.field], JSON.stringify(body)).toEqual([field, field])
      expect(error.message).toMatch(words)
    }
    expect(await world.api('GET', sources)).toEqual({ items: [], next: null })
  })
})
