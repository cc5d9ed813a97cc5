import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { violationsOn } from '../setup/axe.ts'
import { answers } from '../setup/models.ts'
import { engine } from '../setup/moments.ts'
import { suggestsPhrasing } from '../setup/phrasings.ts'
import { createWorld, type World } from '../setup/world.ts'
import { expectNothingSideways, isBrowserHere, openPages, signInOn } from './pages.ts'

/** Whoever one is, and whatever one reads with. */
describe.skipIf(!isBrowserHere)('everybody can use it', () => {
  const { open } = openPages()

  /** One session that the AI has, and one that it has handed over. */
  const busyWorld = async (): Promise<World> => {
    const world = await createWorld({ engine, model: answers(), crawlHosts: ['127.0.0.1:9'] })
    await world.api('POST', '/api/v1/knowledge/sources', { url: 'http://127.0.0.1:9/help' })
    for (const [customer, text] of [
      ['Ana', 'How long does delivery take?'],
      ['Bo', 'Can I talk to a person please?'],
    ] as const) {
      world.customer(customer).says(text)
      await world.settle()
    }
    await suggestsPhrasing(world, 'Does the standard delivery reach islands?')
    return world
  }

  /** Each page as it is when somebody has come there, and what opens over it. */
  const VIEWS: [name: string, path: string, show: (page: Page) => Promise<void>][] = [
    ['first steps', '/start', (page) => page.getByRole('heading', { name: 'Get started' }).waitFor()],
    [
      'Inbox, filters open',
      '/inbox',
      async (page) => {
        await page.getByText('Filters', { exact: true }).click()
        await page.getByLabel('Channel').waitFor()
      },
    ],
    [
      'session, trace open',
      '/inbox',
      async (page) => {
        await page.getByRole('list', { name: 'Sessions' }).getByRole('link', { name: /Ana/ }).click()
        await page.getByText('How this came about').click()
        await page.getByText('Outcome').waitFor()
      },
    ],
    [
      'flagging',
      '/inbox',
      async (page) => {
        await page.getByRole('list', { name: 'Sessions' }).getByRole('link', { name: /Ana/ }).click()
        await page.getByRole('button', { name: 'Flag as wrong' }).click()
      },
    ],
    [
      'handed over',
      '/inbox',
      async (page) => {
        await page.getByRole('list', { name: 'Sessions' }).getByRole('link', { name: /Bo/ }).click()
        await page.locator('.private').waitFor()
      },
    ],
    [
      'playground',
      '/playground',
      async (page) => {
        await page.getByLabel('Your question').fill('How long does delivery take?')
        await page.keyboard.press('Enter')
        await page.getByText('Confidence').waitFor()
      },
    ],
    ['wrong answers', '/flags', (page) => page.getByRole('heading', { name: 'Wrong answers' }).waitFor()],
    ['analytics, table open', '/analytics', (page) => page.getByText('As a table').click()],
    [
      'Freshchat',
      '/settings/integrations/freshchat',
      (page) => page.getByLabel('Leave the queue of Billing to its team').waitFor(),
    ],
    [
      'Knowledge, with what would be found',
      '/knowledge',
      async (page) => {
        await page.getByLabel('A customer’s question').fill('How long does delivery take?')
        await page.keyboard.press('Enter')
        await page.getByText('What the numbers mean').click()
      },
    ],
    [
      'suggested phrasings, one in other words',
      '/knowledge/suggested-phrasings',
      async (page) => {
        await page.getByRole('list', { name: 'Suggested phrasings' }).getByRole('listitem').first().waitFor()
        await page.keyboard.press('j')
        await page.keyboard.press('e')
        await page.getByLabel('In your words').waitFor()
      },
    ],
    [
      'article',
      '/knowledge',
      async (page) => {
        await page.getByRole('region', { name: 'Articles' }).getByRole('link').first().click()
        await page
          .getByLabel('Text', { exact: true })
          .fill('# One\n\n### Three\n\n- [link](https://a.test)\n\n| a |\n|---|\n| b |')
        await page.locator('.markdown table').waitFor()
      },
    ],
    [
      'deleting',
      '/knowledge',
      async (page) => {
        await page.getByRole('region', { name: 'Articles' }).getByRole('link').first().click()
        await page.getByRole('button', { name: 'Delete…' }).click()
      },
    ],
    [
      'new article, refused',
      '/knowledge/new',
      async (page) => {
        await page.getByRole('button', { name: 'Save', exact: true }).click()
        await page.getByRole('alert').waitFor()
      },
    ],
    [
      'websites',
      '/knowledge/websites',
      async (page) => {
        await page.getByRole('heading', { name: 'Add a website' }).click()
        await page.getByLabel('Address').fill('https://no.such.host.invalid/')
        await page.getByLabel('Read again').selectOption('Every so many hours')
        await page.getByLabel('Hours in between').fill('0')
        await page.getByRole('button', { name: 'Add a website' }).click()
        await page.getByRole('alert').waitFor()
      },
    ],
    [
      'a website, about to be removed',
      '/knowledge/websites',
      async (page) => {
        await page.getByRole('list', { name: 'Your websites' }).getByRole('link').click()
        await page.getByRole('heading', { name: 'Settings', exact: true }).click()
        await page.getByText('No page yet').waitFor()
        await page.getByRole('button', { name: 'Remove…' }).click()
      },
    ],
    [
      'import, looked into',
      '/knowledge/import',
      async (page) => {
        const buffer = Buffer.from('title,body\nHours,Nine to five.\n,nothing\n')
        const file = { name: 'a.csv', mimeType: 'text/csv', buffer }
        await page.locator('input[type=file]').first().setInputFiles(file)
        await page.getByRole('button', { name: 'Import one article' }).waitFor()
      },
    ],
    [
      'AI settings, everything open',
      '/settings/ai',
      async (page) => {
        await page.getByRole('button', { name: 'Set office hours' }).click()
        await page.getByRole('button', { name: 'Add a topic' }).click()
        await page.getByRole('button', { name: 'Add a holiday' }).click()
        await page.getByRole('radio', { name: /^Custom/ }).click()
        await page.getByRole('radio', { name: /^A group/ }).click()
        await page.getByLabel('Provider').selectOption('openai')
        await page.getByRole('button', { name: 'Add a fallback' }).click()
        await page.getByRole('form', { name: 'Templates' }).getByLabel('Language').fill('en')
        await page.keyboard.press('Enter')
        await page.getByText('The customer reads').first().waitFor()
        await page
          .getByRole('form', { name: 'Channels' })
          .getByRole('combobox', { name: 'Channel' })
          .fill('web')
        await page.keyboard.press('Enter')
        await page.getByLabel('Topics of its own').check()
        await page.getByLabel('Keep for so many days').fill('30')
        await page.getByText('Nothing here is older than').waitFor()
        await page.getByText('As a table').click()
      },
    ],
    [
      'Members, a key made',
      '/settings/members',
      async (page) => {
        await page.getByText('olga@acme.test', { exact: false }).first().waitFor()
        await page.getByLabel('Name', { exact: true }).fill('CI')
        await page.getByRole('radio', { name: /^Everything/ }).click()
        await page.getByRole('button', { name: 'Make a key' }).click()
        await page.getByText('Copy the key now').waitFor()
        await page.getByText('What each role may do').click()
      },
    ],
    ['audit log', '/settings/audit', (page) => page.getByText('Before and after').first().click()],
    ['commands', '/inbox', (page) => page.keyboard.press('Control+k')],
    ['shortcuts', '/inbox', (page) => page.keyboard.press('?')],
    ['account', '/inbox', (page) => page.getByRole('button', { name: 'Your account' }).click()],
  ]

  test.each(['light', 'dark'])('axe finds nothing on any page, in %s', async (scheme) => {
    await using world = await busyWorld()
    const page = await open(world.baton.url, { dark: scheme === 'dark' })
    await page.getByRole('heading', { name: 'Sign in to Baton' }).waitFor()
    expect(await violationsOn(page), 'signing in').toEqual([])
    await signInOn(page)
    for (const [name, path, show] of VIEWS) {
      await page.goto(`${world.baton.url}${path}`)
      await page.getByRole('button', { name: 'Your account' }).waitFor()
      if (path === '/inbox') await page.getByRole('link', { name: /Bo/ }).waitFor()
      await show(page)
      expect(await violationsOn(page), name).toEqual([])
    }
  })

  test('on a phone axe finds nothing either, and nothing scrolls sideways in German', async () => {
    await using world = await busyWorld()
    const page = await open(`${world.baton.url}/inbox`, { width: 390 })
    await signInOn(page)
    await page.getByRole('button', { name: 'Your account' }).click()
    const menu = page.locator('[popover]')
    await menu.getByLabel('Language').selectOption('de')
    await menu.getByLabel('Sprache').waitFor()
    expect(await page.evaluate('document.documentElement.lang')).toBe('de')
    const { id } = await world.session('Bo')
    const { items } = await world.api<{ items: { id: string }[] }>('GET', '/api/v1/knowledge/articles')
    const { items: sources } = await world.api<{ items: { id: string }[] }>(
      'GET',
      '/api/v1/knowledge/sources',
    )
    for (const path of [
      '/inbox',
      `/inbox/${id}`,
      '/start',
      '/playground',
      '/analytics',
      '/flags',
      '/knowledge',
      '/knowledge/new',
      '/knowledge/import',
      '/knowledge/suggested-phrasings',
      '/knowledge/websites',
      `/knowledge/websites/${sources[0]?.id}`,
      `/knowledge/${items[0]?.id}`,
      '/settings/integrations/freshchat',
      '/settings/ai',
      '/settings/members',
      '/settings/audit',
      '/account',
    ]) {
      await page.goto(`${world.baton.url}${path}`)
      await page.getByRole('heading', { level: 1 }).first().waitFor()
      await expectNothingSideways(page, path)
      expect(await violationsOn(page), path).toEqual([])
    }
  })

  test('the first Tab leads past the navigation, and every control of a page can be reached', async () => {
    await using world = await busyWorld()
    const page = await open(`${world.baton.url}/inbox`)
    await signInOn(page)
    await page.getByRole('link', { name: /Ana/ }).waitFor()
    await page.reload()
    await page.getByRole('link', { name: /Ana/ }).waitFor()
    await page.keyboard.press('Tab')
    const focused = () => page.evaluate<string>('document.activeElement.textContent.trim()')
    expect(await focused()).toBe('To the content')
    await page.keyboard.press('Enter')
    expect(await page.evaluate('document.activeElement.id')).toBe('main')
    const reached = new Set<string>()
    // within the list of sessions the arrows lead on
    for (const key of Array.from({ length: 20 }, () => ['Tab', 'ArrowDown']).flat()) {
      await page.keyboard.press(key)
      reached.add(
        await page.evaluate<string>(
          'document.activeElement.getAttribute("placeholder") ?? document.activeElement.textContent.trim().slice(0, 3)',
        ),
      )
    }
    for (const name of ['Name, e-mail, words, ticket number', 'Fil', 'Bo', 'Ana'])
      expect(
        [...reached].some((each) => each.startsWith(name)),
        name,
      ).toBe(true)
  })
})
