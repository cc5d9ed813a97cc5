import { existsSync, mkdirSync } from 'node:fs'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { engine } from '../setup/moments.ts'
import { createWorld, type World } from '../setup/world.ts'

const executablePath = process.env.BATON_CHROMIUM ?? '/usr/bin/chromium'
const args =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync'
const SHOTS = process.env.BATON_SHOTS ?? null

/** What the support lead does on the first day, in a real browser, against the built dashboard. */
describe.skipIf(!existsSync(executablePath))('the dashboard', () => {
  let browser: Browser
  let contexts: BrowserContext[] = []
  const complaints: string[] = []

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args: args.split(' ') })
    if (SHOTS !== null) mkdirSync(SHOTS, { recursive: true })
  })
  afterAll(() => browser?.close())
  afterEach(async () => {
    await Promise.all(contexts.map((context) => context.close()))
    contexts = []
    expect(complaints.splice(0)).toEqual([])
  })

  async function open(
    world: World,
    path = '/',
    options: { width?: number; dark?: boolean } = {},
  ): Promise<Page> {
    const context = await browser.newContext({
      viewport: { width: options.width ?? 1280, height: 860 },
      colorScheme: options.dark ? 'dark' : 'light',
    })
    contexts.push(context)
    const page = await context.newPage()
    page.setDefaultTimeout(15_000)
    page.on('pageerror', (error) => complaints.push(String(error)))
    page.on('console', (message) => {
      // what the server refuses the browser notes by itself; the stories look at what the page says of it
      const isRefusal = message.text().startsWith('Failed to load resource')
      if (message.type() === 'error' && !isRefusal) complaints.push(message.text())
    })
    await page.goto(`${world.baton.url}${path}`)
    return page
  }
  async function signIn(page: Page, password = 'correct horse battery'): Promise<void> {
    await page.getByLabel('E-mail').fill('olga@acme.test')
    await page.getByLabel('Password').fill(password)
    await page.keyboard.press('Enter')
  }
  const shoot = async (page: Page, name: string): Promise<void> => {
    if (SHOTS !== null) await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true })
  }

  test('signing in by keyboard: a wrong password is said so, the right one opens the Inbox', async () => {
    await using world = await createWorld({ engine })
    const page = await open(world)
    await page.getByRole('heading', { name: 'Sign in to Baton' }).waitFor()
    await signIn(page, 'wrong')
    await page.getByRole('alert').getByText('The e-mail address or the password is wrong.').waitFor()
    await shoot(page, 'sign-in')
    await signIn(page)
    await page.getByRole('heading', { name: 'Inbox' }).waitFor()
    await page.getByText('No customer has written yet').waitFor()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('heading', { name: 'Sign in to Baton' }).waitFor()
  })

  test('connecting: each failure stands at its field and saves nothing; a good one shows the webhook and its events', async () => {
    await using world = await createWorld({ engine })
    await world.api('DELETE', '/api/v1/integrations/freshchat')
    const page = await open(world, '/settings/integrations/freshchat')
    await signIn(page)
    const save = page.getByRole('button', { name: 'Test & Save' })
    const errorAt = (label: string) =>
      page.locator('.field', { has: page.getByLabel(label) }).getByRole('alert')

    await page.getByLabel('Domain').fill('chat.example.com')
    await page.getByLabel('Access Token').fill(world.sandbox.token())
    await page.getByLabel('Default Agent Email').fill('ai@acme.test')
    await save.click()
    await errorAt('Domain').waitFor()

    await page.getByLabel('Domain').fill(world.sandbox.host)
    await page.getByLabel('Access Token').fill('not-the-token')
    await save.click()
    await errorAt('Access Token').waitFor()

    await page.getByLabel('Access Token').fill(world.sandbox.token())
    await page.getByLabel('Default Agent Email').fill('nobody@acme.test')
    await save.click()
    await errorAt('Default Agent Email').waitFor()
    expect(await world.api('GET', '/api/v1/integrations/freshchat')).toMatchObject({ status: 'disconnected' })
    await shoot(page, 'connect-failure')

    await page.getByLabel('Default Agent Email').fill('ai@acme.test')
    await page.getByLabel('Webhook public key').fill(world.sandbox.publicKey())
    await save.click()
    await page.getByRole('heading', { name: 'Register the webhook' }).waitFor()
    const url = await page.getByLabel('Webhook URL').inputValue()
    expect(url).toMatch(/\/webhooks\/freshchat\/[\w-]{40,}$/)
    expect(await page.getByText('waiting for the first one').count()).toBe(4)

    world.sandbox.registerWebhook(url)
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    await page
      .getByRole('row', { name: /Message Created/ })
      .getByText(/20\d\d/)
      .waitFor()
    await shoot(page, 'connected')

    await page.getByRole('button', { name: 'Disconnect…' }).click()
    await page.getByRole('button', { name: 'Yes, disconnect' }).click()
    await page.getByRole('heading', { name: 'Register the webhook' }).waitFor({ state: 'detached' })
    expect(await world.api('GET', '/api/v1/integrations/freshchat')).toMatchObject({ status: 'disconnected' })
  })

  test('a session: customer, AI and note told apart, taken over, answered, handed back, resolved', async () => {
    await using world = await createWorld({ engine })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    const page = await open(world, '/inbox')
    await signIn(page)
    await page.getByRole('link', { name: /Ana/ }).click()
    const thread = page.getByRole('region', { name: 'Thread' })
    await thread.locator('.customer').getByText('How long does delivery take?').waitFor()
    await thread.locator('.ai').getByText('Standard delivery takes').first().waitFor()
    await thread.getByText('How this came about').click()
    await thread.getByText('injection').waitFor()

    await page.getByRole('button', { name: 'Take over' }).click()
    await page.getByRole('button', { name: 'Hand back to the AI' }).waitFor()
    await page.getByLabel('Your message').fill('Let me look that up.')
    await page.getByRole('button', { name: 'Reply' }).click()
    await thread.locator('.rep').getByText('Let me look that up.').waitFor()
    await page.getByLabel('Your message').fill('A good customer.')
    await page.getByRole('button', { name: 'Leave a private note' }).click()
    await thread.locator('.private').getByText('A good customer.').waitFor()
    await world.settle()
    expect(world.chat('Ana').at(-1)).toBe('AI: Let me look that up.')
    await shoot(page, 'session')

    await page.getByRole('button', { name: 'Hand back to the AI' }).click()
    await page.getByRole('button', { name: 'Take over' }).waitFor()
    await page.getByRole('button', { name: 'Resolve' }).click()
    await page.getByText('This session is over.').waitFor()
    await world.settle()
    expect(world.freshchat('Ana').status).toBe('resolved')
  })

  test('hostile words and names are shown as text, and a pause is seen on every page', async () => {
    await using world = await createWorld({ engine })
    const hostile = '<img src=x onerror="document.title=\'owned\'"><script>document.title="owned"</script>'
    world.customer('Ana').says(hostile)
    await world.settle()
    const page = await open(world, '/inbox')
    await signIn(page)
    await page.getByRole('link', { name: /Ana/ }).click()
    await page.getByText(hostile).first().waitFor()
    expect(await page.title()).toBe('Baton')
    expect(await page.locator('.thread img, .thread script').count()).toBe(0)
    await page.getByRole('button', { name: 'Pause the AI' }).click()
    await page.getByText('The AI is paused').waitFor()
    await page.getByRole('link', { name: 'Freshchat', exact: true }).click()
    await page.getByText('The AI is paused').waitFor()
    await page.getByRole('button', { name: 'Resume the AI' }).click()
    await page.getByText('The AI is paused').waitFor({ state: 'detached' })
  })

  test('on a phone, light and dark: nothing scrolls sideways', async () => {
    await using world = await createWorld({ engine })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    world.customer('Ana').says('Can I talk to a person please?')
    await world.settle()
    const { id } = await world.session('Ana')
    for (const dark of [false, true]) {
      const page = await open(world, '/inbox', { width: 390, dark })
      await signIn(page)
      await page.getByRole('heading', { name: 'Inbox' }).waitFor()
      for (const path of ['/inbox', `/inbox/${id}`, '/settings/integrations/freshchat']) {
        await page.goto(`${world.baton.url}${path}`)
        await page.getByRole('button', { name: 'Sign out' }).waitFor()
        await page.getByRole('heading', { level: 1 }).waitFor()
        const widths = await page.evaluate<[number, number]>(
          '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
        )
        const [scrolls, sees] = widths
        expect(scrolls, path).toBe(sees)
        await shoot(
          page,
          `phone-${dark ? 'dark' : 'light'}${path.replaceAll('/', '-').replace(id, 'session')}`,
        )
      }
    }
  })
})
