import { encode } from 'uqr'
import { describe, expect, test } from 'vitest'
import { codeOf } from '../setup/browser.ts'
import { engine } from '../setup/moments.ts'
import { createWorld, OWNER } from '../setup/world.ts'
import { isBrowserHere, openPages, signIn, signInOn } from './pages.ts'

const PAGE = '/account'

/** Of the QR code on the page, row by row: which modules are dark on its white ground. */
const MODULES = `(() => {
  const svg = document.querySelector('svg[role="img"]')
  const [ground, dark] = svg.querySelectorAll('path')
  const colours = [ground, dark].map((path) => getComputedStyle(path).fill).join(', then ')
  if (colours !== 'rgb(255, 255, 255), then rgb(0, 0, 0)') throw new Error(colours)
  const middles = Array.from({ length: svg.viewBox.baseVal.width }, (_, at) => at + 0.5)
  return middles.map((y) => middles.map((x) => dark.isPointInFill(new DOMPoint(x, y))))
})()`
const asRow = (row: boolean[]) => row.map((isDark) => (isDark ? '#' : '.')).join('')

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
    const page = await open(`${world.baton.url}${PAGE}`, { dark: true })
    await signInOn(page)
    const mine = page.getByRole('region', { name: 'Security' })
    await mine.getByRole('button', { name: /^Sign out there/ }).waitFor()
    await mine.getByRole('button', { name: 'Turn it on' }).click()
    await mine.getByLabel('Your password').fill(OWNER.password)
    await page.keyboard.press('Enter')
    const secret = await mine.getByLabel('Secret', { exact: true }).inputValue()
    const qrCode = mine.getByRole('img', { name: 'QR code of your secret, for an authenticator app' })
    await qrCode.waitFor()
    const app = await mine.getByRole('link', { name: 'open it in an app' }).getAttribute('href')
    expect(new URL(app ?? '').searchParams.get('secret')).toBe(secret)
    const { data } = encode(app ?? '', { ecc: 'M', border: 4 })
    expect((await page.evaluate<boolean[][]>(MODULES)).map(asRow)).toEqual(data.map(asRow))
    await shoot(page, 'two-factor-qr')
    await mine.getByRole('textbox', { name: 'Code', exact: true }).fill('000000')
    await page.keyboard.press('Enter')
    await mine.locator('.field').getByRole('alert').waitFor()
    await mine.getByRole('textbox', { name: 'Code', exact: true }).fill(await codeOf(world, secret))
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
