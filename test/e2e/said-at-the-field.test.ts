import type { Locator, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { engine } from '../setup/moments.ts'
import { createWorld } from '../setup/world.ts'
import { isBrowserHere, openPages, signInOn } from './pages.ts'

/** What is wrong is said in people's words, at the field that it is about, before anybody relies on it. */
describe.skipIf(!isBrowserHere)('what is wrong with a field', () => {
  const { open, shoot } = openPages()

  const errorAt = (page: Page, field: Locator) => page.locator('.field', { has: field }).getByRole('alert')

  test('in English and in German: a code, a date, an address that nobody mails to, a text that cannot be copied', async () => {
    await using world = await createWorld({ engine })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    const page = await open(`${world.baton.url}/settings/ai`)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await errorAt(page, page.getByLabel('E-mail')).getByText('Fill this in.').waitFor()
    expect(await page.title()).toBe('Sign in · Baton')
    await page.evaluate('localStorage.setItem("baton:language", "de")')
    await page.reload()
    await page.getByRole('button', { name: 'Anmelden', exact: true }).click()
    await errorAt(page, page.getByLabel('E-Mail')).getByText('Füllen Sie das aus.').waitFor()
    await page.evaluate('localStorage.setItem("baton:language", "en")')
    await page.reload()
    await signInOn(page)

    const templates = page.getByRole('form', { name: 'Templates' })
    const language = templates.getByLabel('Language')
    await language.fill('german')
    await page.keyboard.press('Enter')
    await errorAt(page, page.getByLabel('Language', { exact: true }))
      .getByText('A code of two letters')
      .waitFor()
    expect(await language.getAttribute('aria-invalid')).toBe('true')

    const hours = page.getByRole('form', { name: 'Office hours' })
    await hours.getByRole('button', { name: 'Set office hours' }).click()
    await hours.getByRole('button', { name: 'Add a holiday' }).click()
    await hours.getByRole('button', { name: 'Save', exact: true }).click()
    await hours.getByRole('alert').getByText('A date is expected.').waitFor()
    const invalid = hours.locator('[aria-invalid="true"]')
    expect(await invalid.count()).toBe(1)
    expect(await invalid.getAttribute('aria-label')).toBe('Date of holiday 1')
    await hours.getByLabel('Date of holiday 1').fill('2026-12-25')
    await hours.getByLabel('Tuesday, to').fill('')
    await hours.getByRole('button', { name: 'Save', exact: true }).click()
    await hours.getByRole('alert').getByText('An hour and a minute are expected.').waitFor()
    expect(await invalid.getAttribute('aria-label')).toBe('Tuesday, to')
    await shoot(page, 'hours-refused')
    await hours.getByRole('button', { name: 'Discard' }).click()

    const alerts = page.getByRole('form', { name: 'Alerts' })
    await alerts.getByLabel('E-mail addresses').fill('team@acme.test')
    await alerts.getByRole('status').getByText('No mail can be sent yet').waitFor()
    await shoot(page, 'alerts-no-mail')
    await alerts.getByRole('button', { name: 'Discard' }).click()

    // plain http has no clipboard
    await page.addInitScript('Object.defineProperty(navigator, "clipboard", { value: undefined })')
    await page.goto(`${world.baton.url}/settings/integrations/freshchat`)
    // one clock for all: the reader's
    const health = page.getByRole('region', { name: /^Health/ })
    await health.getByText('The last delivery came at').waitFor()
    expect(await health.textContent()).not.toContain('UTC')
    const webhook = page.getByRole('region', { name: 'Register the webhook' })
    await webhook.getByRole('button', { name: 'Copy' }).click()
    await webhook.getByRole('button', { name: 'Copied' }).waitFor()
    const languages = page.getByLabel('Languages')
    await languages.fill('english')
    const takes = page.getByRole('form', { name: 'Which conversations the AI takes' })
    await takes.getByRole('button', { name: 'Save', exact: true }).click()
    await errorAt(page, languages)
      .getByText(/^Codes of two letters/)
      .waitFor()
    await languages.fill('')
    await languages.press('Control+v')
    expect(await languages.inputValue()).toBe(await webhook.getByLabel('Webhook URL').inputValue())
    await page.evaluate('document.execCommand = () => false')
    await webhook.getByRole('button', { name: 'Copied' }).click()
    await webhook.getByRole('status').getByText('press Ctrl C').waitFor()
  })
})
