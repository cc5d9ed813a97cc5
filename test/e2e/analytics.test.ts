import { describe, expect, test } from 'vitest'
import { answers } from '../setup/models.ts'
import { engine } from '../setup/moments.ts'
import { createWorld } from '../setup/world.ts'
import { isBrowserHere, openPages, signInOn } from './pages.ts'

describe.skipIf(!isBrowserHere)('what came of the sessions', () => {
  const { open } = openPages()

  test('each figure with its denominator, and a click leads to its rows', async () => {
    await using world = await createWorld({ engine, model: answers() })
    for (const name of ['Ana', 'Bo', 'Cem']) world.customer(name).says('How long does delivery take?')
    await world.settle()
    world.customer('Ana').says('Thanks, that solved it!')
    world.customer('Bo').says('Can I talk to a person please?')
    await world.settle()

    const page = await open(`${world.baton.url}/analytics`)
    await signInOn(page)
    await page.goto(`${world.baton.url}/analytics`)
    await page.getByRole('heading', { name: '3 sessions' }).waitFor()
    const tile = (name: string) =>
      page.getByRole('listitem').filter({ has: page.getByRole('heading', { name }) })
    expect(await tile('Answered by the AI alone').textContent()).toContain('100%1 of 1')
    expect(await tile('Confirmed').textContent()).toContain('100%1 of 1')
    expect(await tile('Assumed').textContent()).toContain('0%0 of 1')
    await page.getByText('As a table').click()
    expect(await page.getByRole('row').last().getByRole('cell').allTextContents()).toEqual([
      '1',
      '0',
      '0',
      '0',
      '0',
      '2',
    ])

    await page.getByRole('link', { name: 'asked for a person' }).click()
    await page.waitForURL(/handoff=asked_for_human/)
    const list = page.getByRole('list', { name: 'Sessions' })
    await list.getByRole('link', { name: /Bo/ }).waitFor()
    expect(await list.getByRole('link').count()).toBe(1)

    await page.goBack()
    await tile('Confirmed').getByRole('link', { name: '1 of 1' }).click()
    await list.getByRole('link', { name: /Ana/ }).waitFor()
    expect(await list.getByRole('link').count()).toBe(1)
  })

  test('where nothing began it says so, and the file holds its head alone', async () => {
    await using world = await createWorld({ engine })
    const page = await open(`${world.baton.url}/analytics`)
    await signInOn(page)
    await page.goto(`${world.baton.url}/analytics`)
    await page.getByText('No session began in this period').waitFor()
    const saved = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Download as CSV' }).click()
    expect((await saved).suggestedFilename()).toMatch(/^sessions-.*\.csv$/)
  })
})
