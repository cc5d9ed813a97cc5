import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { sampleKnowledge } from '../../src/knowledge/sample.ts'
import { serve } from '../../src/serve.ts'
import { freshDatabase } from '../setup/engines.ts'
import { freePort, OWNER } from '../setup/world.ts'
import { isBrowserHere, openPages } from './pages.ts'

/** Tuesday: somebody starts it, and has a first live answer without a Freshchat account. */
describe.skipIf(!isBrowserHere)('the first run', () => {
  const { open, shoot } = openPages()

  test('from an empty install to the first live answer, through the sandbox, and every step ticks itself', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'baton-first-run-'))
    const { opened, drop } = await freshDatabase('pglite')
    const env = {
      PORT: String(await freePort()),
      SANDBOX_PORT: String(await freePort()),
      BATON_DATA: dataDir,
      BATON_SANDBOX: 'on',
      LOG_LEVEL: 'silent',
    }
    const baton = await serve(readConfig(env), { database: { ...opened, close: async () => {} } })
    const page = await open(baton.url)
    await page.getByRole('button', { name: 'A fresh install? Create its owner' }).click()
    await page.getByLabel('Organization').fill('Acme')
    await page.getByLabel('E-mail').fill(OWNER.email)
    await page.getByLabel('Password').fill(OWNER.password)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Get started' }).waitFor()
    // a phone is too narrow for a sentence beside a button
    await page.setViewportSize({ width: 390, height: 844 })
    expect((await page.getByText('A Freshchat on this machine').boundingBox())?.width).toBeGreaterThan(200)
    await page.setViewportSize({ width: 1280, height: 860 })
    const step = (name: string) => page.getByRole('listitem').filter({ hasText: name })
    const isDone = (name: string) => step(name).getByText('done', { exact: true }).waitFor()
    // the demo of a fresh install is connected; somebody who takes that away comes back in one click
    await isDone('Connect Freshchat')
    await page.getByRole('link', { name: 'Freshchat', exact: true }).click()
    await page.getByRole('button', { name: 'Disconnect…' }).click()
    await page.getByRole('button', { name: 'Yes, disconnect' }).click()
    await page.getByRole('link', { name: 'Get started' }).click()
    await step('Connect Freshchat').getByRole('link', { name: 'Connect' }).waitFor()
    await shoot(page, 'first-run-start')
    // the samples go, and articles of one's own come: what cannot be read is said line by line
    await isDone('Add knowledge')
    await step('Add knowledge').getByText(`${sampleKnowledge.length} articles are samples`).waitFor()
    await step('Add knowledge').getByRole('button', { name: 'Take the samples out' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Take the samples out' }).click()
    await step('Add knowledge').getByText('are samples').waitFor({ state: 'detached' })
    expect(await step('Add knowledge').getByText('done', { exact: true }).count()).toBe(0)
    const file = (name: string, text: string) => ({ name, mimeType: '', buffer: Buffer.from(text) })
    const choose = step('Add knowledge').locator('input[type=file]')
    await choose.setInputFiles(file('articles.txt', 'neither one nor the other'))
    await step('Add knowledge').getByRole('alert').waitFor()
    const csv = `title,body\n${sampleKnowledge.map(({ fields: { title, body } }) => `"${title}","${body.replaceAll('"', '""')}"`).join('\n')}\n,no title\n`
    await choose.setInputFiles(file('articles.csv', csv))
    await isDone('Add knowledge')
    await step('Add knowledge').getByText(`${sampleKnowledge.length} imported`).waitFor()
    await step('Add knowledge').getByText('was left out').waitFor()
    await page.getByRole('button', { name: 'Try it with the sandbox' }).click()

    const widget = page.frameLocator('iframe')
    await widget.getByLabel('Your message').fill('How long does delivery take?')
    await widget.getByLabel('Your message').press('Enter')
    await page.getByRole('list', { name: 'Sessions' }).getByRole('link').click()
    const thread = page.getByRole('region', { name: 'Thread' })
    await thread.locator('.ai').getByText('Standard delivery takes').first().waitFor()
    await widget.getByText('Standard delivery takes').first().waitFor()
    await shoot(page, 'first-run-answer')
    await page.getByRole('button', { name: 'Hide the sandbox' }).click()
    expect(await page.locator('iframe').count()).toBe(0)

    await page.getByRole('link', { name: 'Get started' }).click()
    await isDone('First live answer')
    await step('Ask in the playground').getByRole('link').click()
    expect((await page.getByText('Ask something').boundingBox())?.y).toBeLessThan(300)
    await page.getByLabel('Your question').fill('How do I return an item?')
    await page.keyboard.press('Enter')
    await page.locator('.ai').getByText('30 days').first().waitFor()
    await page.goto(`${baton.url}/start`)
    await page.getByText('All done. Your AI answers customers.').waitFor()

    // whoever signs in from now on is offered no second owner
    const later = await open(baton.url)
    const told = later.waitForResponse('**/api/v1/first-run')
    await later.reload()
    expect(await (await told).json()).toEqual({ isOpen: false })
    await later.getByRole('button', { name: 'Forgotten your password?' }).waitFor()
    expect(await later.getByRole('button', { name: /fresh install/ }).count()).toBe(0)
    await baton.stop()
    await drop()
    rmSync(dataDir, { recursive: true, force: true })
  })
})
