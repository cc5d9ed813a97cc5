import { describe, expect, test } from 'vitest'
import type { FaultKind } from '../../sandbox/faults.ts'
import { DEFAULT_AGENT_ID } from '../../sandbox/seed.ts'
import { answers } from '../setup/models.ts'
import { engine } from '../setup/moments.ts'
import { openOtherTool } from '../setup/other-tool.ts'
import { createWorld, until, type World } from '../setup/world.ts'
import { isBrowserHere, openPages, signInOn } from './pages.ts'

const PAGE = '/settings/integrations/freshchat'

/** As an admin does in Freshchat. */
async function deactivate(sandboxUrl: string): Promise<void> {
  const answer = await fetch(`${sandboxUrl}/admin/api/agents/${DEFAULT_AGENT_ID}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ is_deactivated: true }),
  })
  expect(answer.ok).toBe(true)
}

/** The connection that stands, on the day on which something is wrong with it. */
describe.skipIf(!isBrowserHere)('the connection’s page', () => {
  const { open, shoot } = openPages()

  test('a dead token is a banner on every page with what to do; a new one is saved, and the banner goes', async () => {
    await using world = await createWorld({ engine, model: answers() })
    const page = await open(`${world.baton.url}/inbox`)
    await signInOn(page)
    const token = world.sandbox.rotateToken()
    await world.api('POST', '/api/v1/integrations/freshchat/test')
    const banner = page.getByRole('alert').filter({ hasText: 'Nothing can be posted to Freshchat.' })
    await banner.getByRole('link', { name: 'See what to do' }).click()
    await page.getByText('Nothing can be posted', { exact: true }).waitFor()
    await shoot(page, 'broken')
    await page.getByLabel('Access Token').fill(token)
    await page.getByRole('button', { name: 'Test & Save' }).click()
    await page.getByText('Saved: Freshchat answered').waitFor()
    await page.getByText('Everything works').waitFor()
    await banner.waitFor({ state: 'detached' })
  })

  /** What goes wrong, what is typed, at which field it is said, and what it says. */
  const FAILURES: {
    fails: string
    given?: Partial<Record<'Domain' | 'Access Token' | 'Default Agent Email' | 'Webhook public key', string>>
    first?: (world: World) => unknown
    at: string
    says: RegExp
  }[] = [
    { fails: 'no domain', given: { Domain: 'what is this' }, at: 'Domain', says: /./ },
    {
      fails: 'a host that is not Freshchat’s',
      given: { Domain: 'chat.example.com' },
      at: 'Domain',
      says: /./,
    },
    { fails: 'nobody answers', given: { Domain: '127.0.0.1:1' }, at: 'Domain', says: /./ },
    {
      fails: 'a portal answers',
      first: ({ sandbox }) => sandbox.faults.set('html200', {}),
      at: 'Domain',
      says: /Freshchat/,
    },
    {
      fails: 'Freshchat is down',
      first: ({ sandbox }) => sandbox.faults.set('status', { code: 503 }),
      at: 'Domain',
      says: /./,
    },
    {
      fails: 'a wrong token',
      given: { 'Access Token': 'not-the-token' },
      at: 'Access Token',
      says: /token/i,
    },
    {
      fails: 'a token that may not write',
      first: ({ sandbox }) => sandbox.faults.set('status', { code: 403, match: 'POST messages' }),
      at: 'Access Token',
      says: /./,
    },
    {
      fails: 'no such agent',
      given: { 'Default Agent Email': 'nobody@acme.test' },
      at: 'Default Agent Email',
      says: /nobody@acme\.test/,
    },
    {
      fails: 'no key',
      given: { 'Webhook public key': 'no key' },
      at: 'Webhook public key',
      says: /key/i,
    },
    {
      fails: 'an agent who was deactivated',
      first: ({ sandbox }) => deactivate(sandbox.url),
      at: 'Default Agent Email',
      says: /deactivated/,
    },
  ]

  test('whatever fails is said at its field, with nothing saved and what was typed still there', async () => {
    await using world = await createWorld({ engine })
    await world.api('DELETE', '/api/v1/integrations/freshchat')
    const page = await open(`${world.baton.url}${PAGE}`)
    await signInOn(page)
    const good = {
      Domain: world.sandbox.host,
      'Access Token': world.sandbox.token(),
      'Default Agent Email': 'ai@acme.test',
      'Webhook public key': '',
    }
    for (const { fails, given = {}, first, at, says } of FAILURES) {
      await first?.(world)
      const typed = { ...good, ...given }
      for (const [label, text] of Object.entries(typed)) await page.getByLabel(label).fill(text)
      await page.getByRole('button', { name: 'Test & Save' }).click()
      const error = page.locator('.field', { has: page.getByLabel(at) }).getByRole('alert')
      await error.waitFor()
      expect(await error.textContent(), fails).toMatch(says)
      expect(await page.getByRole('alert').count(), fails).toBe(1)
      expect(await page.getByLabel(at).inputValue(), fails).toBe(typed[at as keyof typeof typed])
      expect(await world.api('GET', '/api/v1/integrations/freshchat'), fails).toMatchObject({
        status: 'disconnected',
      })
      for (const kind of Object.keys(world.sandbox.faults.list()))
        world.sandbox.faults.clear(kind as FaultKind)
    }
  })

  test('another tool: an inner address is refused at its field, a good one is saved, and its trouble is said', async () => {
    await using tool = await openOtherTool()
    await using world = await createWorld({
      engine,
      model: answers(),
      watching: true,
      alertHosts: [tool.host],
    })
    const page = await open(`${world.baton.url}${PAGE}`)
    await signInOn(page)
    const form = page.getByRole('form', { name: 'Another tool that needs the webhook too' })
    const address = form.getByLabel('Forward to')
    const save = form.getByRole('button', { name: 'Save', exact: true })
    await address.fill('https://10.0.0.5/hook')
    await save.click()
    await form.getByRole('alert').getByText('list it: BATON_ALERT_HOSTS=10.0.0.5:443').waitFor()
    expect(await address.getAttribute('aria-invalid')).toBe('true')
    await address.fill(tool.url)
    await save.click()
    await form.getByText('Saved. What comes from now on is forwarded.').waitFor()
    await form.getByText('Nothing has been forwarded yet.').waitFor()

    tool.answers(503)
    world.customer('Ana').says('How long does delivery take?')
    await until('the tool was asked', () => tool.got.length > 0)
    await page.reload()
    await form.getByText(`${tool.host} answered 503.`).waitFor()
    await page
      .getByRole('region', { name: /^Health/ })
      .getByText(`Forwarding to ${tool.host} fails`)
      .waitFor()
    await shoot(page, 'forwarding-fails')
    await address.fill('')
    await save.click()
    await form.getByText('Saved. Nothing is forwarded any more.').waitFor()
    expect(await world.api('GET', '/api/v1/integrations/freshchat')).toMatchObject({ forwardUrl: null })
  })

  test('what is taken: the mode, a group left to its team, languages; a wrong share is said so at its field', async () => {
    await using world = await createWorld({ engine, model: answers() })
    const page = await open(`${world.baton.url}${PAGE}`)
    await signInOn(page)
    const saved = () =>
      world.api<{ autoHandle: boolean; filters: object }>('GET', '/api/v1/integrations/freshchat')
    await page.getByRole('radio', { name: /^Off/ }).click()
    const handling = page.getByRole('form', { name: 'Auto Handle All Incoming Chats' })
    await handling.getByRole('button', { name: 'Save', exact: true }).click()
    await handling.getByRole('status').getByText('Saved').waitFor()
    expect(await saved()).toMatchObject({ autoHandle: false })
    await page.getByLabel('Leave the queue of Billing to its team').check()
    await page.getByLabel('Languages').fill('en, de')
    await page.getByLabel('Share of new conversations').fill('140')
    const takes = page.getByRole('form', { name: 'Which conversations the AI takes' })
    const save = takes.getByRole('button', { name: 'Save', exact: true })
    await save.click()
    await page
      .locator('.field', { has: page.getByLabel('Share of new conversations') })
      .getByRole('alert')
      .waitFor()
    expect(await saved()).toMatchObject({ filters: { languages: [], percent: 100 } })
    await page.getByLabel('Share of new conversations').fill('50')
    await save.click()
    await takes.getByRole('status').getByText('Saved').waitFor()
    expect(await saved()).toMatchObject({
      filters: { leaveToTeam: [world.group('Billing').id], languages: ['en', 'de'], percent: 50 },
    })
  })

  test('without a public address the page says so in place of the steps', async () => {
    await using world = await createWorld({ engine })
    const page = await open(`${world.baton.url}${PAGE}`)
    await signInOn(page)
    await page.getByText('This address is not public https').waitFor()
    expect(await page.getByText('Paste the address, tick the four events below').count()).toBe(0)
  })
})
