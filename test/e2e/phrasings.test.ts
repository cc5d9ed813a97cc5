import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { violationsOn } from '../setup/axe.ts'
import { browserOf } from '../setup/browser.ts'
import { answers } from '../setup/models.ts'
import { engine } from '../setup/moments.ts'
import { isHelped, seekPhrasings } from '../setup/phrasings.ts'
import { createWorld, type World } from '../setup/world.ts'
import { expectNothingSideways, isBrowserHere, openPages, signInOn } from './pages.ts'

const PATH = '/knowledge/suggested-phrasings'
const REFUND = ['I want my money back', 'refund my money please', 'give the money back']
const PARCEL = ['where is my box', 'the box is not here', 'track a box', 'box not delivered']
const ARTICLES = [
  { id: 'refund', title: 'Refunds', body: 'Money is paid back within five days.', phrasings: REFUND },
  { id: 'parcel', title: 'Shipping', body: 'We ship every box within a day.', phrasings: PARCEL },
]
const ASKED = {
  Ana: 'When does my money come home again?',
  Bo: 'How is money paid back to me?',
  Cem: 'Is all the money really paid back?',
}

/** What customers have taught, decided about by a member. */
describe.skipIf(!isBrowserHere)('suggested phrasings', () => {
  const { open, shoot } = openPages()

  const worldOf = async (asked: Partial<typeof ASKED> = ASKED): Promise<World> => {
    const world = await createWorld({ engine, model: answers(), articles: ARTICLES })
    for (const [customer, text] of Object.entries(asked)) {
      await isHelped(world, customer, text)
      world.clock.skip(1_000)
      await seekPhrasings(world)
    }
    return world
  }
  const phrasingsOf = async (world: World, title = 'Refunds') => {
    const { items } = await world.api<{ items: { title: string; phrasings: string[] }[] }>(
      'GET',
      '/api/v1/knowledge/articles',
    )
    return items.find((each) => each.title === title)?.phrasings
  }
  const rows = (page: Page) => page.getByRole('list', { name: 'Suggested phrasings' }).getByRole('listitem')
  const row = (page: Page, text: string) => rows(page).filter({ hasText: text })
  const marked = (page: Page) => page.locator('li[aria-current=true]').textContent()

  test('with the keyboard alone: accepted, taken back, put in other words, dismissed, and accepted after all', async () => {
    await using world = await worldOf()
    const page = await open(`${world.baton.url}/inbox`)
    await signInOn(page)
    await page.goto(`${world.baton.url}/knowledge`)
    await page.getByRole('link', { name: 'Suggested phrasings 3' }).press('Enter')
    await rows(page).nth(2).waitFor()
    // newest first
    await page.keyboard.press('j')
    expect(await marked(page)).toContain(ASKED.Cem)
    await page.keyboard.press('a')
    await row(page, ASKED.Cem).getByText('Accepted: the article has it now.').waitFor()
    expect(await phrasingsOf(world)).toEqual([...REFUND, ASKED.Cem])
    await page.keyboard.press('u')
    await row(page, ASKED.Cem).getByRole('button', { name: 'Accept after all' }).waitFor()
    expect(await phrasingsOf(world)).toEqual(REFUND)

    await page.keyboard.press('j')
    expect(await marked(page)).toContain(ASKED.Bo)
    await page.keyboard.press('e')
    const field = page.getByLabel('In your words')
    expect(await field.inputValue()).toBe(ASKED.Bo)
    await field.fill(' ')
    await field.press('Enter')
    await row(page, ASKED.Bo).getByRole('alert').waitFor()
    expect(await phrasingsOf(world)).toEqual(REFUND)
    await field.press('Escape')
    await page.keyboard.press('e')
    await field.fill('how do I get paid back')
    await field.press('Enter')
    await row(page, 'how do I get paid back').getByText('Accepted: the article has it now.').waitFor()
    expect(await phrasingsOf(world)).toEqual([...REFUND, 'how do I get paid back'])

    await page.keyboard.press('j')
    await page.keyboard.press('d')
    await row(page, ASKED.Ana).getByText('It is not suggested again.').waitFor()
    await shoot(page, 'phrasings-decided')
    await row(page, ASKED.Ana).getByRole('button', { name: 'Accept after all' }).click()
    await row(page, ASKED.Ana).getByText('Accepted: the article has it now.').waitFor()
    expect(await phrasingsOf(world)).toEqual([...REFUND, 'how do I get paid back', ASKED.Ana])

    // decided about, all of them: whoever comes back finds none
    await page.reload()
    await page.getByText('No phrasing is suggested').waitFor()
    await page.getByText('They appear by themselves').waitFor()
    await shoot(page, 'phrasings-empty')
  })

  test('each says which article it would teach, and leads there and to the session it comes from', async () => {
    await using world = await worldOf({ Ana: ASKED.Ana })
    await isHelped(world, 'Eva', 'when does my money come home again')
    await seekPhrasings(world)
    const page = await open(`${world.baton.url}${PATH}`)
    await signInOn(page)
    const one = row(page, ASKED.Ana)
    await one.getByText('asked in 2 sessions').waitFor()
    await shoot(page, 'phrasings')
    expect(await violationsOn(page)).toEqual([])
    await one.getByRole('link', { name: 'Session 2' }).click()
    await page.waitForURL(new RegExp((await world.session('Ana')).id))
    await page.goBack()
    await one.getByRole('link', { name: 'Would teach “Refunds”' }).click()
    await page.getByLabel('Title').waitFor()
    expect(await page.getByLabel('Title').inputValue()).toBe('Refunds')
  })

  test('what somebody else has decided meanwhile says so, and goes', async () => {
    await using world = await worldOf({ Ana: ASKED.Ana, Bo: ASKED.Bo })
    const page = await open(`${world.baton.url}${PATH}`)
    await signInOn(page)
    await rows(page).nth(1).waitFor()
    const { items } = await world.api<{ items: { id: string; text: string }[] }>(
      'GET',
      '/api/v1/knowledge/suggested-phrasings',
    )
    const bos = items.find(({ text }) => text === ASKED.Bo)?.id
    await world.api('POST', `/api/v1/knowledge/suggested-phrasings/${bos}/dismiss`)
    await row(page, ASKED.Bo).getByRole('button', { name: 'Accept', exact: true }).click()
    await row(page, ASKED.Bo).waitFor({ state: 'detached' })
    await page.getByText('Somebody has accepted or dismissed it already.').waitFor()
    expect(await phrasingsOf(world)).toEqual(REFUND)
    expect(await rows(page).count()).toBe(1)
  })

  test('a viewer reads them, and no key decides anything; on a phone and in German nothing scrolls sideways', async () => {
    await using world = await worldOf({ Ana: ASKED.Ana })
    const vera = { email: 'vera@acme.test', password: 'a battery and a horse' }
    const invited = { email: vera.email, role: 'viewer' }
    const { url } = await world.api<{ url: string }>('POST', '/api/v1/invitations', invited)
    const accepted = { token: new URL(url).hash.slice(1), password: vera.password }
    expect((await browserOf(world).ask('POST', '/api/auth/accept-invitation', accepted)).status).toBe(200)
    const page = await open(`${world.baton.url}${PATH}`, { width: 390 })
    await signInOn(page, vera)
    await page.goto(`${world.baton.url}${PATH}`)
    await rows(page).first().waitFor()
    expect(await rows(page).getByRole('button').count()).toBe(0)
    for (const key of ['j', 'd', 'a', 'e']) await page.keyboard.press(key)
    await page.evaluate(`localStorage.setItem('baton:language', 'de')`)
    await page.reload()
    await page.getByRole('heading', { name: 'Vorgeschlagene Fragen' }).waitFor()
    await page.getByText(ASKED.Ana).waitFor()
    await expectNothingSideways(page, 'in German')
    await shoot(page, 'phrasings-phone')
    expect(await violationsOn(page)).toEqual([])
    expect(await phrasingsOf(world)).toEqual(REFUND)
  })
})
