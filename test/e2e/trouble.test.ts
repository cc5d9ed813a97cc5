import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { engine } from '../setup/moments.ts'
import { createWorld, OWNER } from '../setup/world.ts'
import { isBrowserHere, openPages, signIn, signInOn } from './pages.ts'

/** What the pages do when the server, the network or a sign-in fails: they say so, keep what was typed, and do nothing later. */
describe.skipIf(!isBrowserHere)('in trouble', () => {
  const { open, shoot, expectComplaint } = openPages()
  const alert = (page: Page, text: string | RegExp) => page.getByRole('alert').filter({ hasText: text })

  test('a pause that fails is said loudly, and is gone once it holds', async () => {
    await using world = await createWorld({ engine })
    const page = await open(`${world.baton.url}/inbox`)
    await signInOn(page)
    await page.route('**/api/v1/settings', (route) => route.fulfill({ status: 500, body: '{}' }))
    await page.getByRole('button', { name: 'Pause the AI' }).click()
    await alert(page, 'The AI is not paused').waitFor()
    await shoot(page, 'pause-failed')
    await page.unroute('**/api/v1/settings')
    // by keyboard, whose focus stays where it is
    await page.getByRole('button', { name: 'Pause the AI' }).press('Enter')
    await page.getByRole('button', { name: 'Resume the AI' }).waitFor()
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Resume the AI')
    expect(await alert(page, 'The AI is not paused').count()).toBe(0)
    expect(await world.api('GET', '/api/v1/overview')).toMatchObject({ paused: true })
  })

  test('what is done without a network fails at once, and is not done later', async () => {
    await using world = await createWorld({ engine })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    const page = await open(`${world.baton.url}/inbox`)
    await signInOn(page)
    await page.getByRole('link', { name: /Ana/ }).click()
    await page.getByLabel('Your message').fill('One moment.')
    await page.context().setOffline(true)
    await page.getByRole('button', { name: 'Reply' }).click()
    await alert(page, 'Baton cannot be reached').waitFor()
    expect(await page.getByLabel('Your message').inputValue()).toBe('One moment.')
    await page.context().setOffline(false)
    // what would have waited for the network goes before this
    await page.getByRole('button', { name: 'Leave a private note' }).click()
    await page.locator('.private').getByText('One moment.').waitFor()
    await world.settle()
    expect(world.chat('Ana').filter((line) => line.includes('One moment.'))).toEqual([])
  })

  test('whose sign-in has ended signs in over the page, and what was typed is there still', async () => {
    await using world = await createWorld({ engine })
    const page = await open(`${world.baton.url}/knowledge/new`)
    await signIn(page)
    await page.getByLabel('Title').fill('Opening hours')
    await page.context().clearCookies()
    await page
      .getByRole('button', { name: /Save|Add|Publish/ })
      .first()
      .click()
    const dialog = page.getByRole('dialog', { name: 'You are signed out' })
    await dialog.waitFor()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await shoot(page, 'signed-out')
    await dialog.getByLabel('Password').fill(OWNER.password)
    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'detached' })
    expect(await page.getByLabel('Title').inputValue()).toBe('Opening hours')
    // live again, too
    await page.getByRole('link', { name: 'Inbox' }).click()
    await page.getByRole('button', { name: /Leave|Yes/ }).click()
    world.customer('Ana').says('How long does delivery take?')
    await page.getByRole('link', { name: /Ana/ }).waitFor()
  })

  test('a page that cannot be loaded says so among the others', async () => {
    await using world = await createWorld({ engine })
    const page = await open(`${world.baton.url}/inbox`)
    await signInOn(page)
    expectComplaint(/Failed to fetch dynamically imported module/)
    await page.route('**/assets/AnalyticsPage*', (route) => route.fulfill({ status: 404, body: '' }))
    await page.getByRole('link', { name: 'Reports' }).click()
    await alert(page, 'This page could not be loaded').waitFor()
    await shoot(page, 'page-failed')
    await page.getByRole('link', { name: 'Knowledge' }).waitFor()
    await page.unroute('**/assets/AnalyticsPage*')
    await page.getByRole('button', { name: 'Load it again' }).click()
    await page.getByRole('heading', { name: 'Reports' }).waitFor()
  })

  test('an address that is none says so in words, to whoever is a person', async () => {
    await using world = await createWorld({ engine })
    const page = await open(`${world.baton.url}/settings/nowhere`)
    await page.getByRole('link', { name: 'Inbox' }).waitFor()
    const asked = (accept: string) => fetch(`${world.baton.url}/settings/nowhere`, { headers: { accept } })
    expect((await asked('text/html,*/*')).status).toBe(404)
    const program = await asked('*/*')
    expect([program.status, program.headers.get('content-type')]).toEqual([
      404,
      expect.stringContaining('application/json'),
    ])
    const api = await fetch(`${world.baton.url}/api/v1/nowhere`, { headers: { accept: 'text/html' } })
    expect(api.headers.get('content-type')).toContain('application/json')
  })
})
