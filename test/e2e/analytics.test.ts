import { describe, expect, test } from 'vitest'
import { answers } from '../setup/models.ts'
import { engine } from '../setup/moments.ts'
import { createWorld } from '../setup/world.ts'
import { isBrowserHere, openPages, signInOn } from './pages.ts'

describe.skipIf(!isBrowserHere)('what came of the sessions', () => {
  const { open, shoot } = openPages()

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

  test('behind each number stand exactly so many rows, which chips widen again', async () => {
    await using world = await createWorld({ engine, model: answers() })
    for (const name of ['Ana', 'Bo', 'Cem', 'Dora']) world.customer(name).says('How long does delivery take?')
    await world.settle()
    for (const name of ['Ana', 'Dora']) world.customer(name).says('Thanks, that solved it!')
    world.customer('Bo').says('Can I talk to a person please?')
    await world.settle()
    world.rep('Ben').replies('Bo', 'Hello Bo!')
    world.rep('Ben').resolves('Bo')
    world.rep('Ben').reopens('Dora')
    await world.settle()
    world.rep('Ben').resolves('Dora')
    await world.settle()

    const page = await open(`${world.baton.url}/analytics`)
    await signInOn(page)
    await page.goto(`${world.baton.url}/analytics`)
    await page.getByText('As a table').click()
    await shoot(page, 'reports')
    const list = page.getByRole('list', { name: 'Sessions' })
    const links = page.locator('main a[href^="/inbox?"]')
    const numbers: [href: string, count: number][] = []
    for (const link of await links.all()) {
      const href = (await link.getAttribute('href')) ?? ''
      // the first number of what is written there, else beside it: a day's row sums up to its sessions
      const said = (await link.textContent()) ?? ''
      const beside = await link.locator('xpath=following-sibling::span').allTextContents()
      const isDay = (await link.locator('xpath=ancestor::th').count()) > 0
      const [count] = isDay ? ['4'] : (/\d+/.exec(said) ?? beside)
      numbers.push([href, Number(count)])
    }
    expect(numbers.length).toBeGreaterThan(14)
    for (const figure of ['contained', 'ended', 'reopened', 'handed_over', 'first_reply_ai', 'answered'])
      expect(numbers.map(([href]) => href).join(' ')).toContain(`figure=${figure}`)
    for (const [href, count] of numbers) {
      await page.goto(`${world.baton.url}${href}`)
      await page.getByText('That is all.').waitFor()
      expect([href, await list.getByRole('link').count()]).toEqual([href, count])
    }

    // a chip for each filter; without the figure there are more, without any there are all
    await page.goto(`${world.baton.url}${numbers.find(([href]) => href.includes('reopened'))?.[0]}`)
    await list.getByRole('link', { name: /Dora/ }).waitFor()
    await shoot(page, 'inbox-chips')
    expect(await list.getByRole('link').count()).toBe(1)
    const chips = page.getByRole('list', { name: 'Narrowed to' })
    expect(await chips.getByRole('button').count()).toBe(3)
    await chips.getByRole('button', { name: /^Reports: came back within 7 days/ }).press('Enter')
    await list.getByRole('link', { name: /Ana/ }).waitFor()
    expect(page.url()).not.toContain('figure')
    // and what happens in it changes the row, which stays where dates narrow the list
    world.rep('Ben').replies('Cem', 'I take this.')
    await world.settle()
    await list.getByRole('link', { name: /Cem/ }).getByText('Team').waitFor()
    await page.getByRole('button', { name: 'Clear filters' }).click()
    await chips.waitFor({ state: 'detached' })
  })

  test('the period stands in the address, and calls are told of all channels together', async () => {
    await using world = await createWorld({ engine })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    const page = await open(`${world.baton.url}/analytics`)
    await signInOn(page)
    await page.goto(`${world.baton.url}/analytics`)
    await page.getByLabel('Period').selectOption('Last 7 days')
    await page.waitForURL(/days=7/)
    await page.getByRole('link', { name: '1 session that the AI answered' }).waitFor()
    const calls = page.locator('section', { has: page.getByRole('heading', { name: 'Calls to Freshchat' }) })
    expect(
      await calls
        .getByText('Messages and private notes')
        .locator('xpath=following-sibling::dd')
        .textContent(),
    ).toBe('1')
    const saved = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Download the calls as CSV' }).click()
    expect((await saved).suggestedFilename()).toMatch(/^calls-.*\.csv$/)
    await page.getByLabel('Channel').selectOption('web')
    await page.getByText('Calls are not counted by channel').waitFor()
    await page.getByRole('link', { name: '1 session', exact: true }).click()
    await page.goBack()
    expect(await page.getByLabel('Channel').inputValue()).toBe('web')
    expect(await page.getByLabel('Period').inputValue()).toBe('7')
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
