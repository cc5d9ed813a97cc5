import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { serve } from '../../src/serve.ts'
import { asOwner, codeOf, ownerWithFactor } from '../setup/browser.ts'
import { openEars } from '../setup/ears.ts'
import { freshDatabase } from '../setup/engines.ts'
import { engine } from '../setup/moments.ts'
import { createWorld, freePort, OWNER, until, type World } from '../setup/world.ts'
import { isBrowserHere, openPages } from './pages.ts'

/** How people come in, in a real browser: by an invitation, with a second factor, and after a forgotten password. */
describe.skipIf(!isBrowserHere)('coming in', () => {
  const { open, shoot } = openPages()

  const invite = (world: World, email: string) =>
    world.api<{ url: string }>('POST', '/api/v1/invitations', { email, role: 'agent' })
  /** The link as this world can be reached. */
  const here = (world: World, url: string) => `${world.baton.url}${new URL(url).pathname}${new URL(url).hash}`
  const signsIn = async (page: Page, email: string, password: string) => {
    if (await page.getByLabel('E-mail').isEditable()) await page.getByLabel('E-mail').fill(email)
    await page.getByLabel('Password').fill(password)
    await page.keyboard.press('Enter')
  }

  test('as the first owner, by the link of the log from another machine; it is good once', async () => {
    const { opened, drop } = await freshDatabase('pglite')
    const secret = Buffer.alloc(32, 7).toString('base64')
    const env = {
      PORT: String(await freePort()),
      BATON_SANDBOX: 'off',
      BATON_SECRET: secret,
      LOG_LEVEL: 'silent',
    }
    const database = { ...opened, close: async () => {} }
    const baton = await serve(readConfig(env), { database, watching: false })
    const link = /http\S+#[\w-]+/.exec(baton.greeting.join('\n'))?.[0] ?? ''
    const page = await open(link)
    // as a proxy would: this is no longer the machine itself
    await page.setExtraHTTPHeaders({ 'x-forwarded-for': '10.0.0.9' })
    await page.getByLabel('Organization').fill('Acme')
    await signsIn(page, OWNER.email, OWNER.password)
    await page.getByRole('heading', { name: 'Get started' }).waitFor()
    await shoot(page, 'first-steps')
    const again = await open(link)
    await shoot(again, 'welcome')
    await signsIn(again, 'mallory@acme.test', OWNER.password)
    await again.getByRole('alert').getByText('has an owner already').waitFor()
    await baton.stop()
    await drop()
  })

  test('by an invitation, with the keyboard alone: a short password is said so at its field, a good one opens the Inbox', async () => {
    await using world = await createWorld({ engine })
    const { url } = await invite(world, 'ben@acme.test')
    const page = await open(here(world, url), { width: 390 })
    await page.getByRole('heading', { name: 'Join Acme' }).waitFor()
    await page.getByText('ben@acme.test, as agent.').waitFor()
    // the token is out of the address, and so out of the history
    expect(new URL(page.url()).hash).toBe('')
    await page.keyboard.type('Ben')
    await page.keyboard.press('Tab')
    await page.keyboard.type('short')
    await page.keyboard.press('Enter')
    await page
      .locator('.field', { has: page.getByLabel('Password') })
      .getByRole('alert')
      .waitFor()
    await shoot(page, 'invitation-phone')
    await page.keyboard.press('Control+A')
    await page.keyboard.type('a horse of his own')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Inbox' }).waitFor()
    const again = await open(here(world, url))
    await again.getByRole('alert').getByText('This link is not good, or not any more').waitFor()
  })

  test('with an account already: signs in, and joins', async () => {
    await using world = await createWorld({ engine })
    const owner = await asOwner(world)
    const { json: other } = await owner.ask('POST', '/api/v1/organizations', { name: 'Other' })
    await owner.ask('POST', '/api/v1/me/organization', { id: other.id })
    const page = await open(here(world, (await invite(world, 'ben@acme.test')).url))
    await page.getByLabel('Password').fill('a horse of his own')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Inbox' }).waitFor()

    const second = await owner.ask('POST', '/api/v1/invitations', { email: 'ben@acme.test', role: 'viewer' })
    const elsewhere = await open(here(world, second.json.url))
    await elsewhere.getByText('ben@acme.test has an account on this Baton').waitFor()
    await shoot(elsewhere, 'invitation-with-account')
    await signsIn(elsewhere, 'ben@acme.test', 'a horse of his own')
    await elsewhere.getByRole('heading', { name: 'Join Other' }).waitFor()
    await elsewhere.getByRole('button', { name: 'Join' }).click()
    await elsewhere.getByRole('heading', { name: 'Inbox' }).waitFor()
  })

  test('with a second factor: the code is asked for, a wrong one is said so at its field, the right one opens', async () => {
    await using world = await createWorld({ engine })
    const { secret } = await ownerWithFactor(world)
    world.clock.skip(30_000)
    const page = await open(world.baton.url)
    await signsIn(page, OWNER.email, OWNER.password)
    await page.getByLabel('Code').waitFor()
    expect(await page.getByRole('alert').count()).toBe(0)
    await shoot(page, 'sign-in-code')
    await page.keyboard.type('000000')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').getByText('This code is wrong').waitFor()
    await page.getByLabel('Code').fill(await codeOf(world, secret))
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Inbox' }).waitFor()
  })

  test('after a forgotten password: a link by mail, a new password, and in', async () => {
    await using ears = await openEars()
    await using world = await createWorld({ engine, smtpUrl: ears.smtpUrl })
    const page = await open(world.baton.url, { dark: true })
    await page.getByRole('button', { name: 'Forgotten your password?' }).click()
    await page.getByLabel('E-mail').fill(OWNER.email)
    await page.keyboard.press('Enter')
    await page.getByRole('status').getByText('is on its way').waitFor()
    await shoot(page, 'forgot-dark')
    await until('the letter has come', () => ears.mails.length > 0)
    const [link = ''] = /http\S+\/reset-password#[\w-]+/.exec(ears.mails[0]?.text ?? '') ?? []
    const fresh = await open(here(world, link))
    await shoot(fresh, 'reset-password')
    await fresh.getByLabel('New password').fill('a wholly new one')
    await fresh.keyboard.press('Enter')
    await fresh.getByRole('status').getByText('is set').waitFor()
    await fresh.getByRole('button', { name: 'Sign in' }).click()
    await signsIn(fresh, OWNER.email, 'a wholly new one')
    await fresh.getByRole('heading', { name: 'Inbox' }).waitFor()
  })

  test('without a mail server the page says whom to ask', async () => {
    await using world = await createWorld({ engine })
    const page = await open(world.baton.url)
    await page.getByRole('button', { name: 'Forgotten your password?' }).click()
    await page.getByLabel('E-mail').fill(OWNER.email)
    await page.keyboard.press('Enter')
    await page.getByRole('alert').getByText('ask an owner or an admin').waitFor()
  })
})
