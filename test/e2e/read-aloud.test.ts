import type { Locator } from 'playwright-core'
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
})
