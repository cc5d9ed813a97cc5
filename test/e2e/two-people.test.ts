import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { engine } from '../setup/moments.ts'
import { html, localSite } from '../setup/website.ts'
import { createWorld, type World } from '../setup/world.ts'
import { isBrowserHere, openPages, signIn, signInOn } from './pages.ts'

const CONNECTION = '/api/v1/integrations/freshchat'
const SOURCES = '/api/v1/knowledge/sources'

/** Two who change the same things at the same time: what one of them has not seen they do not undo. */
describe.skipIf(!isBrowserHere)('two people at once', () => {
  const { open, shoot } = openPages()

  test('what the AI takes: theirs stays, the same field is said first, and nothing unsaved is left behind unasked', async () => {
    await using world = await createWorld({ engine })
    const page = await open(`${world.baton.url}/settings/integrations/freshchat`)
    await signInOn(page)
    const takes = page.getByRole('form', { name: 'Which conversations the AI takes' })
    const save = takes.getByRole('button', { name: 'Save', exact: true })
    const status = takes.getByRole('status')
    const saved = () => world.api<{ autoHandle: boolean; filters: object }>('GET', CONNECTION)
    const meanwhile = (filters: object) => world.api('PATCH', CONNECTION, { filters })
    await takes.getByLabel('Share of new conversations').fill('50')
    await meanwhile({ languages: ['en'], toPeople: ['vip@acme.test'] })
    await save.click()
    await status.getByText('Saved').waitFor()
    expect((await saved()).filters).toMatchObject({
      percent: 50,
      languages: ['en'],
      toPeople: ['vip@acme.test'],
    })
    expect(await takes.getByLabel('Customers who always go to people').inputValue()).toBe('vip@acme.test')

    await takes.getByLabel('Share of new conversations').fill('40')
    // what is typed since is not saved
    expect(await status.count()).toBe(0)
    await meanwhile({ percent: 70 })
    await save.click()
    const notice = takes.getByRole('alert')
    await notice.getByText('Theirs: 70').waitFor()
    await notice.getByText('Yours: 40').waitFor()
    await notice.getByText('Share of new conversations, in percent').waitFor()
    expect((await saved()).filters).toMatchObject({ percent: 70 })
    await shoot(page, 'filters-conflict')
    await takes.getByRole('button', { name: 'Save mine all the same' }).click()
    await status.getByText('Saved').waitFor()
    expect((await saved()).filters).toMatchObject({ percent: 40, languages: ['en'] })

    // a key that moves the choice has turned nothing off yet
    const handling = page.getByRole('form', { name: 'Auto Handle All Incoming Chats' })
    await handling.getByRole('radio', { name: /^On/ }).focus()
    await page.keyboard.press('ArrowDown')
    await handling.getByRole('button', { name: 'Discard' }).waitFor()
    expect(await saved()).toMatchObject({ autoHandle: true })
    await asksBeforeLeaving(page)
    await handling.getByRole('button', { name: 'Discard' }).click()
    await page.getByLabel('Access Token').fill('another-token')
    await asksBeforeLeaving(page)
    expect(await page.getByLabel('Access Token').inputValue()).toBe('another-token')
  })

  test('how a website is read: a page that was excluded meanwhile stays excluded', async () => {
    await using site = await localSite({ '/': html('Help', 'Welcome to our help.', []) })
    await using world = await createWorld({ engine, articles: [], crawlHosts: [site.host] })
    const { id } = await world.api<{ id: string }>('POST', SOURCES, { kind: 'website', url: site.url })
    const saved = () => world.api<object>('GET', `${SOURCES}/${id}`)
    const page = await open(`${world.baton.url}/knowledge/websites/${id}`)
    await signInOnWebsite(page)
    await page.getByRole('heading', { name: 'Settings' }).click()
    const limit = page.getByLabel('At most so many pages')
    await limit.fill('150')
    await excludeMeanwhile(world, page, id)
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByRole('status').getByText('Saved').waitFor()
    expect(await saved()).toMatchObject({ exclude: ['/secret/'], pageLimit: 150 })
    await limit.fill('0')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page
      .locator('.field', { has: limit })
      .getByRole('alert')
      .getByText(/^At least 1\.$/)
      .waitFor()
    await asksBeforeLeaving(page)
  })

  async function asksBeforeLeaving(page: Page): Promise<void> {
    const here = page.url()
    await page.getByRole('link', { name: 'Inbox' }).click()
    const asked = page.getByRole('dialog')
    await asked.getByText('Leave without saving?').waitFor()
    await asked.getByRole('button', { name: 'Stay here' }).click()
    expect(page.url()).toBe(here)
  }

  async function signInOnWebsite(page: Page): Promise<void> {
    await signIn(page)
    await page.getByRole('heading', { level: 1 }).getByText('127.0.0.1').waitFor()
  }

  /** And the page has read it, as it does by itself now and then. */
  async function excludeMeanwhile(world: World, page: Page, id: string): Promise<void> {
    await world.api('PATCH', `${SOURCES}/${id}`, { exclude: ['/secret/'] })
    const read = page.waitForResponse((answer) => answer.url().endsWith(`${SOURCES}/${id}`))
    await page.evaluate('document.dispatchEvent(new Event("visibilitychange"))')
    await (await read).finished()
    await page.locator('textarea').filter({ hasText: '/secret/' }).waitFor()
  }
})
