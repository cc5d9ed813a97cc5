import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { engine } from '../setup/moments.ts'
import { createWorld } from '../setup/world.ts'
import { expectNothingSideways, isBrowserHere, openPages, signInOn } from './pages.ts'

/** A finger on a small screen: everything can be reached, and hit. */
describe.skipIf(!isBrowserHere)('on a phone', () => {
  const { open, shoot } = openPages()
  const WIDTHS = [320, 360, 390]
  const SMALLEST = 40

  /** What can be tapped in the header and is too small for a finger, or off the screen. */
  const amiss = (page: Page) =>
    page.evaluate<string[]>(`[...document.querySelectorAll('header :is(a, button)')].flatMap((each) => {
      const { width, height, left, right } = each.getBoundingClientRect()
      const isFine = width >= ${SMALLEST} && height >= ${SMALLEST} && left >= 0 && right <= innerWidth
      return width === 0 || isFine ? [] : [each.textContent + ': ' + [width, height, left, right].join(' ')]
    })`)

  test('all that can be reached is in the header, named in a list, and as large as a finger', async () => {
    await using world = await createWorld({ engine })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    const page = await open(`${world.baton.url}/inbox`, { width: 390, height: 844 })
    await signInOn(page)
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 700 })
      expect(await amiss(page), `${width} px`).toEqual([])
      await expectNothingSideways(page, `${width} px`)
    }
    await page.getByRole('button', { name: 'More' }).click()
    await shoot(page, 'phone-more')
    await page.getByRole('link', { name: 'Reports' }).click()
    await page.getByRole('heading', { name: 'Reports' }).waitFor()
    expect(await page.getByRole('link', { name: 'Reports' }).isVisible()).toBe(false)
    // the page goes on where the list closed
    expect(await page.evaluate('document.activeElement.id')).toBe('main')
    // of less, iOS zooms in
    expect(await page.evaluate(`getComputedStyle(document.querySelector('select, input')).fontSize`)).toBe(
      '16px',
    )
    await page.goto(`${world.baton.url}/inbox`)
    await page.getByRole('link', { name: /Ana/ }).click()
    await page.getByRole('button', { name: 'Take over' }).waitFor()
    await shoot(page, 'phone-session')
    await page.setViewportSize({ width: 844, height: 390 })
    const account = page.getByRole('button', { name: /account/i })
    await account.scrollIntoViewIfNeeded()
    const box = await account.boundingBox()
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(390)
    await shoot(page, 'phone-wide')
  })
})
