import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { engine } from '../setup/moments.ts'
import { createWorld } from '../setup/world.ts'
import { isBrowserHere, openPages, signIn } from './pages.ts'

describe.skipIf(!isBrowserHere)('a further page of a list', () => {
  const { open, shoot } = openPages()

  /** The list is said to go on, and what it is asked for then is refused as long as `fails`. */
  const goesOn = async (page: Page, list: string, fails: () => boolean) => {
    const asked: string[] = []
    await page.route(`**/api/v1/${list}?*`, async (route) => {
      const url = route.request().url()
      const isFurther = new URL(url).searchParams.has('cursor')
      if (isFurther) asked.push(url)
      const answer = { code: 'internal', message: 'Something went wrong on our side.' }
      if (isFurther && fails()) return route.fulfill({ status: 500, json: { error: answer } })
      if (isFurther) return route.fulfill({ json: { items: [], next: null } })
      const response = await route.fetch()
      return route.fulfill({ response, json: { ...(await response.json()), next: 'more' } })
    })
    return asked
  }

  test.each([
    ['sessions', '/inbox', 'That is all.'],
    ['knowledge/articles', '/knowledge', /That is all:|One article/],
  ])('of %s that fails is asked for once, says why, and comes at the second try', async (list, path, end) => {
    await using world = await createWorld({ engine })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    let fails = true
    const page = await open(`${world.baton.url}${path}`)
    const asked = await goesOn(page, list, () => fails)
    await signIn(page)
    const alert = page.getByRole('alert').getByText('Something went wrong on our side.')
    await alert.waitFor()
    await shoot(page, `further-${path.slice(1)}`)
    // live news of a session clears what a query knows of its last failure, and is no reason to ask again
    world.customer('Bo').says('How do I return a lamp?')
    await world.settle()
    if (path === '/inbox') await page.getByRole('link', { name: /Bo/ }).waitFor()
    await alert.waitFor()
    expect(asked).toHaveLength(1)
    await Promise.all([
      page.waitForResponse(/cursor=/),
      page.getByRole('button', { name: 'Try again' }).click(),
    ])
    await alert.waitFor()
    expect(asked).toHaveLength(2)
    fails = false
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByText(end).waitFor()
    expect(asked).toHaveLength(3)
    expect(await alert.count()).toBe(0)
  })
})
