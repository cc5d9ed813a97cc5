import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { browserOf } from '../setup/browser.ts'
import { scannedPdf, zipOf } from '../setup/files.ts'
import { engine } from '../setup/moments.ts'
import { createWorld, type World } from '../setup/world.ts'
import { isBrowserHere, openPages, signIn, signInOn } from './pages.ts'

/** Where somebody writes down what the AI may answer from. */
describe.skipIf(!isBrowserHere)('Knowledge', () => {
  const { open, shoot } = openPages()
  const knowledgeOf = async (world: World, path = '/knowledge'): Promise<Page> => {
    const page = await open(`${world.baton.url}${path}`)
    await signIn(page)
    await page.getByRole('button', { name: 'Your account' }).waitFor()
    return page
  }
  const rows = (page: Page) => page.getByRole('region', { name: 'Articles' }).getByRole('link')
  const saved = (page: Page) => page.getByText('Saved. The AI finds it from now on.').waitFor()
  const save = (page: Page) => page.getByRole('button', { name: 'Save', exact: true }).click()
  const articles = async (world: World) =>
    (
      await world.api<{ items: { id: string; title: string; body: string; phrasings: string[] }[] }>(
        'GET',
        '/api/v1/knowledge/articles',
      )
    ).items
  const file = (name: string, text: string) => ({ name, mimeType: '', buffer: Buffer.from(text) })

  test('the first article is written, cited in the playground, mended where the citation leads, and deleted', async () => {
    await using world = await createWorld({ engine, articles: [] })
    const page = await knowledgeOf(world)
    await page.getByText('The AI knows nothing yet').waitFor()
    await shoot(page, 'knowledge-empty')
    await page.getByRole('link', { name: 'New article' }).first().click()
    await page.getByLabel('Title').fill('Do you repair tents?')
    await page
      .getByLabel('Text', { exact: true })
      .fill('We repair **every** tent within a week, for 20 euros.')
    await page.getByLabel('Phrasings').fill('my tent is torn\n\n  can you mend a tent  ')
    await page.getByLabel('Link (optional)').fill('https://acme.test/repairs')
    await page.locator('.markdown strong').getByText('every').waitFor()
    await page.getByText('Unsaved changes').waitFor()
    await save(page)
    await saved(page)
    await page.waitForURL(/\/knowledge\/[0-9a-f-]{36}/)
    expect(await articles(world)).toMatchObject([
      { title: 'Do you repair tents?', phrasings: ['my tent is torn', 'can you mend a tent'] },
    ])

    await page.getByRole('link', { name: 'Playground', exact: true }).click()
    await page.getByLabel('Your question').fill('Do you repair tents?')
    await page.keyboard.press('Enter')
    await page.locator('.ai').getByText('within a week, for 20 euros').waitFor()
    await page.getByRole('link', { name: 'Do you repair tents?' }).first().click()
    await page.getByLabel('Text', { exact: true }).fill('We repair every tent within two weeks.')
    await save(page)
    await saved(page)
    await page.getByRole('link', { name: 'Playground', exact: true }).click()
    await page.getByLabel('Your question').fill('Do you repair tents?')
    await page.keyboard.press('Enter')
    await page.locator('.ai').getByText('within two weeks').waitFor()

    await page.getByRole('link', { name: 'Knowledge', exact: true }).click()
    await rows(page).filter({ hasText: 'Do you repair tents?' }).click()
    await page.getByRole('button', { name: 'Delete…' }).click()
    const asks = page.getByRole('dialog', { name: 'Delete this article?' })
    await asks.getByRole('button', { name: 'Keep' }).click()
    await page.getByRole('button', { name: 'Delete…' }).click()
    await asks.getByRole('button', { name: 'Yes, delete' }).click()
    await page.getByText('The AI knows nothing yet').waitFor()
    expect(await articles(world)).toEqual([])
  })

  test('what is wrong is said at its field, and nothing is saved before all is right', async () => {
    await using world = await createWorld({ engine, articles: [] })
    const page = await knowledgeOf(world, '/knowledge/new')
    await save(page)
    const wrong = (label: string) =>
      page.locator('.field').filter({ has: page.getByLabel(label, { exact: true }) })
    await wrong('Title').getByRole('alert').getByText('must not be empty').waitFor()
    expect(await page.evaluate('document.activeElement.name')).toBe('title')
    await page.getByLabel('Title').fill('Warranty')
    await save(page)
    await wrong('Text').getByRole('alert').getByText('must not be empty').waitFor()
    await page.getByLabel('Text', { exact: true }).fill('Two years.')
    await page.getByLabel('Link (optional)').fill('javascript:alert(1)')
    await save(page)
    await wrong('Link (optional)').getByRole('alert').getByText('http://').waitFor()
    await page.getByLabel('Link (optional)').fill('')
    await page.getByLabel('Phrasings').fill(`fine\n${'much too long '.repeat(150)}`)
    await save(page)
    await wrong('Phrasings').getByRole('alert').getByText('“much too long').waitFor()
    await shoot(page, 'knowledge-wrong')
    expect(await articles(world)).toEqual([])
    await page.getByLabel('Phrasings').fill('fine')
    await save(page)
    await saved(page)
    expect(await articles(world)).toMatchObject([{ title: 'Warranty', phrasings: ['fine'] }])
  })

  test('a click elsewhere, Back and Escape lose nothing that is not saved', async () => {
    await using world = await createWorld({ engine })
    const page = await knowledgeOf(world)
    await rows(page).filter({ hasText: 'delivery' }).click()
    await page.getByLabel('Text', { exact: true }).fill('It takes a week by now.')
    const asks = page.getByRole('dialog', { name: 'Leave without saving?' })
    const stays = async () => {
      await asks.getByRole('button', { name: 'Stay here' }).click()
      expect(await page.getByLabel('Text', { exact: true }).inputValue()).toBe('It takes a week by now.')
    }
    await page.getByRole('link', { name: 'Inbox', exact: true }).click()
    await stays()
    await page.goBack()
    await stays()
    await page.getByLabel('Text', { exact: true }).press('Escape')
    await page.keyboard.press('Escape')
    await stays()
    await page.getByRole('link', { name: 'Inbox', exact: true }).click()
    await asks.getByRole('button', { name: 'Leave, drop the changes' }).click()
    await page.getByRole('heading', { name: 'Inbox' }).waitFor()
    expect(JSON.stringify(await articles(world))).not.toContain('a week by now')
  })

  test('of what somebody else has changed meanwhile nothing is written over unasked', async () => {
    await using world = await createWorld({ engine })
    const [{ id } = { id: '' }] = await articles(world)
    const page = await knowledgeOf(world, `/knowledge/${id}`)
    await page.getByLabel('Text', { exact: true }).fill('Mine.')
    world.clock.skip(1_000)
    await world.api('PATCH', `/api/v1/knowledge/articles/${id}`, { title: 'Theirs', body: 'Theirs.' })
    await save(page)
    await page.getByText('Somebody has changed this article since you opened it.').waitFor()
    await shoot(page, 'knowledge-meanwhile')
    expect(await world.api('GET', `/api/v1/knowledge/articles/${id}`)).toMatchObject({ body: 'Theirs.' })
    await page.getByRole('button', { name: 'Show theirs, drop mine' }).click()
    await page.getByRole('heading', { name: 'Theirs' }).waitFor()
    expect(await page.getByLabel('Text', { exact: true }).inputValue()).toBe('Theirs.')

    await page.getByLabel('Text', { exact: true }).fill('Mine again.')
    world.clock.skip(1_000)
    await world.api('PATCH', `/api/v1/knowledge/articles/${id}`, { title: 'Theirs again', body: 'Theirs.' })
    await save(page)
    await page.getByRole('button', { name: 'Save mine over it' }).click()
    await saved(page)
    // the field that was not touched here is theirs
    const now = await world.api('GET', `/api/v1/knowledge/articles/${id}`)
    expect(now).toMatchObject({ title: 'Theirs again', body: 'Mine again.' })
  })

  test('the list is narrowed by words and state, in the address, and a page at a time', async () => {
    const many = Array.from({ length: 120 }, (_, n) => ({
      id: `n${n}`,
      title: `Topic ${n}`,
      body: `Text ${n}.`,
    }))
    await using world = await createWorld({ engine, articles: many })
    const draft = { title: 'Not ready', body: 'Nobody knows yet.', state: 'draft', visibility: 'internal' }
    await world.api('POST', '/api/v1/knowledge/articles', draft)
    const page = await knowledgeOf(world)
    while ((await page.getByText('That is all: 121 articles.').count()) === 0)
      await rows(page).last().scrollIntoViewIfNeeded()
    expect(await rows(page).count()).toBe(121)
    await page.getByLabel('Search articles').fill('text topic 77')
    await page.waitForURL(/q=text/)
    await page.getByText('One article.').waitFor()
    await page.reload()
    await rows(page).filter({ hasText: 'Topic 77' }).waitFor()
    await page.getByRole('button', { name: 'Clear filters' }).click()
    await page.getByLabel('State').selectOption('draft')
    await rows(page).filter({ hasText: 'Not ready' }).getByText('Internal').waitFor()
    await rows(page).nth(1).waitFor({ state: 'detached' })
    expect(await rows(page).count()).toBe(1)
    await page.getByLabel('Visibility').selectOption('public')
    await page.getByText('No article fits').waitFor()
    await page.goto(`${world.baton.url}/knowledge?state=nonsense&visibility=7`)
    await rows(page).nth(49).waitFor()
  })

  test('with the keyboard alone: sought, opened, changed, saved, back in its place, and a new one', async () => {
    await using world = await createWorld({ engine })
    const page = await knowledgeOf(world)
    await rows(page).nth(1).waitFor()
    const press = async (...all: string[]) => {
      for (const key of all) await page.keyboard.press(key)
    }
    await press('/')
    await page.keyboard.type('nobody of that name')
    await page.getByText('No article fits').waitFor()
    await press('Control+a', 'Delete')
    await rows(page).nth(1).waitFor()
    await press('Escape', 'j', 'j', 'k', 'j')
    const marked = page.locator('[aria-current="true"]')
    const title = await marked.locator('.font-semibold').textContent()
    await press('Enter')
    await page.getByRole('heading', { level: 1, name: title ?? '' }).waitFor()
    await page.getByLabel('Title').focus()
    await press('End')
    await page.keyboard.type(' By keys')
    await press('Control+s')
    await saved(page)
    await press('Escape', 'Escape')
    await marked.getByText('By keys').waitFor()
    await press('n')
    await page.getByRole('heading', { name: 'New article' }).waitFor()
    expect(await page.evaluate('document.activeElement.name')).toBe('title')
    await page.keyboard.type('Made by keys')
    await press('Tab')
    await page.keyboard.type('All of it.')
    await press('Control+Enter')
    await saved(page)
    expect((await articles(world)).map((article) => article.title)).toContain('Made by keys')
    await press('Escape', 'Escape', '?')
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).getByText('New article').waitFor()
    await press('Escape', 'Control+k')
    await page.keyboard.type('import')
    await press('Enter')
    await page.getByRole('heading', { name: 'Import articles' }).waitFor()
  })

  test('a file is looked into, imported with what it would have done, and a half-broken one by its good half', async () => {
    await using world = await createWorld({ engine, articles: [] })
    const page = await knowledgeOf(world, '/knowledge/import')
    const choose = page.locator('input[type=file]').first()
    const figures = async () => (await page.locator('dl[class*="gap-x-8"] dd').allTextContents()).map(Number)
    await choose.setInputFiles(file('picture.png', 'neither one nor the other'))
    await page
      .getByRole('alert')
      .getByText('This is none of the kinds of files that are read here.')
      .waitFor()
    await choose.setInputFiles(file('prices.csv', 'name;price\nx;1\n'))
    await page.getByRole('alert').getByText('The first line must name the columns').waitFor()

    const good =
      'id,question,answer,phrasings\n1,Where is my order?,See My orders.,order where|parcel gone\n2,=1+1,"@SUM(A1)",\n'
    await choose.setInputFiles(file('good.csv', good))
    await page.getByRole('heading', { name: 'What would happen' }).waitFor()
    expect(await figures()).toEqual([2, 0, 0])
    await page.getByText('2 phrasings').waitFor()
    await page.getByText('=1+1').waitFor()
    expect(await articles(world)).toEqual([])
    await page.getByRole('button', { name: 'Import 2 articles' }).click()
    await page.getByRole('heading', { name: 'What happened' }).waitFor()
    expect(await figures()).toEqual([2, 0, 0])
    expect((await articles(world)).map(({ title }) => title).sort()).toEqual(['=1+1', 'Where is my order?'])

    const broken = [
      '{"id":1,"title":"Where is it?","body":"See My orders."}',
      'no json',
      '{"title":"<img src=x onerror=alert(1)>","body":"<script>document.title=\'owned\'</script>"}',
      '{"title":"No body"}',
    ].join('\n')
    await choose.setInputFiles(file('broken.ndjson', broken))
    await page.getByRole('cell', { name: 'This line is not JSON.' }).waitFor()
    await page.getByRole('cell', { name: '“body” is missing.' }).waitFor()
    expect(await figures()).toEqual([1, 1, 2])
    await page.getByText('update', { exact: true }).waitFor()
    await shoot(page, 'knowledge-import')
    await page.getByRole('button', { name: 'Import 2 articles' }).click()
    await page.getByRole('heading', { name: 'What happened' }).waitFor()
    await page.getByRole('link', { name: 'Go to the articles' }).click()
    await rows(page).filter({ hasText: 'Where is it?' }).waitFor()
    expect(await rows(page).count()).toBe(3)
    expect(await page.title()).toBe('Knowledge · Baton')
  })

  test('a folder of Markdown files is an article each, and the next time the same articles', async () => {
    await using world = await createWorld({ engine, articles: [] })
    const folder = mkdtempSync(join(tmpdir(), 'baton-help-'))
    mkdirSync(join(folder, 'shop'))
    const write = (name: string, text: string) => writeFileSync(join(folder, name), text)
    write('hours.md', '# When are you open?\n\nFrom **nine** to five.\n')
    write(
      'shop/gift-cards.md',
      '---\ntitle: "Gift cards"\nurl: https://acme.test/gifts\n---\n\n# Cards\n\nGood for a year.\n',
    )
    write('shop/opening-times.markdown', 'From nine to five.')
    write('shop/empty.md', '')
    write('shop/notes.txt', 'not one of them')
    const page = await knowledgeOf(world, '/knowledge/import')
    const choose = page.getByLabel('Choose a folder')
    await choose.first().setInputFiles(folder)
    await page.getByRole('cell', { name: /shop\/empty\.md$/ }).waitFor()
    await page.getByRole('button', { name: 'Import 3 articles' }).click()
    await page.getByRole('heading', { name: 'What happened' }).waitFor()
    const made = (await articles(world)).map(({ title, body }) => [title, body]).sort()
    expect(made).toEqual([
      ['Gift cards', 'Good for a year.'],
      ['When are you open?', 'From **nine** to five.'],
      ['opening times', 'From nine to five.'],
    ])
    await choose.first().setInputFiles(folder)
    await page.getByRole('heading', { name: 'What would happen' }).waitFor()
    await page.getByText('update', { exact: true }).nth(2).waitFor()
    rmSync(folder, { recursive: true })
  })

  test('pages, papers and zips: what is good comes in, what is broken says why, what is hostile does nothing', async () => {
    await using world = await createWorld({ engine, articles: [] })
    const page = await knowledgeOf(world, '/knowledge/import')
    const choose = page.locator('input[type=file]').first()
    const figures = async () => (await page.locator('dl[class*="gap-x-8"] dd').allTextContents()).map(Number)
    const run = async (name: string) => {
      await page.getByRole('button', { name }).click()
      await page.getByRole('heading', { name: 'What happened' }).waitFor()
    }
    const made = async () => (await articles(world)).map(({ title, body }) => [title, body]).sort()
    const html = '<nav>Menu</nav><main><h1>Gift cards</h1><p>Good for <b>three</b> years.</p></main>'
    await choose.setInputFiles(file('gifts.html', html))
    await page.getByText('Good for **three** years.').waitFor()
    await run('Import one article')

    // as a browser prints it
    const paper = await page.context().newPage()
    const text = 'Every tent is guaranteed for two years, and we repair it within a week. '.repeat(3)
    await paper.setContent(
      `<title>Warranty</title><h1>Warranty</h1><p>${text}</p><h2>Left out</h2><p>Moths.</p>`,
    )
    const pdf = { name: 'warranty.pdf', mimeType: 'application/pdf', buffer: await paper.pdf() }
    await paper.close()
    await choose.setInputFiles([
      pdf,
      file('gifts.html', html),
      file('hours.md', '# Hours\n\nNine to five.'),
      file('scan.pdf', Buffer.from(scannedPdf()).toString('latin1')),
      file('picture.png', 'not one of them'),
    ])
    await page.getByRole('heading', { name: 'What would happen' }).waitFor()
    await page.getByRole('cell', { name: /Run text recognition/ }).waitFor()
    expect(await figures()).toEqual([2, 1, 1])
    await page.getByText('4 files').waitFor()
    await shoot(page, 'knowledge-import-documents')
    await run('Import 3 articles')
    expect(await made()).toEqual([
      ['Gift cards', 'Good for **three** years.'],
      ['Hours', 'Nine to five.'],
      ['Warranty', `${text.trim()}\n\n## Left out\n\nMoths.`],
    ])

    const hostile = zipOf({
      '../../evil.md': 'Evil.',
      'owned.html': `<h1><img src=x onerror="document.title='owned'" alt="A &lt;script&gt;"></h1><p>Text<script>document.title='owned'</script>`,
      'inner.zip': zipOf({ 'a.md': 'x' }),
    })
    await choose.setInputFiles({ name: 'hostile.zip', mimeType: '', buffer: Buffer.from(hostile) })
    await page.getByRole('cell', { name: 'Its name leads out of the zip.' }).waitFor()
    await page.getByRole('cell', { name: 'It is packed once more. Unpack it first.' }).waitFor()
    await run('Import one article')
    expect(await page.title()).not.toBe('owned')
    await choose.setInputFiles(file('not.pdf', '\u0089PNG'))
    await page.getByRole('alert').getByText('This is no PDF, whatever its name says.').waitFor()
    await choose.setInputFiles(file('deep.html', '<div>'.repeat(100_000)))
    await page
      .getByRole('alert')
      .getByText(/^It (takes too|is nested)/)
      .waitFor({ timeout: 60_000 })
    expect(await made()).toHaveLength(4)
  })

  test('while it runs an import says how far it is, and what broke off is said', async () => {
    await using world = await createWorld({ engine, articles: [] })
    const page = await knowledgeOf(world, '/knowledge/import')
    const theImport = /knowledge\/import\?(?!.*dryRun)/
    await page.route(theImport, (route) =>
      route.fulfill({
        contentType: 'application/x-ndjson',
        body: '{"done":100,"of":250}\n{"done":200,"of":250}\n',
      }),
    )
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles(file('one.ndjson', '{"title":"One","body":"1"}'))
    await page.getByRole('button', { name: 'Import one article' }).click()
    await page.getByRole('alert').getByText('The connection broke off.').waitFor()
    await page.unroute(theImport)
    const rows = Array.from({ length: 1_000 }, (_, n) => ({ id: n, title: `Topic ${n}`, body: `Text ${n}.` }))
    const text = rows.map((row) => JSON.stringify(row)).join('\n')
    await page.locator('input[type=file]').first().setInputFiles(file('many.ndjson', text))
    await page.getByRole('button', { name: 'Import 1000 articles' }).waitFor()
    await page.evaluate(
      `told = []; new MutationObserver(() => { const bar = document.querySelector('progress[value]'); if (bar) told.push(bar.value) })
        .observe(document.body, { subtree: true, childList: true, attributes: true })`,
    )
    await page.getByRole('button', { name: 'Import 1000 articles' }).click()
    await page.getByRole('heading', { name: 'What happened' }).waitFor()
    const told = await page.evaluate<number[]>('told')
    expect(new Set(told).size).toBeGreaterThan(1)
    expect(told).toEqual(told.toSorted((a, b) => a - b))
  })

  test('what would be found is what is then answered from, with its numbers', async () => {
    await using world = await createWorld({ engine })
    const page = await knowledgeOf(world)
    await page.getByLabel('A customer’s question').fill('How long does express delivery take?')
    await page.keyboard.press('Enter')
    const box = page.locator('details').filter({ hasText: 'What would be found?' })
    const first = box.getByRole('listitem').first()
    await first.getByText('Express delivery takes one day.').waitFor()
    await first.getByRole('link', { name: 'How long does delivery take?' }).waitFor()
    await box.getByText('Asked in English.').waitFor()
    await first.getByText('none yet').waitFor()
    const { confidence, items } = await world.api<{ confidence: number; items: { score: number }[] }>(
      'POST',
      '/api/v1/knowledge/search',
      { query: 'How long does express delivery take?' },
    )
    const text = await box.textContent()
    expect(text).toContain(`Confidence ${confidence.toFixed(2)}`)
    expect(text).toContain(`Score${items[0]?.score.toFixed(2)}`)
    await box.getByText('What the numbers mean').click()
    await shoot(page, 'knowledge-found')
    await page.getByLabel('A customer’s question').fill('xyzzy')
    await page.keyboard.press('Enter')
    await box.getByText('Nothing: the AI would hand over.').waitFor()
  })

  test('a viewer reads everything and can change nothing', async () => {
    await using world = await createWorld({ engine })
    const [{ id } = { id: '' }] = await articles(world)
    const before = await articles(world)
    const email = 'vera@acme.test'
    const password = 'a horse of her own'
    const invitation = { email, role: 'viewer' }
    const { url } = await world.api<{ url: string }>('POST', '/api/v1/invitations', invitation)
    await browserOf(world).ask('POST', '/api/auth/accept-invitation', { token: url.split('#')[1], password })
    const page = await open(`${world.baton.url}/knowledge`)
    await signIn(page, { email, password })
    await rows(page).nth(1).waitFor()
    for (const name of ['New article', 'Import'])
      expect(await page.getByRole('link', { name }).count(), name).toBe(0)
    await page.keyboard.press('n')
    await page.getByLabel('A customer’s question').fill('delivery')
    await page.keyboard.press('Enter')
    await page.getByText('What the numbers mean').waitFor()
    await page.goto(`${world.baton.url}/knowledge/${id}`)
    await page.getByText('You may read articles.').waitFor()
    await shoot(page, 'knowledge-viewer')
    for (const role of ['textbox', 'radio'] as const) expect(await page.getByRole(role).count()).toBe(0)
    expect(await page.getByRole('button', { name: /Save|Delete/ }).count()).toBe(0)
    for (const path of ['new', 'import']) {
      await page.goto(`${world.baton.url}/knowledge/${path}`)
      await page.getByText(/takes the role agent/).waitFor()
    }
    expect(await articles(world)).toEqual(before)
  })

  test('hostile Markdown runs nothing, fetches nothing and leads nowhere', async () => {
    await using world = await createWorld({ engine, articles: [] })
    const owned = "document.title='owned'"
    const body = [
      `<script>${owned}</script><img src=x onerror="${owned}"><svg onload="${owned}">`,
      `[click](javascript:${owned}) [data](data:text/html,<script>${owned}</script>) [vb](vbscript:x) [in](/api/auth/sign-out)`,
      `![pixel](https://evil.test/pixel.png) ![x](javascript:${owned})`,
      `<a href="javascript:${owned}">a</a> <javascript:${owned}> [ref]`,
      `[ref]: javascript:${owned}`,
      '<iframe src="https://evil.test"></iframe><style>body{display:none}</style><form action="https://evil.test"><input></form>',
      '[good](https://acme.test/help "onmouseover=alert(1)")',
      '| a | b |\n|---|---|\n| <b onclick=x>1</b> | 2 |',
    ].join('\n\n')
    const made = await world.api<{ id: string }>('POST', '/api/v1/knowledge/articles', {
      title: `<img src=x onerror="${owned}">`,
      body,
    })
    const page = await open(`${world.baton.url}/sign-in`)
    const asked: string[] = []
    page.on('request', (request) => asked.push(new URL(request.url()).origin))
    await signInOn(page)
    await page.goto(`${world.baton.url}/knowledge/${made.id}`)
    const preview = page.locator('.markdown')
    await preview.getByRole('link', { name: 'good' }).waitFor()
    expect(await preview.getByRole('link').count()).toBe(1)
    expect(await preview.locator('img, script, iframe, style, form, input, svg, [onclick]').count()).toBe(0)
    await preview.getByText('Image: pixel').waitFor()
    expect(await page.title()).not.toBe('owned')
    expect([...new Set(asked)]).toEqual([world.baton.url])
    await shoot(page, 'knowledge-hostile')
    // nested past all reason, and what readers of Markdown take long for
    for (const text of [`${'>'.repeat(5_000)} deep`, '_a'.repeat(25_000), '['.repeat(50_000)]) {
      await page.getByLabel('Text', { exact: true }).fill(text)
      await preview.getByText(text.slice(-5)).first().waitFor()
    }
    await preview.getByText('Only the beginning of this long text is shown.').waitFor()
    expect((await preview.textContent())?.length).toBeLessThan(21_000)
    await page.getByLabel('Text', { exact: true }).fill('# Still here')
    await preview.getByRole('heading', { name: 'Still here' }).waitFor()
  })

  test('what cannot be loaded says why, and is there at the second try', async () => {
    await using world = await createWorld({ engine })
    const page = await open(`${world.baton.url}/sign-in`)
    await signInOn(page)
    const error = '{"error":{"code":"internal","message":"Something went wrong on our side."}}'
    await page.route('**/api/v1/knowledge/articles?*', (route) => route.fulfill({ status: 500, body: error }))
    await page.getByRole('link', { name: 'Knowledge', exact: true }).click()
    await page.getByRole('alert').getByText('Something went wrong on our side.').waitFor()
    await page.unroute('**/api/v1/knowledge/articles?*')
    await page.getByRole('button', { name: 'Try again' }).click()
    await rows(page).nth(1).waitFor()
    await page.goto(`${world.baton.url}/knowledge/3f2504e0-4f89-41d3-9a0c-0305e82c3301`)
    await page.getByText('There is no such article.').waitFor()
  })
})
