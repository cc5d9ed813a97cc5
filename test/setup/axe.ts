import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Found {
  violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[]
}

/** What axe finds on the page as it stands, WCAG 2.2 AA and good practice, a line for each place. Another origin's frame is not ours. */
export async function violationsOn(page: Page): Promise<string[]> {
  // evaluated by the browser itself: the page's policy lets no script in
  await page.evaluate(source)
  const found = await page.evaluate<Found>(
    'axe.run(document, { iframes: false, resultTypes: ["violations"] })',
  )
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary ?? ''}`),
  )
}
