import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { engine } from '../setup/moments.ts'
import { createWorld, type World } from '../setup/world.ts'
import { expectNothingSideways, isBrowserHere, openPages, signIn } from './pages.ts'

/** What the support lead does on the first day, in a real browser, against the built dashboard. */
describe.skipIf(!isBrowserHere)('the dashboard', () => {
  const pages = openPages()
  const open = (world: World, path = '/', options: { width?: number; dark?: boolean } = {}): Promise<Page> =>
    pages.open(`${world.baton.url}${path}`, options)
  const { shoot } = pages
  test('signing in by keyboard: a wrong password is said so, the right one opens the Inbox', async () => {
    await using world = await createWorld({ engine })
    const page = await open(world)
    await page.getByRole('heading', { name: 'Sign in to Baton' }).waitFor()
    await signIn(page, { password: 'wrong' })
    await page.getByRole('alert').getByText('The e-mail address or the password is wrong.').waitFor()
    await shoot(page, 'sign-in')
    await signIn(page)
    await page.getByRole('heading', { name: 'Inbox' }).waitFor()
    await page.getByText('No customer has written yet').waitFor()
    await page.getByRole('button', { name: 'Your account' }).click()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('heading', { name: 'Sign in to Baton' }).waitFor()
  })

  test('connecting: each failure stands at its field and saves nothing; a good one shows the webhook and its events', async () => {
    await using world = await createWorld({ engine })
    await world.api('DELETE', '/api/v1/integrations/freshchat')
    const page = await open(world, '/settings/integrations/freshchat')
    await signIn(page)
    const save = page.getByRole('button', { name: 'Test & Save' })
    const errorAt = (label: string) =>
      page.locator('.field', { has: page.getByLabel(label) }).getByRole('alert')

    await page.getByLabel('Domain').fill('chat.example.com')
    await page.getByLabel('Access Token').fill(world.sandbox.token())
    await page.getByLabel('Default Agent Email').fill('ai@acme.test')
    await save.click()
    await errorAt('Domain').waitFor()

    await page.getByLabel('Domain').fill(world.sandbox.host)
    await page.getByLabel('Access Token').fill('not-the-token')
    await save.click()
    await errorAt('Access Token').waitFor()

    await page.getByLabel('Access Token').fill(world.sandbox.token())
    await page.getByLabel('Default Agent Email').fill('nobody@acme.test')
    await save.click()
    await errorAt('Default Agent Email').waitFor()
    expect(await world.api('GET', '/api/v1/integrations/freshchat')).toMatchObject({ status: 'disconnected' })
    await shoot(page, 'connect-failure')

    await page.getByLabel('Default Agent Email').fill('ai@acme.test')
    await page.getByLabel('Webhook public key').fill(world.sandbox.publicKey())
    await save.click()
    await page.getByRole('heading', { name: 'Register the webhook' }).waitFor()
    const url = await page.getByLabel('Webhook URL').inputValue()
    expect(url).toMatch(/\/webhooks\/freshchat\/[\w-]{40,}$/)
    expect(await page.getByText('waiting for the first one').count()).toBe(4)

    world.sandbox.registerWebhook(url)
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    await page
      .getByRole('row', { name: /Message Created/ })
      .getByText(/20\d\d/)
      .waitFor()
    await shoot(page, 'connected')

    // later ones are told, and nobody asks for all that again
    await page
      .getByRole('row', { name: /Conversation Assigned/ })
      .getByText(/20\d\d/)
      .waitFor()
    await page.route('**/api/v1/integrations/freshchat', (route) => route.abort())
    await world.clock.skip(60_000)
    world.customer('Ana').says('Do you have vegan shoes?')
    await world.settle()
    const { health } = await world.api<{ health: { events: Record<string, { lastAt: string }> } }>(
      'GET',
      '/api/v1/integrations/freshchat',
    )
    await page.locator(`time[datetime="${health.events.message_create?.lastAt}"]`).waitFor()
    await page.unroute('**/api/v1/integrations/freshchat')

    await page.getByRole('button', { name: 'Disconnect…' }).click()
    await page.getByRole('button', { name: 'Yes, disconnect' }).click()
    await page.getByRole('heading', { name: 'Register the webhook' }).waitFor({ state: 'detached' })
    expect(await world.api('GET', '/api/v1/integrations/freshchat')).toMatchObject({ status: 'disconnected' })
  })

  test('a session: customer, AI and note told apart, taken over, answered, handed back, resolved', async () => {
    await using world = await createWorld({ engine })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    const page = await open(world, '/inbox')
    await signIn(page)
    await page.getByRole('link', { name: /Ana/ }).click()
    const thread = page.getByRole('region', { name: 'Thread' })
    await thread.locator('.customer').getByText('How long does delivery take?').waitFor()
    await thread.locator('.ai').getByText('Standard delivery takes').first().waitFor()
    await thread.getByText('How this came about').click()
    await thread.getByText('Orders to the AI').waitFor()

    await page.getByRole('button', { name: 'Take over' }).click()
    await page.getByRole('button', { name: 'Hand back to the AI' }).waitFor()
    await page.getByLabel('Your message').fill('Let me look that up.')
    await page.getByRole('button', { name: 'Reply' }).click()
    await thread.locator('.rep').getByText('Let me look that up.').waitFor()
    await page.getByLabel('Your message').fill('A good customer.')
    await page.getByRole('button', { name: 'Leave a private note' }).click()
    await thread.locator('.private').getByText('A good customer.').waitFor()
    await world.settle()
    expect(world.chat('Ana').at(-1)).toBe('AI: Let me look that up.')
    await shoot(page, 'session')

    await page.getByRole('button', { name: 'Hand back to the AI' }).click()
    await page.getByRole('button', { name: 'Take over' }).waitFor()
    await page.getByRole('button', { name: 'Resolve' }).click()
    await page.getByText('This session is over.').waitFor()
    await world.settle()
    expect(world.freshchat('Ana').status).toBe('resolved')
  })

  test('hostile words and names are shown as text, and a pause is seen on every page', async () => {
    await using world = await createWorld({ engine })
    const hostile = '<img src=x onerror="document.title=\'owned\'"><script>document.title="owned"</script>'
    world.customer('Ana').says(hostile)
    await world.settle()
    const page = await open(world, '/inbox')
    await signIn(page)
    await page.getByRole('link', { name: /Ana/ }).click()
    await page.getByText(hostile).first().waitFor()
    expect(await page.title()).toBe('Ana · Baton')
    expect(await page.locator('.thread img, .thread script').count()).toBe(0)
    await page.getByRole('button', { name: 'Pause the AI' }).click()
    await page.getByText('The AI is paused').waitFor()
    await page.getByRole('link', { name: 'Freshchat', exact: true }).click()
    await page.getByText('The AI is paused').waitFor()
    await page.getByRole('button', { name: 'Resume the AI' }).click()
    await page.getByText('The AI is paused').waitFor({ state: 'detached' })
  })

  test('on a phone, light and dark: nothing scrolls sideways', async () => {
    await using world = await createWorld({ engine })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    world.customer('Ana').says('Can I talk to a person please?')
    await world.settle()
    const { id } = await world.session('Ana')
    for (const dark of [false, true]) {
      const page = await open(world, '/inbox', { width: 390, dark })
      await signIn(page)
      await page.getByRole('heading', { name: 'Inbox' }).waitFor()
      for (const path of [
        '/inbox',
        `/inbox/${id}`,
        '/start',
        '/playground',
        '/analytics',
        '/settings/integrations/freshchat',
      ]) {
        await page.goto(`${world.baton.url}${path}`)
        await page.getByRole('button', { name: 'Your account' }).waitFor()
        await page.getByRole('heading', { level: 1 }).waitFor()
        await expectNothingSideways(page, path)
        await shoot(
          page,
          `phone-${dark ? 'dark' : 'light'}${path.replaceAll('/', '-').replace(id, 'session')}`,
        )
      }
    }
  })
})
