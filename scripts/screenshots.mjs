// All pages of the dashboard, light, dark and on a phone, into .cache/screenshots: for whoever changes how they look.
import { mkdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { OWNER, openBrowser, signIn, startBaton } from './dashboard.mjs'

const folder = join(import.meta.dirname, '../.cache/screenshots')
rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })

const LOOKS = {
  light: { viewport: { width: 1360, height: 860 } },
  dark: { viewport: { width: 1360, height: 860 }, colorScheme: 'dark' },
  phone: { viewport: { width: 390, height: 844 } },
  german: { viewport: { width: 1360, height: 860 }, locale: 'de-DE' },
}

/** What customers of a morning write, and what becomes of it. */
const MORNING = [
  ['Ana Silva', 'How long does delivery take?'],
  ['Bo Lindqvist', 'Hi! How do I return a lamp that I bought last week?'],
  ['Chidi Okeke', 'Can I talk to a person please?'],
  ['Dora Weiss', 'Do you also repair tents from other makers?'],
  ['Emil Hansen', 'Which payment methods do you accept?'],
]

const ARTICLE = `# Delivery

Standard delivery takes **three to five** working days. Express takes one.

- within the country: 4.90
- abroad: see [our prices](https://acme.test/prices)

| Country | Days |
|---|---|
| Austria | 4 |
| Norway | 7 |
`

