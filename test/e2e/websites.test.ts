import { describe, expect, test } from 'vitest'
import { engine } from '../setup/moments.ts'
import { html, localSite } from '../setup/website.ts'
import { createWorld } from '../setup/world.ts'
import { expectNothingSideways, isBrowserHere, openPages, signIn } from './pages.ts'

/** Where somebody has a website read. */
describe.skipIf(!isBrowserHere)('Websites', () => {
  const { open, shoot } = openPages()

  test('a website is added, watched while it is read, and answered from; a page is excluded, and all of it removed', async () => {
    let release: () => void = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    await using site = await localSite({
      '/': html('Help', 'Welcome to our help.', ['/returns', '/tents', '/old']),
      '/returns': html('How do I return an item?', 'You can return any item within 30 days.'),
      '/tents': async () => {
        await held
        return html('Do you repair tents?', 'We repair every tent within a week, for 20 euros.')
      },
      '/old': { status: 404 },
    })
    const crawlHosts = [site.host]
    await using world = await createWorld({ engine, articles: [], watching: true, crawlHosts })
    const page = await open(`${world.baton.url}/knowledge`)
    await signIn(page)
    await page.getByRole('link', { name: 'Websites' }).click()
    await page.getByText('No website is read yet').waitFor()

    await page.getByRole('textbox', { name: 'Address' }).fill('http://169.254.169.254/')
    await page.getByRole('button', { name: 'Add a website' }).click()
    await page.getByRole('alert').getByText('link-local').waitFor()
    await shoot(page, 'websites-refused')
    await page.getByRole('textbox', { name: 'Address' }).fill(`${site.url}/`)
    await page.getByRole('button', { name: 'Add a website' }).click()

    await page.getByText('Being read').waitFor()
    await page.getByText('3 of 4 pages found so far').waitFor()
    await shoot(page, 'website-being-read')
    release()
    await page.getByText('Read completely').waitFor()
    await page.getByText('The site has it no more.').waitFor()
    await page.getByText('Next time').waitFor()
    await shoot(page, 'website')
    await page.setViewportSize({ width: 390, height: 844 })
    await expectNothingSideways(page, 'a website on a phone')
    await shoot(page, 'website-phone')
    await page.setViewportSize({ width: 1280, height: 860 })

    await page.getByRole('link', { name: 'Playground', exact: true }).click()
    await page.getByLabel('Your question').fill('Do you repair tents?')
    await page.keyboard.press('Enter')
    await page.locator('.ai').getByText('within a week, for 20 euros').waitFor()
    await page.getByRole('link', { name: 'Do you repair tents?' }).first().click()
    await page.getByText('This article is read from a website.').waitFor()
    expect(await page.getByLabel('Title').getAttribute('readonly')).not.toBeNull()
    await page.getByLabel('Phrasings').fill('my tent is torn')
    await page.keyboard.press('Control+s')
    await page.getByText('Saved. The AI finds it from now on.').waitFor()
    await shoot(page, 'article-of-a-website')

    await page.getByRole('link', { name: 'How the website is read' }).click()
    await page.getByRole('combobox', { name: 'State' }).selectOption('Read')
    await page.getByRole('button', { name: 'Exclude /tents' }).click()
    await page.getByText('2 articles').waitFor()
    await page.getByRole('combobox', { name: 'State' }).selectOption('Left out')
    await page.getByText('Excluded by the settings.').waitFor()

    await page.getByRole('button', { name: 'Remove…' }).click()
    const asks = page.getByRole('dialog', { name: 'Remove this website?' })
    await asks.getByText('Its 2 articles are deleted with it').waitFor()
    await asks.getByRole('button', { name: 'Yes, remove' }).click()
    await page.getByText('No website is read yet').waitFor()
    expect(await world.api('GET', '/api/v1/knowledge/articles')).toEqual({ items: [], next: null })
  })
})
