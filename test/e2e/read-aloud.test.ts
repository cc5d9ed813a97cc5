import type { Locator, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { answers } from '../setup/models.ts'
import { engine } from '../setup/moments.ts'
import { createWorld } from '../setup/world.ts'
import { isBrowserHere, openPages, signInOn } from './pages.ts'

/** What is used here of an element. */
interface Matching {
  matches(selector: string): boolean
}

/** How it stands on the screen, and what a screen reader says of it. */
describe.skipIf(!isBrowserHere)('what others wrote', () => {
  const { open, shoot } = openPages()
  const HEBREW = 'כמה זמן לוקח המשלוח?'
  const direction = (element: Locator) =>
    element.evaluate((one) => ((one as unknown as Matching).matches(':dir(rtl)') ? 'rtl' : 'ltr'))

  test('runs from right to left where it is written so, and turns nothing around it', async () => {
    await using world = await createWorld({ engine, model: answers() })
    const article = { title: HEBREW, body: `${HEBREW}\n\n- ${HEBREW}\n\n> ${HEBREW}` }
    await world.api('POST', '/api/v1/knowledge/articles', article)
    world.customer('נועה').says(HEBREW)
    await world.settle()
    const page = await open(`${world.baton.url}/inbox`)
    await signInOn(page)
    const row = page.getByRole('list', { name: 'Sessions' }).getByRole('link', { name: /נועה/ })
    expect(await direction(row.getByText('נועה'))).toBe('rtl')
    expect(await direction(row)).toBe('ltr')
    await row.click()
    const said = page.locator('.customer').getByText(HEBREW)
    expect(await direction(said)).toBe('rtl')
    expect(await direction(page.locator('.customer'))).toBe('ltr')
    const message = page.getByLabel('Your message')
    expect(await direction(message)).toBe('ltr')
    await message.fill(HEBREW)
    expect(await direction(message)).toBe('rtl')
    await shoot(page, 'right-to-left')

    await page.goto(`${world.baton.url}/knowledge`)
    await page.getByRole('region', { name: 'Articles' }).getByRole('link', { name: HEBREW }).click()
    for (const block of ['p', 'ul', 'blockquote'])
      expect(await direction(page.locator(`.markdown > ${block}`)), block).toBe('rtl')
    expect(await direction(page.getByLabel('Title'))).toBe('rtl')
    expect(await direction(page.getByLabel('Text', { exact: true }))).toBe('rtl')
    await shoot(page, 'right-to-left-article')
    await page.goto(`${world.baton.url}/playground`)
    await page.getByLabel('Your question').fill(HEBREW)
    await page.keyboard.press('Enter')
    expect(await direction(page.locator('.customer').getByText(HEBREW))).toBe('rtl')
  })

  const gap = (page: Page) =>
    page.getByRole('region', { name: 'Thread' }).evaluate((all) => {
      const { scrollHeight = 0, scrollTop = 0, clientHeight = 0 } = all as unknown as Record<string, number>
      return Math.round(scrollHeight - scrollTop - clientHeight)
    })

  test('is announced as it comes, and its end is in sight; an empty list says so, and what is gone has a title', async () => {
    await using world = await createWorld({ engine, model: answers() })
    for (let times = 0; times < 3; times++) {
      world.customer('Ana').says('How long does delivery take?')
      await world.settle()
    }
    const { id } = await world.session('Ana')
    for (let n = 0; n < 5; n++) world.customer(`Customer ${n}`).says('How do I return a lamp?')
    await world.settle()
    const page = await open(`${world.baton.url}/inbox/${id}`, { height: 560 })
    // how it came about is told after the thread has been drawn
    let tell = () => {}
    const isTold = new Promise<void>((resolve) => {
      tell = resolve
    })
    await page.route('**/api/v1/sessions/*/turns*', (route) => isTold.then(() => route.continue()))
    await signInOn(page)
    const log = page.getByRole('log')
    await log.getByText('How long does delivery take?').last().waitFor()
    expect(await gap(page)).toBe(0)
    tell()
    const trace = log.locator('details').last()
    await trace.waitFor()
    expect(await gap(page)).toBe(0)
    expect(await trace.getAttribute('aria-live')).toBe('off')
    // the row that the address names is in sight, though it is the last
    const row = page.getByRole('list', { name: 'Sessions' }).getByRole('link', { name: /Ana/ })
    await row.waitFor()
    const box = await row.boundingBox()
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(560)
    await shoot(page, 'deep-link')
    await trace.locator('summary').click()
    await trace.getByText('Rests on the articles').waitFor()
    await trace.getByText(/^\d+% sure; answers from 50%$/).waitFor()
    await shoot(page, 'trace')
    await page.getByLabel('Search sessions').fill('nobody at all')
    await page.getByRole('status').getByText('No session fits').waitFor()
    const nobody = '00000000-0000-4000-8000-000000000000'
    await page.goto(`${world.baton.url}/inbox/${nobody}`)
    await page.getByRole('heading', { level: 1, name: 'Session' }).waitFor()
    await page.goto(`${world.baton.url}/knowledge/${nobody}`)
    await page.getByRole('heading', { level: 1, name: 'There is no such article.' }).waitFor()
  })
})