const FILE = `id,title,body,phrasings,url
1,Gift cards,"They are good for three years, in the shop and online.",how long is my voucher good|gift voucher,https://acme.test/gift-cards
2,Repairs,We mend every tent within two weeks.,,
,,no title,,
3,Sizes,,,
4,Club,Members get 5 % back.,,acme.test/club
`
/** A website to be read, with what goes wrong on one. */
async function helpCentre() {
  const page = (title, text, links = []) =>
    `<title>${title}</title><main><h1>${title}</h1><p>${text}</p>${links.map((to) => `<a href="${to}">${to}</a> `).join('')}</main>`
  const pages = {
    '/': page('Help', 'Welcome to the help of Acme Outdoor.', [
      '/tents',
      '/boots',
      '/broken',
      '/gone',
      '/account',
      '/old',
    ]),
    '/robots.txt': 'User-agent: *\nDisallow: /account\n',
    '/tents': page('How do I pitch a tent?', 'Begin with the poles, then the pegs, and the guy lines last.'),
    '/boots': page('How do I care for boots?', 'Brush them, let them dry slowly, and wax them.'),
  }
  const server = createServer(({ url }, response) => {
    const status = url === '/old' ? 301 : url === '/broken' ? 500 : pages[url] === undefined ? 404 : 200
    response.writeHead(status, { 'content-type': 'text/html', location: '/tents' }).end(pages[url])
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { host: `127.0.0.1:${server.address().port}`, close: () => server.close() }
}

/** As the team of the morning has set the AI up. */
const SETTINGS = {
  topics: {
    mode: 'deny',
    list: [
      {
        name: 'Repairs',
        description: 'Anything that is broken and should be mended',
        examples: ['Do you also repair tents from other makers?', 'My zip is broken'],
      },
    ],
  },
  officeHours: {
    timezone: 'Europe/Berlin',
    weekly: [
      ...['mon', 'tue', 'wed', 'thu'].map((day) => ({ day, from: '09:00', to: '17:30' })),
      { day: 'fri', from: '09:00', to: '12:00' },
      { day: 'fri', from: '13:00', to: '15:00' },
    ],
    holidays: [{ date: '2026-12-25', name: 'Christmas' }],
    rule: 'ai_always',
  },
  templates: { en: { handoff: 'One of us will be with you here.' }, de: {} },
  channels: { whatsapp: { quietMinutes: 240 } },
}

const site = await helpCentre()
const baton = await startBaton({ BATON_CRAWL_HOSTS: site.host })

/** By the API, as the owner. */
async function setUp() {
  const headers = { 'content-type': 'application/json', origin: baton.url }
  const ask = (method, path, body, cookie = '') =>
    fetch(`${baton.url}${path}`, { method, headers: { ...headers, cookie }, body: JSON.stringify(body) })
  const signedIn = await ask('POST', '/api/auth/sign-in/email', OWNER)
  const cookie = signedIn.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  await ask('PATCH', '/api/v1/settings', SETTINGS, cookie)
  await ask('POST', '/api/v1/invitations', { email: 'ben@acme.test', role: 'agent' }, cookie)
  await ask('POST', '/api/v1/api-keys', { name: 'Weekly report', scopes: ['sessions:read'] }, cookie)
}
const browser = await openBrowser()
try {
  const tell = async (path, body) => {
    const answer = await fetch(`${baton.sandboxUrl}/admin/api${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`)
    return answer.json()
  }
  const said = []
  for (const [customer, text] of MORNING) said.push(await tell('/customer/say', { customer, text }))
  await setUp()
  const first = await browser.newPage()
  await signIn(first, `${baton.url}/inbox`)
  await first.getByRole('link', { name: /Emil/ }).getByText('AI', { exact: true }).waitFor()
  await first.getByRole('link', { name: /Chidi/ }).getByText('Team', { exact: true }).waitFor()
  const { conversation } = said[2]
  await tell('/rep/say', {
    agent: 'Ben Adler',
    conversationId: conversation?.id ?? said[2].conversationId,
    text: 'Hello Chidi, Ben here. What can I do for you?',
  })
  await tell('/customer/say', { customer: 'Ana Silva', text: 'And what does express cost?' })
  await first.close()

  for (const [look, options] of Object.entries(LOOKS)) {
    const context = await browser.newContext(options)
    const page = await context.newPage()
    let count = 0
    const shoot = async (name) => {
      // what fades in or loads late
      await page.waitForLoadState('networkidle', { timeout: 1_000 }).catch(() => {})
      await page.screenshot({ path: join(folder, `${look}-${String(++count).padStart(2, '0')}-${name}.png`) })
    }
    await page.goto(baton.url)
    await page.locator('input[type=email]').waitFor()
    await shoot('sign-in')
    await signIn(page, `${baton.url}/inbox`)
    await page.getByRole('link', { name: /Ana/ }).waitFor()
    await shoot('inbox')
    await page.getByRole('link', { name: /Ana/ }).click()
    await page.locator('.ai').first().waitFor()
    await shoot('session')
    await page.locator('.ai summary').last().click()
    await shoot('trace')
    await page.goto(`${baton.url}/inbox`)
    await page.getByRole('link', { name: /Chidi/ }).click()
    await page.locator('.private').first().waitFor()
    await shoot('handed-over')
    if (look !== 'phone') {
      await page.goto(`${baton.url}/inbox?sandbox=true`)
      await page.frameLocator('iframe').locator('body').waitFor()
      await shoot('sandbox')
    }
    await page.goto(`${baton.url}/inbox?q=nobody+of+that+name`)
    await shoot('nothing-fits')
    await page.goto(`${baton.url}/start`)
    await page.locator('ol li').first().waitFor()
    await shoot('first-steps')
    await page.goto(`${baton.url}/playground`)
    await page.locator('#question').fill('How do I return an item?')
    await page.keyboard.press('Enter')
    await page.locator('.ai').waitFor()
    await shoot('playground')
    await page.goto(`${baton.url}/flags`)
    await page.locator('h1').waitFor()
    await shoot('wrong-answers')
    await page.goto(`${baton.url}/analytics`)
    await page.locator('figure').waitFor()
    await shoot('analytics')
    await page.goto(`${baton.url}/knowledge`)
    await page.locator('section li').first().waitFor()
    await shoot('knowledge')
    const box = page.locator('details').filter({ has: page.locator('#what-is-found') })
    if ((await box.getAttribute('open')) === null) await box.locator('summary').first().click()
    await page.locator('#what-is-found').fill('how much is express delivery')
    await page.keyboard.press('Enter')
    await box.locator('li').first().waitFor()
    await shoot('knowledge-found')
    // what a website says is not written here
    await page.goto(`${baton.url}/knowledge?q=delivery`)
    await page.locator('section li a').first().click()
    await page.locator('textarea[name=body]').fill(ARTICLE)
    await shoot('article')
    await page.locator('textarea[name=phrasings]').scrollIntoViewIfNeeded()
    await page.locator('input[name=url]').fill('acme.test')
    await page.keyboard.press('Control+s')
    await page.locator('[role=alert]').waitFor()
    await shoot('article-refused')
    await page.locator('nav a').first().click()
    await page.locator('dialog').waitFor()
    await shoot('article-leaving')
    await page.locator('dialog .btn-danger').click()
    await page.waitForURL(/inbox|start/)
    await page.goto(`${baton.url}/knowledge?q=nothing+of+that+name`)
    await page.locator('h1').waitFor()
    await shoot('knowledge-nothing-fits')
    await page.goto(`${baton.url}/knowledge/suggested-phrasings`)
    await page.locator('h1').waitFor()
    await shoot('suggested-phrasings')
    await page.goto(`${baton.url}/knowledge/import`)
    await page.locator('h1').waitFor()
    await shoot('import')
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles({ name: 'help-centre.csv', mimeType: 'text/csv', buffer: Buffer.from(FILE) })
    await page.locator('#what-would-happen').waitFor()
    await shoot('import-preview')
    await page.goto(`${baton.url}/knowledge/websites`)
    // it stands there once it is known which websites there are
    await page.locator('details').first().waitFor()
    if ((await page.locator('ul li a[href*="/knowledge/websites/"]').count()) === 0) {
      await page.locator('input[name=url]').fill(site.host)
      await shoot('websites-add')
      await page.locator('input[name=url]').fill(`http://${site.host}/`)
      await page.keyboard.press('Enter')
      await page.waitForURL(/websites\/.+/)
      await page.getByRole('button', { name: 'Read now' }).waitFor()
      await page.goto(`${baton.url}/knowledge/websites`)
    }
    await page.locator('ul li a[href*="/knowledge/websites/"]').click()
    await page.locator('section li').first().waitFor()
    await shoot('website')
    await page.goBack()
    await page.locator('ul li').first().waitFor()
    await shoot('websites')
    await page.goto(`${baton.url}/settings/integrations/freshchat`)
    await page.locator('#takes').waitFor()
    await shoot('freshchat')
    for (const part of ['#webhook', '#health', '#takes', '#disconnect']) {
      await page.locator(part).scrollIntoViewIfNeeded()
      await page.locator(part).evaluate((heading) => heading.scrollIntoView())
      await shoot(`freshchat-${part.slice(1)}`)
    }
    await page.goto(`${baton.url}/settings/ai`)
    await page.locator('#privacy').waitFor()
    await shoot('ai')
    for (const part of ['topics', 'handoff', 'office-hours', 'channels', 'templates', 'model', 'privacy']) {
      await page.locator(`#${part}`).evaluate((heading) => heading.scrollIntoView())
      await shoot(`ai-${part}`)
    }
    await page.goto(`${baton.url}/settings/members`)
    await page.locator('#api-keys').waitFor()
    await shoot('members')
    await page.locator('#api-keys').evaluate((heading) => heading.scrollIntoView())
    await shoot('members-api-keys')
    await page.goto(`${baton.url}/settings/audit`)
    await page.locator('ol li details').first().click()
    await shoot('audit')
    await page.goto(`${baton.url}/settings/integrations/freshchat`)
    await page.locator('#takes').waitFor()
    await page.keyboard.press('?')
    await shoot('shortcuts')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+k')
    await shoot('commands')
    await context.close()
  }
  console.log(`All pages are in ${folder}`)
} finally {
  await browser.close()
  await baton.stop()
  site.close()
}
