import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { browserOf } from '../setup/browser.ts'
import { answers } from '../setup/models.ts'
import { engine } from '../setup/moments.ts'
import { createWorld, type World } from '../setup/world.ts'
import { isBrowserHere, openPages, signIn, signInOn } from './pages.ts'

/** Where the person who runs support spends the day. */
describe.skipIf(!isBrowserHere)('the Inbox', () => {
  const { open, shoot } = openPages()
  const inboxOf = async (world: World, path = '/inbox'): Promise<Page> => {
    const page = await open(`${world.baton.url}${path}`)
    await signInOn(page)
    return page
  }
  const rows = (page: Page) => page.getByRole('list', { name: 'Sessions' }).getByRole('link')
  const asks = async (world: World, customer: string, text = 'How long does delivery take?') => {
    world.customer(customer).says(text)
    await world.settle()
  }

  test('a session appears by itself, is answered, and changes hands before one’s eyes', async () => {
    await using world = await createWorld({ engine, model: answers() })
    const page = await inboxOf(world)
    await page.getByText('No customer has written yet').waitFor()
    let loads = 0
    page.on('load', () => loads++)
    await asks(world, 'Ana')
    await rows(page).filter({ hasText: 'Ana' }).getByText('AI', { exact: true }).waitFor()
    await rows(page).filter({ hasText: 'Ana' }).click()
    const thread = page.getByRole('region', { name: 'Thread' })
    await thread.locator('.ai').waitFor()
    world.rep('Ben').replies('Ana', 'I have it from here.')
    await world.settle()
    await thread.locator('.rep').getByText('I have it from here.').waitFor()
    await rows(page).filter({ hasText: 'Ana' }).getByText('Team', { exact: true }).waitFor()
    world.rep('Ben').resolves('Ana')
    await world.settle()
    await page.getByText('This session is over.').waitFor()
    await rows(page).filter({ hasText: 'Ana' }).getByText('resolved by a rep').waitFor()
    expect(loads).toBe(0)
  })

  test('filters and words stand in the address, survive a reload, and a list lets go of what they no longer fit', async () => {
    await using world = await createWorld({ engine, model: answers() })
    await asks(world, 'Ana')
    await asks(world, 'Bo', 'How do I return a lamp?')
    const page = await inboxOf(world)
    await rows(page).nth(1).waitFor()
    await page.getByLabel('Search sessions').fill('lamp')
    await page.waitForURL(/q=lamp/)
    await rows(page).filter({ hasText: 'Ana' }).waitFor({ state: 'detached' })
    expect(await rows(page).textContent()).toContain('Bo')
    await page.reload()
    await rows(page).filter({ hasText: 'Bo' }).waitFor()
    expect(await page.getByLabel('Search sessions').inputValue()).toBe('lamp')
    await page.getByRole('button', { name: 'Clear filters' }).click()
    await rows(page).nth(1).waitFor()
    expect(await page.getByLabel('Search sessions').inputValue()).toBe('')

    await page.getByText('Filters', { exact: true }).click()
    await page.getByLabel('Status').selectOption('open')
    await page.waitForURL(/status=open/)
    await rows(page).filter({ hasText: 'Ana' }).waitFor()
    world.rep('Ben').resolves('Ana')
    await world.settle()
    await rows(page).filter({ hasText: 'Ana' }).waitFor({ state: 'detached' })
    await page.getByLabel('Who has it').selectOption('human')
    await page.getByText('No session fits').waitFor()
    await page.goto(`${world.baton.url}/inbox?status=nonsense&from=never`)
    await rows(page).nth(1).waitFor()
  })

  test('with the keyboard alone: through the list, into a session, taken over, answered, handed back, resolved', async () => {
    await using world = await createWorld({ engine, model: answers() })
    await asks(world, 'Ana')
    world.clock.skip(60_000)
    await asks(world, 'Bo')
    const page = await inboxOf(world)
    await rows(page).nth(1).waitFor()
    const press = async (...all: string[]) => {
      for (const key of all) await page.keyboard.press(key)
    }
    // the search field first, and out of it again
    await press('/')
    await page.keyboard.type('nobody')
    await page.getByText('No session fits').waitFor()
    await press('Control+a', 'Delete')
    await rows(page).nth(1).waitFor()
    await press('Escape', 'j', 'j', 'Enter')
    const thread = page.getByRole('region', { name: 'Thread' })
    await page.getByRole('heading', { level: 1, name: /Ana/ }).waitFor()
    await press('k')
    await page.getByRole('heading', { level: 1, name: /Bo/ }).waitFor()
    await press('t')
    await page.getByRole('button', { name: 'Hand back to the AI' }).waitFor()
    await press('r')
    await page.keyboard.type('Three days, I promise.')
    await press('Control+Enter')
    await thread.locator('.rep').getByText('Three days, I promise.').waitFor()
    await press('Escape', 't')
    await page.getByRole('button', { name: 'Take over' }).waitFor()
    await press('e', 'Tab', 'Enter')
    await page.getByText('This session is over.').waitFor()
    await world.settle()
    expect(world.freshchat('Bo').status).toBe('resolved')
    expect(world.chat('Bo').at(-1)).toBe('AI: Three days, I promise.')
    await press('Escape')
    await page.getByText('Choose a session').waitFor()
    await press('?')
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
    await press('Escape', 'Control+k')
    await page.keyboard.type('playgr')
    await press('Enter')
    await page.getByRole('heading', { name: 'Playground' }).waitFor()
  })

  test('an answer is flagged with a note, another member sees that, and it is taken back', async () => {
    await using world = await createWorld({ engine, model: answers() })
    await asks(world, 'Ana')
    const { id } = await world.session('Ana')
    const page = await open(`${world.baton.url}/inbox/${id}`)
    await signIn(page)
    const thread = page.getByRole('region', { name: 'Thread' })
    await thread.getByRole('button', { name: 'Flag as wrong' }).click()
    await page.getByLabel('Note (optional)').fill('It takes a week by now.')
    await page.getByRole('dialog').getByRole('button', { name: 'Flag as wrong' }).click()
    await thread.getByText('It takes a week by now.').waitFor()
    await shoot(page, 'flagged')
    const viewer = await asViewer(world, `/inbox/${id}`)
    await viewer.getByText('It takes a week by now.').waitFor()
    expect(await viewer.getByRole('button', { name: 'Take the flag back' }).count()).toBe(0)
    await page.getByRole('button', { name: 'Take the flag back' }).click()
    await thread.getByRole('button', { name: 'Flag as wrong' }).waitFor()
    await viewer.getByText('It takes a week by now.').waitFor({ state: 'detached' })
  })

  const asViewer = async (world: World, path: string): Promise<Page> => {
    const { url } = await world.api<{ url: string }>('POST', '/api/v1/invitations', {
      email: 'vera@acme.test',
      role: 'viewer',
    })
    const password = 'a horse of her own'
    await browserOf(world).ask('POST', '/api/auth/accept-invitation', { token: url.split('#')[1], password })
    const page = await open(`${world.baton.url}${path}`)
    await signIn(page, { email: 'vera@acme.test', password })
    await page.getByRole('button', { name: 'Your account' }).waitFor()
    return page
  }

  test('a viewer sees everything of a session and can change nothing', async () => {
    await using world = await createWorld({ engine, model: answers() })
    await asks(world, 'Ana')
    const { id } = await world.session('Ana')
    const page = await asViewer(world, `/inbox/${id}`)
    await page.getByRole('region', { name: 'Thread' }).locator('.ai').getByText('How this came about').click()
    for (const name of ['Take over', 'Resolve', 'Reply', 'Flag as wrong', 'Pause the AI'])
      expect(await page.getByRole('button', { name }).count(), name).toBe(0)
    expect(await page.getByLabel('Your message').count()).toBe(0)
    for (const name of ['Playground', 'Freshchat'])
      expect(await page.getByRole('link', { name, exact: true }).count(), name).toBe(0)
    await page.keyboard.press('t')
    await page.keyboard.press('e')
    await page.goto(`${world.baton.url}/settings/integrations/freshchat`)
    await page.getByText('Only an owner or an admin may see the connection.').waitFor()
    await page.goto(`${world.baton.url}/playground`)
    await page.getByText('To ask in the playground takes the role agent.').waitFor()
    await world.settle()
    expect(await world.session('Ana')).toMatchObject({ status: 'open', owner: 'ai' })
  })

  test('hostile names, words, links and file names run nothing and lead nowhere', async () => {
    await using world = await createWorld({ engine, model: answers() })
    const evil = '<img src=x onerror="document.title=\'owned\'">'
    const parts = [
      { text: { content: `${evil} javascript:alert(1) [click](javascript:alert(1))` } },
      { image: { url: 'javascript:document.title="owned"' } },
      { file: { url: 'http://127.0.0.1:9/x', name: `"${evil}../../etc/passwd` } },
    ]
    world.sandbox.actors.customerSays({ customer: evil, parts: parts as never })
    await world.settle()
    const page = await inboxOf(world)
    await rows(page).first().click()
    const thread = page.getByRole('region', { name: 'Thread' })
    await thread.getByText('javascript:alert(1)').first().waitFor()
    expect(await page.title()).toBe(`${evil} · Baton`)
    const hrefs = await page
      .locator('a[href], img[src]')
      .evaluateAll((all) =>
        (all as unknown as { href?: string; src?: string }[]).map(({ href, src }) => href ?? src ?? ''),
      )
    const { origin } = new URL(world.baton.url)
    for (const href of hrefs) expect([origin, `http://${world.sandbox.host}`]).toContain(new URL(href).origin)
    expect(await thread.locator('script, iframe, img:not([src^="/api/v1/messages/"])').count()).toBe(0)
    await shoot(page, 'hostile')
  })

  test('what cannot be loaded says why, and is there at the second try', async () => {
    await using world = await createWorld({ engine, model: answers() })
    await asks(world, 'Ana')
    const page = await inboxOf(world)
    const fails = (answer: { status: number; body: string }) =>
      page.route('**/api/v1/sessions/*/messages*', (route) => route.fulfill(answer))
    await fails({
      status: 500,
      body: '{"error":{"code":"internal","message":"Something went wrong on our side."}}',
    })
    await rows(page).first().click()
    await page.getByRole('alert').getByText('Something went wrong on our side.').waitFor()
    await shoot(page, 'failed')
    await page.unroute('**/api/v1/sessions/*/messages*')
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('region', { name: 'Thread' }).locator('.ai').waitFor()
  })

  test('cut off from the server it says so, and goes on where it was', async () => {
    await using world = await createWorld({ engine, model: answers() })
    await asks(world, 'Ana')
    const page = await inboxOf(world)
    await rows(page).first().waitFor()
    await page.context().setOffline(true)
    await page.getByText('No live updates at the moment.').waitFor()
    await shoot(page, 'offline')
    await asks(world, 'Bo')
    await page.context().setOffline(false)
    await rows(page).filter({ hasText: 'Bo' }).waitFor()
    await page.getByText('No live updates at the moment.').waitFor({ state: 'detached' })
  })
})
