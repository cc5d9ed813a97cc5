import { describe, expect, test } from 'vitest'
import { codeOf } from '../setup/browser.ts'
import { engine } from '../setup/moments.ts'
import { createWorld, OWNER } from '../setup/world.ts'
import { isBrowserHere, openPages, signIn, signInOn } from './pages.ts'

const PAGE = '/account'

/** One's own account, in a real browser. */
describe.skipIf(!isBrowserHere)('one’s own account', () => {
  const { open, shoot } = openPages()

  test('from the menu of the account to a new password: a wrong one is said so at its field, and other sign-ins end', async () => {
    await using world = await createWorld({ engine })
    const page = await open(`${world.baton.url}/inbox`)
    await signInOn(page)
    const other = await open(`${world.baton.url}/inbox`)
    await signInOn(other)
    await page.getByRole('button', { name: 'Your account' }).click()
    await page.getByRole('link', { name: 'Password and security' }).click()
    await page.getByRole('heading', { level: 1, name: 'Your account' }).waitFor()
    expect(await page.title()).toBe('Your account · Baton')
    const form = page.getByRole('form', { name: 'Password' })
    const errorAt = (label: string) =>
      form.locator('.field', { has: page.getByLabel(label) }).getByRole('alert')
    await form.getByLabel('Present password').fill('not this one')
    await form.getByLabel('New password').fill('a horse of a different colour')
    await page.keyboard.press('Enter')
    await errorAt('Present password').getByText('The present password is wrong.').waitFor()
    await form.getByLabel('Present password').fill(OWNER.password)
    await form.getByLabel('New password').fill('short')
    await page.keyboard.press('Enter')
    await errorAt('New password').getByText('Use at least 8 characters.').waitFor()
    await shoot(page, 'account')
    await form.getByLabel('New password').fill('a horse of a different colour')
    await page.keyboard.press('Enter')
    await form.getByRole('status').getByText('Your password is changed').waitFor()
    await other.reload()
    await signIn(other, { ...OWNER, password: 'a horse of a different colour' })
    await other.getByRole('heading', { level: 1, name: 'Inbox' }).waitFor()
  })

  test('a second factor: a wrong code is said so, the right one turns it on and shows recovery codes once; other sign-ins end', async () => {
    await using world = await createWorld({ engine })
    const other = await open(`${world.baton.url}${PAGE}`)
    await signInOn(other)
    const page = await open(`${world.baton.url}${PAGE}`)
    await signInOn(page)
    const mine = page.getByRole('region', { name: 'Security' })
    await mine.getByRole('button', { name: /^Sign out there/ }).waitFor()
    await mine.getByRole('button', { name: 'Turn it on' }).click()
    await mine.getByLabel('Your password').fill(OWNER.password)
    await page.keyboard.press('Enter')
    const secret = await mine.getByLabel('Secret').inputValue()
    await mine.getByLabel('Code').fill('000000')
    await page.keyboard.press('Enter')
    await mine.locator('.field').getByRole('alert').waitFor()
    await mine.getByLabel('Code').fill(await codeOf(world, secret))
    await page.keyboard.press('Enter')
    const codes = mine.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem')
    await codes.first().waitFor()
    expect(await codes.count()).toBe(10)
    const [recovery = ''] = await codes.allTextContents()
    await shoot(page, 'members-two-factor')
    await mine.getByRole('button', { name: 'I have kept them' }).click()
    await mine.getByText('Recovery codes left: 10').waitFor()
    await mine.getByRole('button', { name: /^Sign out there/ }).waitFor({ state: 'detached' })
    await other.reload()
    await other.getByRole('heading', { name: 'Sign in to Baton' }).waitFor()

    await mine.getByRole('button', { name: 'Turn it off' }).click()
    await mine.getByLabel('Your password').fill(OWNER.password)
    await mine.getByLabel('Code, or a recovery code').fill(recovery)
    await page.keyboard.press('Enter')
    await mine.getByText('with your password alone').waitFor()
  })

  test('one’s other sign-in is ended from here', async () => {
    await using world = await createWorld({ engine })
    const other = await open(`${world.baton.url}${PAGE}`)
    await signInOn(other)
    const page = await open(`${world.baton.url}${PAGE}`)
    await signInOn(page)
    await page.getByRole('button', { name: /^Sign out there/ }).click()
    await page.getByRole('button', { name: /^Sign out there/ }).waitFor({ state: 'detached' })
    await other.reload()
    await other.getByRole('heading', { name: 'Sign in to Baton' }).waitFor()
  })
})
