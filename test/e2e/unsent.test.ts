import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { answers } from '../setup/models.ts'
import { engine } from '../setup/moments.ts'
import { createWorld } from '../setup/world.ts'
import { isBrowserHere, openPages, signInOn } from './pages.ts'

describe.skipIf(!isBrowserHere)('what is typed and not sent', () => {
  const { open, shoot } = openPages()
  const row = (page: Page, name: string) =>
    page.getByRole('list', { name: 'Sessions' }).getByRole('link', { name })

  test('stays with its session: while one looks elsewhere, and when somebody else ends it', async () => {
    await using world = await createWorld({ engine, model: answers() })
    for (const customer of ['Ana', 'Cleo']) {
      world.customer(customer).says('How long does delivery take?')
      await world.settle()
    }
    const page = await open(`${world.baton.url}/inbox`)
    await signInOn(page)
    const message = page.getByLabel('Your message')
    await row(page, 'Ana').click()
    await page.getByRole('heading', { level: 1, name: 'Ana' }).waitFor()
    await message.fill('Dear Ana,\nthree days.')
    await row(page, 'Cleo').click()
    await page.getByRole('heading', { level: 1, name: 'Cleo' }).waitFor()
    expect(await message.inputValue()).toBe('')
    await message.fill('Dear Cleo')
    await message.press('Escape')
    await page.keyboard.press('Escape')
    await page.getByText('Choose a session').waitFor()
    await row(page, 'Ana').click()
    await page.getByRole('heading', { level: 1, name: 'Ana' }).waitFor()
    expect(await message.inputValue()).toBe('Dear Ana,\nthree days.')

    // sent: nothing of it stays
    await page.getByRole('button', { name: 'Reply' }).click()
    await page.locator('.rep').getByText('three days.').waitFor()
    expect(await message.inputValue()).toBe('')
    await message.fill('One more thing')
    world.rep('Ben').resolves('Ana')
    await world.settle()
    await page.getByText('What you had typed was not sent.').waitFor()
    expect(await message.inputValue()).toBe('One more thing')
    await page.getByRole('button', { name: 'Copy' }).waitFor()
    expect(await page.getByRole('button', { name: 'Reply' }).count()).toBe(0)
    await shoot(page, 'unsent')
    await page.getByRole('button', { name: 'Drop it' }).click()
    await message.waitFor({ state: 'detached' })
    await page.getByText('This session is over.').waitFor()
  })

  test('in a dialog is lost neither by a drag that ends outside, nor by a click beside it or Escape', async () => {
    await using world = await createWorld({ engine, model: answers() })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    const { id } = await world.session('Ana')
    const page = await open(`${world.baton.url}/inbox/${id}`)
    await signInOn(page)
    const dialog = page.getByRole('dialog')
    const asks = () => page.getByRole('button', { name: 'Flag as wrong' }).first().click()
    await asks()
    // as long as it is empty it closes as every dialog does, but for a drag that began in it
    const box = await dialog.getByRole('textbox').boundingBox()
    await page.mouse.move((box?.x ?? 0) + 50, (box?.y ?? 0) + 20)
    await page.mouse.down()
    await page.mouse.move(20, 20)
    await page.mouse.up()
    await dialog.waitFor()
    await page.mouse.click(20, 20)
    await dialog.waitFor({ state: 'detached' })
    await asks()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })

    await asks()
    await dialog.getByRole('textbox').fill('It takes a week by now.')
    await page.mouse.click(20, 20)
    await dialog.getByText('This stays open').waitFor()
    await dialog.locator('textarea:focus').waitFor()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await shoot(page, 'unsent-dialog')
    expect(await dialog.getByRole('textbox').inputValue()).toBe('It takes a week by now.')
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await dialog.waitFor({ state: 'detached' })
  })
})
