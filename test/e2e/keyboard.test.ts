import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { answers } from '../setup/models.ts'
import { engine } from '../setup/moments.ts'
import { createWorld, type World } from '../setup/world.ts'
import { isBrowserHere, openPages, signInOn } from './pages.ts'

/** With no pointer at hand. */
describe.skipIf(!isBrowserHere)('with the keyboard', () => {
  const { open, shoot } = openPages()
  const CUSTOMERS = ['Anna', 'Cleo', 'Dora'] // the newest stands first
  const busyWorld = async (): Promise<World> => {
    const world = await createWorld({ engine, model: answers() })
    for (const customer of CUSTOMERS) {
      world.customer(customer).says('How long does delivery take?')
      await world.settle()
      world.clock.skip(60_000)
    }
    return world
  }
  const rows = (page: Page) => page.getByRole('list', { name: 'Sessions' }).getByRole('link')
  const title = (page: Page, name: string) => page.getByRole('heading', { level: 1, name })
  const press = async (page: Page, ...all: string[]) => {
    for (const key of all) await page.keyboard.press(key)
  }
  const focused = (page: Page) =>
    page.evaluate<string>('document.activeElement.textContent.trim().slice(0, 4)')
  const isFocused = (page: Page, selector: string) =>
    page.locator(`${selector}:focus`).waitFor({ state: 'attached' })

  test('the list is one stop, leads into the session that it opens, and the way back leads to its row', async () => {
    await using world = await busyWorld()
    const page = await open(`${world.baton.url}/inbox`)
    await signInOn(page)
    await rows(page).nth(2).waitFor()
    await press(page, 'j')
    expect(await focused(page)).toBe('Dora')
    await press(page, 'j', 'ArrowDown', 'ArrowDown')
    expect(await focused(page)).toBe('Anna')
    await press(page, 'ArrowUp')
    expect(await focused(page)).toBe('Cleo')
    await shoot(page, 'keyboard-row')
    // one stop: the next one is not a row, and back leads to the row that was left
    await press(page, 'Tab', 'Shift+Tab')
    expect(await focused(page)).toBe('Cleo')
    await press(page, 'Enter')
    await title(page, 'Cleo').waitFor()
    await isFocused(page, 'h1')
    expect(await page.title()).toBe('Cleo · Baton')
    await shoot(page, 'keyboard-session')
    await press(page, 'Tab')
    expect(await focused(page)).toMatch(/Take|Deta/)
    await press(page, 'j')
    await title(page, 'Anna').waitFor()
    await isFocused(page, 'h1')
    await press(page, 'Escape')
    await isFocused(page, 'a[href^="/inbox/"]')
    expect(await focused(page)).toBe('Anna')
    expect(await page.title()).toBe('Inbox · Baton')
    await press(page, 'Home', 'Enter')
    await title(page, 'Dora').waitFor()
  })

  test('on a phone the focus goes along, too', async () => {
    await using world = await busyWorld()
    const page = await open(`${world.baton.url}/inbox`, { width: 390 })
    await signInOn(page)
    await rows(page).nth(2).waitFor()
    await press(page, 'j', 'j', 'Enter')
    await title(page, 'Cleo').waitFor()
    await isFocused(page, 'h1')
    await page.getByRole('button', { name: 'Back to the list' }).press('Enter')
    await isFocused(page, 'a[href^="/inbox/"]')
    expect(await focused(page)).toBe('Cleo')
  })

  test('Escape takes back one thing, and e and Delete… ask before they do what nobody can take back', async () => {
    await using world = await busyWorld()
    const { id } = await world.session('Anna')
    const page = await open(`${world.baton.url}/inbox/${id}`)
    await signInOn(page)
    await title(page, 'Anna').waitFor()
    await page.getByRole('button', { name: 'Your account' }).press('Enter')
    await page.locator('[popover]:popover-open').waitFor()
    await press(page, 'Escape')
    await page.locator('[popover]:popover-open').waitFor({ state: 'detached' })
    const trace = page.locator('details').filter({ hasText: 'How this came about' })
    await trace.locator('summary').press('Enter')
    await trace.getByText('Outcome').waitFor()
    await press(page, 'Escape')
    await trace.getByText('Outcome').waitFor({ state: 'hidden' })
    await isFocused(page, 'summary')
    expect(new URL(page.url()).pathname).toBe(`/inbox/${id}`)

    const asks = page.getByRole('dialog', { name: 'Resolve this session?' })
    await press(page, 'e')
    await asks.waitFor()
    await press(page, 'Enter')
    await asks.waitFor({ state: 'detached' })
    await press(page, 'e', 'Tab', 'Enter')
    await page.getByText('This session is over.').waitFor()
    await press(page, 'Escape')
    await page.getByText('Choose a session').waitFor()

    await page.goto(`${world.baton.url}/knowledge`)
    const articles = page.getByRole('region', { name: 'Articles' }).getByRole('link')
    await articles.first().waitFor()
    const first = await articles.first().textContent()
    await press(page, 'j', 'Enter')
    await page.getByRole('button', { name: 'Delete…' }).press('Enter')
    await page.getByRole('dialog').getByText('There is no way back.').waitFor()
    await press(page, 'Enter')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await press(page, 'Escape')
    await isFocused(page, 'a[href^="/knowledge/"]')
    expect(await page.evaluate('document.activeElement.textContent')).toBe(first)
  })
})
