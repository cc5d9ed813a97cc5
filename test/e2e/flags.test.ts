import { describe, expect, test } from 'vitest'
import { engine } from '../setup/moments.ts'
import { createWorld } from '../setup/world.ts'
import { isBrowserHere, openPages, signInOn } from './pages.ts'

describe.skipIf(!isBrowserHere)('wrong answers', () => {
  const { open } = openPages()

  test('from the flag to the same question asked again, and off the list', async () => {
    await using world = await createWorld({ engine })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    const page = await open(`${world.baton.url}/flags`)
    await signInOn(page)
    await page.goto(`${world.baton.url}/flags`)
    await page.getByText('No answer is flagged as wrong').waitFor()

    await page.getByRole('link', { name: 'Inbox' }).click()
    await page.getByRole('list', { name: 'Sessions' }).getByRole('link', { name: /Ana/ }).click()
    await page.getByRole('button', { name: 'Flag as wrong' }).click()
    await page.getByRole('dialog').getByRole('textbox').fill('It is a week by now.')
    await page.getByRole('dialog').getByRole('button', { name: 'Flag as wrong' }).click()
    await page.getByText('It is a week by now.').waitFor()

    await page.getByRole('link', { name: 'Wrong answers' }).click()
    await page.getByRole('heading', { level: 1, name: 'Wrong answers' }).waitFor()
    expect(await page.title()).toBe('Wrong answers · Baton')
    const flagged = page.getByRole('listitem').filter({ hasText: 'It is a week by now.' })
    expect(await flagged.textContent()).toContain('three to five working days')
    await flagged.getByRole('link', { name: 'Mend “How long does delivery take?”' }).click()
    await page.getByLabel('Title').waitFor()
    expect(await page.getByLabel('Title').inputValue()).toBe('How long does delivery take?')
    await page.getByRole('link', { name: 'Wrong answers' }).click()
    await flagged.getByRole('link', { name: 'Ask again' }).click()
    expect(await page.getByLabel('Your question').inputValue()).toBe('How long does delivery take?')
    await page.keyboard.press('Enter')
    await page.getByText('Confidence').waitFor()

    await page.getByRole('link', { name: 'Wrong answers' }).click()
    await flagged.getByRole('button', { name: 'Mended: take the flag back' }).click()
    await page.getByText('No answer is flagged as wrong').waitFor()
  })
})
