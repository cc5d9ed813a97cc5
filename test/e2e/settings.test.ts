import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { browserOf } from '../setup/browser.ts'
import { openModelEndpoint } from '../setup/model-endpoint.ts'
import { answers } from '../setup/models.ts'
import { engine } from '../setup/moments.ts'
import { createWorld, type World } from '../setup/world.ts'
import { isBrowserHere, openPages, signInOn } from './pages.ts'

const PAGE = '/settings/ai'
const DAY_MS = 24 * 60 * 60_000

/** What the AI does, set in a real browser, and what customers notice of it. */
describe.skipIf(!isBrowserHere)('the AI’s settings', () => {
  const { open, shoot } = openPages()

  const openSettings = async (world: World): Promise<Page> => {
    const page = await open(`${world.baton.url}${PAGE}`)
    await signInOn(page)
    await page.getByRole('form', { name: 'Privacy' }).waitFor()
    return page
  }
  const part = (page: Page, name: string) => page.getByRole('form', { name, exact: true })
  /** With the button, until it says that it is saved. */
  const save = async (page: Page, name: string) => {
    await part(page, name).getByRole('button', { name: 'Save', exact: true }).click()
    await part(page, name).getByRole('status').getByText('Saved').waitFor()
  }
  const saved = (world: World) =>
    world.api<Record<string, Record<string, unknown>>>('GET', '/api/v1/settings')
  const errorAt = (page: Page, form: string, label: string) =>
    part(page, form)
      .locator('.field', { has: page.getByLabel(label, { exact: true }) })
      .getByRole('alert')

  test('a topic that is denied is left to people from the next message on', async () => {
    await using world = await createWorld({ engine })
    world.customer('Ana').says('How do I return an item?')
    await world.settle()
    expect((await world.session('Ana')).handoff).toBeNull()
    const page = await openSettings(world)
    const topics = part(page, 'Topics')
    await topics.getByRole('radio', { name: /^All but the listed/ }).check()
    await topics.getByRole('button', { name: 'Add a topic' }).click()
    await topics.getByLabel('Name').fill('Returns')
    await topics.getByLabel('What belongs to it').fill('Sending items back')
    await topics.getByLabel('Examples of questions').fill('How do I return an item?\nCan I send it back?')
    await save(page, 'Topics')
    await shoot(page, 'settings-topics')
    world.customer('Bo').says('How do I return an item?')
    await world.settle()
    expect((await world.session('Bo')).handoff).toMatchObject({ reason: 'topic_forbidden' })
  })

  test('what a list would do is tried before it is saved, and somebody who leaves with it unsaved is asked once', async () => {
    await using world = await createWorld({ engine })
    const page = await openSettings(world)
    const topics = part(page, 'Topics')
    const tried = part(page, 'Would this match?')
    await topics.getByRole('radio', { name: /^All but the listed/ }).check()
    await topics.getByRole('button', { name: 'Add a topic' }).click()
    const message = tried.getByLabel('A customer’s message')
    await message.fill('my lawyer is going to sue you')
    await message.press('Enter')
    // a topic without a name is none yet
    await tried.getByText('Topic 1').waitFor()
    await tried.getByRole('alert').waitFor()
    await topics.getByLabel('Name').fill('Law')
    await topics.getByLabel('Examples of questions').fill('I will sue you\nYou will hear from my lawyer')
    await message.press('Enter')
    await tried.getByText('Handed over to your team').waitFor()
    expect(await tried.getByRole('status').textContent()).toMatch(/^Taken for Law \(\d+% probable\)/)
    await tried.getByText('You will hear from my lawyer').waitFor()
    await shoot(page, 'settings-topic-match')
    await topics.getByRole('radio', { name: /^Every topic/ }).check()
    await tried.getByText('The list has changed since').waitFor()
    await message.press('Enter')
    await tried.getByText('The AI may answer, if the knowledge has an answer').waitFor()
    expect(await saved(world)).toMatchObject({ topics: { list: [] } })

    await part(page, 'Replies').getByRole('radio').last().check()
    const leave = () => page.getByRole('link', { name: 'Inbox' }).click()
    await leave()
    const asked = page.getByRole('dialog')
    await asked.getByText('Leave without saving?').waitFor()
    await asked.getByRole('button', { name: 'Stay here' }).click()
    expect(await topics.getByLabel('Name').inputValue()).toBe('Law')
    // to another part of the page nobody leaves it
    await page.getByRole('link', { name: 'Privacy' }).click()
    await page.waitForURL(/#privacy$/)
    expect(await asked.count()).toBe(0)
    await topics.getByRole('button', { name: 'Discard' }).click()
    await leave()
    await asked.getByRole('button', { name: 'Leave, drop the changes' }).click()
    await page.waitForURL(/\/inbox/)
    expect(await asked.count()).toBe(0)

    // nothing is asked where nothing is typed
    await page.getByRole('link', { name: 'AI settings' }).click()
    await part(page, 'Topics').waitFor()
    await leave()
    await page.waitForURL(/\/inbox/)
  })

  test('a higher confidence hands over what it answered before, to the group that was picked by its name', async () => {
    await using world = await createWorld({ engine, model: answers() })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    expect((await world.session('Ana')).handoff).toBeNull()
    const page = await openSettings(world)
    const handoff = part(page, 'Handing over')
    await handoff.getByText('Questions of the last ninety days: 1.').waitFor()
    await handoff.getByText('At 0.50 the AI answers 100% of the questions (1 of 1).').waitFor()
    await handoff.getByLabel('Threshold', { exact: true }).fill('0.99')
    await handoff.getByText('At 0.95').waitFor()
    await handoff.getByRole('radio', { name: /^A group/ }).check()
    await handoff.getByLabel('Group', { exact: true }).selectOption({ label: 'Billing' })
    await shoot(page, 'settings-handoff')
    await save(page, 'Handing over')
    world.customer('Bo').says('How long does delivery take?')
    await world.settle()
    expect((await world.session('Bo')).handoff).toMatchObject({ reason: 'low_confidence' })
    expect(world.freshchat('Bo').group).toBe('Billing')
  })

  test('a template is shown as the customer will read it, and is what the customer reads', async () => {
    await using world = await createWorld({ engine })
    const page = await openSettings(world)
    const templates = part(page, 'Templates')
    await templates.getByLabel('Language').fill('en')
    await page.keyboard.press('Enter')
    await templates.getByText('I am passing this on to a colleague').waitFor()
    await templates.getByLabel('Handing over', { exact: true }).fill('Hold on, Ben is coming.')
    await templates.locator('figure').getByText('Hold on, Ben is coming.').waitFor()
    await save(page, 'Templates')
    world.customer('Ana').says('Can I talk to a person please?')
    await world.settle()
    expect(world.chat('Ana').at(-1)).toBe('AI: Hold on, Ben is coming.')
  })

  test('a channel that is set apart, in whatever letters it is written, is treated by itself', async () => {
    await using world = await createWorld({ engine })
    const page = await openSettings(world)
    const channels = part(page, 'Channels')
    for (const name of ['WhatsApp', 'web']) {
      await channels.getByRole('combobox', { name: 'Channel' }).fill(name)
      await page.keyboard.press('Enter')
      const own = channels.getByRole('group', { name, exact: true })
      await own.getByLabel('What the AI does there').selectOption('shadow')
    }
    await save(page, 'Channels')
    expect((await saved(world)).channels).toEqual({ WhatsApp: { mode: 'shadow' }, web: { mode: 'shadow' } })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    expect(world.chat('Ana')).toEqual(['Ana: How long does delivery take?'])
    await channels.getByRole('button', { name: 'Remove web' }).click()
    await save(page, 'Channels')
    world.customer('Bo').says('How long does delivery take?')
    await world.settle()
    expect(world.chat('Bo').at(-1)).toMatch(/^AI: Standard delivery/)
  })

  test('what is wrong is said at its field in words, nothing of it is saved, and what was typed stays', async () => {
    await using world = await createWorld({ engine })
    const before = await saved(world)
    const page = await openSettings(world)
    const WRONG: [form: string, label: string, typed: string, says: RegExp][] = [
      ['Replies', 'Quiet before an answer, in seconds', '20', /^A number from 0 to 15\.$/],
      ['Replies', 'Quiet before an answer, in seconds', 'soon', /^A number from 0 to 15\.$/],
      ['Replies', 'Longest wait, in seconds', '1', /^A number from 2 to 60\.$/],
      ['Persona', 'Languages', 'en english', /^Codes of two letters/],
      [
        'Resolving',
        'Silence until a session is resolved, in minutes',
        '0',
        /^A number from 0\.02 to 43,200\.$/,
      ],
      ['Handing over', 'Threshold', '1.5', /^A number from 0 to 1\.$/],
      ['Alerts', 'E-mail addresses', 'nobody', /e-mail address/],
    ]
    for (const [form, label, typed, says] of WRONG) {
      const field = part(page, form).getByLabel(label, { exact: true })
      await field.fill(typed)
      await part(page, form).getByRole('button', { name: 'Save', exact: true }).click()
      const error = errorAt(page, form, label)
      await error.waitFor()
      expect(await error.textContent(), label).toMatch(says)
      expect(await field.inputValue()).toBe(typed)
      await part(page, form).getByRole('button', { name: 'Discard' }).click()
      await error.waitFor({ state: 'detached' })
    }
    expect(await saved(world)).toEqual(before)
  })

  test('office hours, with the keyboard alone: a customer at night is told when the team is back', async () => {
    await using world = await createWorld({ engine })
    const page = await openSettings(world)
    const hours = part(page, 'Office hours')
    await hours.getByRole('button', { name: 'Set office hours' }).focus()
    await page.keyboard.press('Enter')
    await hours.getByLabel('Time zone').focus()
    await page.keyboard.press('Control+A')
    await page.keyboard.type('Mars/Olympus')
    await page.keyboard.press('Enter')
    await errorAt(page, 'Office hours', 'Time zone').getByText('Europe/Berlin').waitFor()
    await page.keyboard.press('Control+A')
    await page.keyboard.type('UTC')
    // past the list of the days, hour by hour
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.getAttribute("aria-label")')).toBe('Monday, from')
    await page.keyboard.type('0830AM')
    await hours.getByRole('button', { name: 'Monday’s hours on Tuesday to Friday' }).focus()
    await page.keyboard.press('Space')
    await hours.getByRole('button', { name: 'Add a holiday' }).focus()
    await page.keyboard.press('Space')
    await hours.getByLabel('Date of holiday 1').focus()
    await page.keyboard.type('12252026')
    await hours.getByLabel('Name of holiday 1').focus()
    await page.keyboard.type('Christmas')
    await page.keyboard.press('Enter')
    await hours.getByRole('status').getByText('Saved').waitFor()
    await shoot(page, 'settings-hours')
    const { officeHours } = await saved(world)
    expect(officeHours).toEqual({
      timezone: 'UTC',
      weekly: ['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => ({ day, from: '08:30', to: '17:00' })),
      holidays: [{ date: '2026-12-25', name: 'Christmas' }],
      rule: 'ai_always',
    })
    // three in the morning, whatever the day
    const now = world.clock.now()
    const night = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1, 3)
    world.clock.skip(night - now.getTime())
    world.customer('Ana').says('Can I talk to a person please?')
    await world.settle()
    expect(world.chat('Ana').at(-1)).toMatch(/away at the moment \(back: .*8:30/)
  })

  test('a model is asked before it is saved, what fails stands at its field, and its key never comes back', async () => {
    const KEY = 'sk-a-key-that-nobody-reads-again'
    await using endpoint = await openModelEndpoint(KEY)
    await using world = await createWorld({ engine, modelHosts: [endpoint.host] })
    const page = await openSettings(world)
    const told: string[] = []
    page.on('response', async (response) => {
      if (response.url().includes('/api/')) told.push(await response.text().catch(() => ''))
    })
    const model = part(page, 'Model')
    const test = model.getByRole('button', { name: 'Test & Save' })
    await model.getByLabel('Provider').selectOption('openai-compatible')
    await model.getByLabel('Model', { exact: true }).fill('other')
    await model.getByLabel('Address').fill(endpoint.url)
    await model.getByLabel('API key', { exact: true }).fill('sk-wrong')
    await test.click()
    await errorAt(page, 'Model', 'API key').waitFor()
    await model.getByLabel('API key', { exact: true }).fill(KEY)
    await test.click()
    await errorAt(page, 'Model', 'Model').waitFor()
    expect((await saved(world)).model).toMatchObject({ provider: 'builtin', apiKeyEndsWith: null })
    await shoot(page, 'settings-model')
    await model.getByLabel('Model', { exact: true }).fill('good')
    await test.click()
    await model.getByRole('status').getByText('openai-compatible:good answered').waitFor()
    expect((await saved(world)).model).toMatchObject({ name: 'good', apiKeyEndsWith: 'gain' })
    expect(await model.getByLabel('API key', { exact: true }).inputValue()).toBe('')
    await page.goto(`${world.baton.url}/settings/audit?action=settings.changed`)
    await page.getByText('Before and after').first().click()
    await page.getByText('Model: API key').waitFor()
    for (const text of [...told, await page.content()]) expect(text).not.toContain(KEY)
  })

  test('what somebody else changes meanwhile stays; the same thing is saved over only once that was seen', async () => {
    await using world = await createWorld({ engine })
    const page = await openSettings(world)
    const persona = part(page, 'Persona')
    await persona.getByLabel('Tone').fill('warm')
    await world.api('PATCH', '/api/v1/settings', { persona: { name: 'Ada' }, reply: { links: false } })
    await save(page, 'Persona')
    expect(await saved(world)).toMatchObject({
      persona: { name: 'Ada', tone: 'warm' },
      reply: { links: false },
    })
    expect(await persona.getByLabel('Name').inputValue()).toBe('Ada')

    await persona.getByLabel('Tone').fill('gruff')
    await world.api('PATCH', '/api/v1/settings', { persona: { tone: 'brisk' } })
    await persona.getByRole('button', { name: 'Save', exact: true }).click()
    const notice = persona.getByRole('alert')
    await notice.getByText('Theirs: brisk').waitFor()
    await notice.getByText('Persona: Tone').waitFor()
    await shoot(page, 'settings-conflict')
    expect((await saved(world)).persona).toMatchObject({ tone: 'brisk' })
    expect(await persona.getByLabel('Tone').inputValue()).toBe('gruff')
    await persona.getByRole('button', { name: 'Save mine all the same' }).click()
    await persona.getByRole('status').getByText('Saved').waitFor()
    expect((await saved(world)).persona).toMatchObject({ name: 'Ada', tone: 'gruff' })

    // as the fields call it and show it, not as it is kept
    const replies = part(page, 'Replies')
    await replies.getByLabel('Quiet before an answer').fill('4')
    await world.api('PATCH', '/api/v1/settings', { reply: { quietMs: 3_000 } })
    await replies.getByRole('button', { name: 'Save', exact: true }).click()
    await replies.getByRole('alert').getByText('Quiet before an answer, in seconds').waitFor()
    await replies.getByRole('alert').getByText('Theirs: 3', { exact: true }).waitFor()
    await replies.getByRole('alert').getByText('Yours: 4', { exact: true }).waitFor()
    await shoot(page, 'settings-conflict-seconds')
  })

  test('keeping less says first what the first hour deletes, and is saved only with a yes', async () => {
    // no note of ours at its end makes the session younger
    await using world = await createWorld({ engine, settings: { resolution: { quietMinutes: 43_200 } } })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    world.clock.skip(10 * DAY_MS)
    const page = await openSettings(world)
    const privacy = part(page, 'Privacy')
    await privacy.getByLabel('Keep for so many days').fill('5')
    await privacy.getByText('Sessions: 1,').waitFor()
    const button = privacy.getByRole('button', { name: 'Save', exact: true })
    expect(await button.isDisabled()).toBe(true)
    await privacy.getByLabel('Keep for so many days').press('Enter')
    expect((await saved(world)).privacy).toMatchObject({ retentionDays: null })
    await privacy.getByLabel('Yes, delete it for good').check()
    // another number wants another yes
    await privacy.getByLabel('Keep for so many days').fill('4')
    expect(await button.isDisabled()).toBe(true)
    await privacy.getByLabel('Yes, delete it for good').check()
    await shoot(page, 'settings-privacy')
    await save(page, 'Privacy')
    expect((await saved(world)).privacy).toMatchObject({ retentionDays: 4 })
  })

  test('a viewer reads all of it and changes nothing', async () => {
    await using world = await createWorld({ engine })
    const { url } = await world.api<{ url: string }>('POST', '/api/v1/invitations', {
      email: 'vera@acme.test',
      role: 'viewer',
    })
    const vera = { email: 'vera@acme.test', password: 'a horse of her own' }
    await browserOf(world).ask('POST', '/api/auth/accept-invitation', {
      token: url.split('#')[1] ?? '',
      password: vera.password,
    })
    const page = await open(`${world.baton.url}${PAGE}`)
    await signInOn(page, vera)
    await page.getByText('To change them takes the role admin').waitFor()
    const name = part(page, 'Persona').getByLabel('Name')
    await name.waitFor()
    expect(await name.inputValue()).toBe('Baton')
    expect(await name.isDisabled()).toBe(true)
    const usable = page.locator('main input:enabled, main select:enabled, main textarea:enabled')
    // what a message would be taken for may be asked by whoever reads the settings
    expect([await usable.count(), await usable.getAttribute('name')]).toEqual([1, 'message'])
    await page.getByLabel('A customer’s message').fill('How long does delivery take?')
    await page.keyboard.press('Enter')
    await page.getByText('Like none of the topics.').waitFor()
    expect(await page.getByRole('button', { name: /^(Save|Test)/ }).count()).toBe(0)
    await page.goto(`${world.baton.url}/settings/audit`)
    await page.getByText('an owner or an admin sees').waitFor()
    expect(await page.getByRole('link', { name: 'Audit log' }).count()).toBe(0)
  })
})
