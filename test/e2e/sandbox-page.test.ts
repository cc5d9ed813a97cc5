import type { Page } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts'
import { DEFAULT_AGENT_ID } from '../../sandbox/seed.ts'
import { isBrowserHere, openPages } from './pages.ts'

/** Two people at two screens: each has a page of their own and only sees what the other does live. */
describe.skipIf(!isBrowserHere)('the page of the sandbox', () => {
  const pages = openPages()
  const { shoot } = pages
  let sandbox: Sandbox
  beforeEach(async () => {
    sandbox = await startSandbox({ port: 0, rate: null })
  })
  afterEach(() => sandbox.stop())

  async function open(path = '/', width = 1360, height = 860): Promise<Page> {
    const page = await pages.open(`${sandbox.url}${path}`, { width, height })
    await page.getByText('Live', { exact: true }).waitFor()
    return page
  }
  const write = async (page: Page, text: string): Promise<void> => {
    await page.getByLabel('Your message').fill(text)
    await page.getByLabel('Your message').press('Enter')
  }
  const answer = async (page: Page, text: string): Promise<void> => {
    await page.getByLabel('Your reply').fill(text)
    await page.getByLabel('Your reply').press('Enter')
  }
  const customerLog = (page: Page) => page.getByRole('log', { name: 'Your conversation' })
  const deskLog = (page: Page) => page.getByRole('log', { name: 'Conversation', exact: true })
  const isScrolledSideways = (page: Page): Promise<boolean> =>
    page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth')

  test('a customer and a rep chat with each other, live', async () => {
    const [customer, rep] = await Promise.all([open(), open()])
    await customer.getByLabel('Name', { exact: true }).fill('Ana')
    await write(customer, 'Where is my order?')
    await rep.getByRole('button', { name: /Ana/ }).click()
    await deskLog(rep).getByText('Where is my order?').waitFor()
    await answer(rep, 'Let me look.')
    await customerLog(customer).getByText('Let me look.').waitFor()
    await customerLog(customer).getByText('Ben Adler').waitFor()
    await write(customer, 'Thank you!')
    await deskLog(rep).getByText('Thank you!').waitFor()
    const [conversation] = sandbox.state.conversations()
    expect(sandbox.state.transcript(conversation?.id ?? '').map((line) => [line.kind, line.text])).toEqual([
      ['customer', 'Where is my order?'],
      ['rep', 'Let me look.'],
      ['customer', 'Thank you!'],
    ])
  })

  test('a private note stays among reps, and AI, reps, notes and status lines can be told apart', async () => {
    const { conversation } = sandbox.actors.customerSays({
      customer: 'Ana',
      text: 'Can I get my money back?',
    })
    const [customer, rep] = await Promise.all([open(), open(`/?conversation=${conversation.internalId}`)])
    await fetch(`${sandbox.url}/v2/conversations/${conversation.id}/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${sandbox.token()}` },
      body: JSON.stringify({
        message_parts: [{ text: { content: 'Yes, within 30 days. A person will look at it now.' } }],
        message_type: 'normal',
        actor_type: 'agent',
        actor_id: DEFAULT_AGENT_ID,
      }),
    })
    await deskLog(rep).getByText('within 30 days').waitFor()
    await rep.getByLabel('Private note').check()
    await answer(rep, 'Finance has approved it.')
    await deskLog(rep).getByText('Finance has approved it.').waitFor()
    await rep.getByLabel('Private note').uncheck()
    await rep.getByRole('combobox', { name: 'Agent', exact: true }).selectOption({ label: 'Ben Adler' })
    await answer(rep, 'Your refund is on its way.')
    await customerLog(customer).getByText('Your refund is on its way.').waitFor()
    expect(await customerLog(customer).textContent()).not.toContain('Finance')
    expect(await customerLog(customer).getByText('Baton AI (AI)').count()).toBe(1)
    expect(await deskLog(rep).locator('.is-private').count()).toBe(1)
    expect(await deskLog(rep).locator('.line-ai').count()).toBe(1)
    expect(sandbox.state.conversations()[0]).toMatchObject({ status: 'assigned' })
    await shoot(rep, 'desktop')

    await rep.getByRole('button', { name: 'Resolve', exact: true }).click()
    await deskLog(rep).getByText('marked resolved by Ben Adler').waitFor()
    await customer.getByText('This conversation was closed').waitFor()
    await rep.getByRole('button', { name: 'Reopen' }).click()
    await rep.getByRole('button', { name: 'Resolve', exact: true }).waitFor()
    expect(sandbox.state.conversations()[0]).toMatchObject({ status: 'new', agentId: null })
  })

  test('a customer starts a new conversation and can read the old one', async () => {
    const page = await open()
    await write(page, 'First question')
    await customerLog(page).getByText('First question').waitFor()
    await page.getByRole('button', { name: 'New conversation' }).click()
    await page.getByText('Hello! Ask us anything').waitFor()
    await write(page, 'Second question')
    await customerLog(page).getByText('Second question').waitFor()
    expect(sandbox.state.conversations()).toHaveLength(2)
    await page.getByLabel('Your conversations').selectOption({ label: 'Conversation 1' })
    await customerLog(page).getByText('First question').waitFor()
    await page.getByText('can only be read').waitFor()
  })

  test('what people write is never run as markup', async () => {
    const hostile = '<img src=x onerror="window.pwned=1"><script>window.pwned=1</script>'
    sandbox.actors.customerSays({ customer: hostile.slice(0, 60), text: hostile })
    const page = await open(`/?conversation=${sandbox.state.conversations()[0]?.internalId}`)
    await deskLog(page).getByText(hostile).waitFor()
    await write(page, hostile)
    await customerLog(page).getByText(hostile).waitFor()
    expect(await page.evaluate('window.pwned')).toBeUndefined()
    expect(await page.locator('li img, li script').count()).toBe(0)
    const policy = (await fetch(sandbox.url)).headers.get('content-security-policy')
    expect(policy).toContain("script-src 'self'")
    expect(policy).not.toContain('unsafe')
  })

  test('both sides work on a phone, as tabs, with the keyboard alone', async () => {
    const page = await open('/', 390, 844)
    await write(
      page,
      'Hello from my phone, with averyveryverylongwordthatwouldotherwisepushthepageoutofshapeifitdidnotbreak',
    )
    await customerLog(page).getByText('Hello from my phone').waitFor()
    expect(await isScrolledSideways(page)).toBe(false)
    await shoot(page, 'phone-customer')
    await page.getByRole('tab', { name: 'Customer' }).focus()
    await page.keyboard.press('ArrowRight')
    await page.getByRole('button', { name: /Hello from my phone/ }).focus()
    await shoot(page, 'phone-list')
    await page.keyboard.press('Enter')
    await page.getByLabel('Your reply').focus()
    await page.keyboard.type('Hello from the desk')
    await page.keyboard.press('Enter')
    await deskLog(page).getByText('Hello from the desk').waitFor()
    expect(await isScrolledSideways(page)).toBe(false)
    await shoot(page, 'phone-desk')
  })

  test('a script can drive the widget as it drives that of Freshchat', async () => {
    const page = await open()
    await page.evaluate(`
      window.heard = []
      for (const event of ['widget:opened', 'widget:closed', 'message:sent', 'user:created']) window.fcWidget.on(event, () => window.heard.push(event))
      window.fcWidget.user.setFirstName('Zoe')
      window.fcWidget.close()
      window.fcWidget.open({ replyText: 'From a script' })
    `)
    await page.getByLabel('Your message').press('Enter')
    await customerLog(page).getByText('From a script').waitFor()
    await expect
      .poll(() => page.evaluate('window.heard'))
      .toEqual(expect.arrayContaining(['widget:closed', 'widget:opened', 'user:created', 'message:sent']))
    expect(sandbox.state.users().map((user) => user.first_name)).toEqual(['Zoe'])
  })

  test('the admin page shows, rotates and revokes the token, and sets and clears faults', async () => {
    const page = await open('/admin')
    const token = page.getByLabel('API token')
    await expect.poll(() => token.inputValue()).toBe(sandbox.token())
    const before = sandbox.token()
    await page.getByRole('button', { name: 'Generate a new token' }).click()
    await expect.poll(() => token.inputValue()).not.toBe(before)
    expect(await token.inputValue()).toBe(sandbox.token())

    await page.getByLabel('Address that receives all events').fill('http://127.0.0.1:9/hook')
    await page.getByRole('button', { name: 'Save' }).first().click()
    await expect.poll(() => page.getByLabel('Public key').inputValue()).toBe(sandbox.publicKey())
    sandbox.actors.customerSays({ customer: 'Ana', text: 'Hello' })
    await page.getByRole('cell', { name: 'Message', exact: true }).waitFor()
    await page.getByRole('cell', { name: 'error', exact: true }).waitFor()

    await page.getByRole('switch', { name: 'Too many requests' }).click()
    await expect.poll(() => Object.keys(sandbox.faults.list())).toEqual(['rateLimit'])
    await shoot(page, 'admin')
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await isScrolledSideways(page)).toBe(false)
    await shoot(page, 'admin-phone')
    await page.getByRole('button', { name: 'Clear all faults' }).click()
    await expect.poll(() => Object.keys(sandbox.faults.list())).toEqual([])
    await page.getByRole('button', { name: 'Revoke' }).click()
    await expect.poll(() => sandbox.token()).toBe('')
  })
})
