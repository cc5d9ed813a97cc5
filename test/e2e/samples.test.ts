import { describe, test } from 'vitest'
import { sampleKnowledge } from '../../src/knowledge/sample.ts'
import { engine } from '../setup/moments.ts'
import { createWorld } from '../setup/world.ts'
import { isBrowserHere, openPages, signInOn } from './pages.ts'

/** A real account, and still the articles of a shop that does not exist. */
describe.skipIf(!isBrowserHere)('the samples of a fresh install', () => {
  const { open, shoot } = openPages()

  test('are spoken of on every page once real customers are answered from them, until they are taken out', async () => {
    const articles = sampleKnowledge.map(({ externalId, fields: { title, body } }) => ({
      id: externalId ?? '',
      title,
      body,
    }))
    await using world = await createWorld({ engine, articles })
    const page = await open(`${world.baton.url}/inbox`)
    await signInOn(page)
    const banner = page
      .getByRole('status')
      .filter({ hasText: `${articles.length} sample articles of a shop that does not exist` })
    await banner.waitFor()
    await shoot(page, 'samples')
    await banner.getByRole('link', { name: 'Take them out' }).click()
    const step = page.getByRole('listitem').filter({ hasText: 'Add knowledge' })
    await step.getByRole('button', { name: 'Take the samples out' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Keep' }).click()
    await shoot(page, 'samples-start')
    await step.getByRole('button', { name: 'Take the samples out' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Take the samples out' }).click()
    await banner.waitFor({ state: 'detached' })
    await step.getByRole('link', { name: 'Read your website' }).click()
    await page.getByRole('heading', { level: 1, name: 'Websites' }).waitFor()
  })
})
