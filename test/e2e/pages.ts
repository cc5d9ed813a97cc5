import { existsSync, mkdirSync } from 'node:fs'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { OWNER } from '../setup/world.ts'

const executablePath = process.env.BATON_CHROMIUM ?? '/usr/bin/chromium'
const args =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync'
const SHOTS = process.env.BATON_SHOTS ?? null

/** As the person who made the install, unless it is said who. */
export async function signIn(
  page: Page,
  { email = OWNER.email, password = OWNER.password }: { email?: string; password?: string } = {},
): Promise<void> {
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.keyboard.press('Enter')
}

/** The same, until one is in. */
export async function signInOn(page: Page, as?: Parameters<typeof signIn>[1]): Promise<void> {
  await signIn(page, as)
  const isOneOfOurs = page.getByText(
    /^(Inbox|Get started|Freshchat|Playground|Reports|Wrong answers|Suggested phrasings|AI settings|Members|Audit log|Your account)$/,
  )
  await page.getByRole('heading', { level: 1 }).and(isOneOfOurs).first().waitFor()
}

export async function expectNothingSideways(page: Page, where: string): Promise<void> {
  const [all, seen] = await page.evaluate<[number[], number[]]>(
    `(() => { const both = [document.documentElement, document.querySelector('main')].filter(Boolean)
      return [both.map((each) => each.scrollWidth), both.map((each) => each.clientWidth)] })()`,
  )
  expect(all, where).toEqual(seen)
}

export const isBrowserHere = existsSync(executablePath)

export interface Pages {
  /** A page in a browser of its own, as another person's. */
  open(url: string, options?: { width?: number; height?: number; dark?: boolean }): Promise<Page>
  /** What this test makes the page complain of. */
  expectComplaint(about: RegExp): void
  /** For one's own eyes, where BATON_SHOTS names a folder. */
  shoot(page: Page, name: string): Promise<void>
}

/**
 * One browser for a file's tests. A test fails on whatever a page complained of: an error of its own, or what its Content-Security-Policy
 * kept out.
 */
export function openPages(): Pages {
  let browser: Browser
  let contexts: BrowserContext[] = []
  const complaints: string[] = []
  let expected: RegExp[] = []

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args: args.split(' ') })
    if (SHOTS !== null) mkdirSync(SHOTS, { recursive: true })
  })
  afterAll(() => browser?.close())
  afterEach(async () => {
    await Promise.all(contexts.map((context) => context.close()))
    contexts = []
    const unexpected = complaints.splice(0).filter((each) => !expected.some((about) => about.test(each)))
    expected = []
    expect(unexpected).toEqual([])
  })

  return {
    async open(url, { width = 1280, height = 860, dark = false } = {}) {
      const context = await browser.newContext({
        viewport: { width, height },
        // a phone is touched
        hasTouch: width < 500,
        isMobile: width < 500,
        colorScheme: dark ? 'dark' : 'light',
      })
      contexts.push(context)
      const page = await context.newPage()
      page.setDefaultTimeout(15_000)
      page.on('pageerror', (error) => complaints.push(String(error)))
      page.on('console', (message) => {
        // what the server refuses the browser notes by itself; the stories look at what the page says of it
        const isRefusal = message.text().startsWith('Failed to load resource')
        if (message.type() === 'error' && !isRefusal) complaints.push(message.text())
      })
      await page.goto(url)
      return page
    },
    expectComplaint: (about) => void expected.push(about),
    async shoot(page, name) {
      if (SHOTS !== null) await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true })
    },
  }
}
