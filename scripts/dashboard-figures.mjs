// What the dashboard costs and how quick it is with many sessions, as a table: npm run bench:dashboard [sessions]. PostgreSQL and a
// browser on this machine; a page without anything, served by the same server, is measured beside it.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import pg from 'pg'
import { openOwnPostgres, postgresBin, query } from '../test/setup/postgres.ts'
import { openBrowser, signIn, startBaton } from './dashboard.mjs'

const SESSIONS = Number(process.argv[2] ?? 100_000)
const TIMES = 60
const LOADS = 5

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
const p95 = (values) => values.toSorted((a, b) => a - b)[Math.ceil(values.length * 0.95) - 1]
const ms = (value) => `${Math.round(value)} ms`

if (postgresBin() === null) {
  console.error('There is no PostgreSQL here (Debian: apt-get install postgresql).')
  process.exit(2)
}
const postgres = await openOwnPostgres()
await query(postgres.url, 'create database figures')
const database = postgres.url.replace(/\/postgres$/, '/figures')
const baton = await startBaton({
  DATABASE_URL: database,
  BATON_SECRET: Buffer.alloc(32, 7).toString('base64'),
  BATON_SANDBOX: 'on',
})
const browser = await openBrowser()
try {
  await fill(database.replace('baton_owner@', 'postgres@'), SESSIONS)
  const rows = [['what', 'measured', 'aim']]
  const add = (...row) => rows.push(row)

  const assets = join(import.meta.dirname, '../dist/web/assets')
  const page = await browser.newPage({ viewport: { width: 1360, height: 860 } })
  const loaded = new Set()
  page.on('response', (answer) => {
    const name = answer.url().split('/assets/')[1]
    if (name?.endsWith('.js')) loaded.add(name)
  })
  await signIn(page, `${baton.url}/inbox`)
  await page.locator('ul li a').first().waitFor()
  const size = (names) =>
    names.reduce((sum, name) => sum + gzipSync(readFileSync(join(assets, name))).length, 0)
  const kB = (bytes) => `${Math.round(bytes / 1_000)} kB`
  add('JavaScript of the first load, compressed', kB(size([...loaded])), 'at most 200 kB')
  const all = readdirSync(assets).filter((name) => name.endsWith('.js'))
  add('JavaScript of all pages, compressed', kB(size(all)), '–')

  const bare = []
  const paints = []
  for (let n = 0; n < LOADS; n++) {
    bare.push(await paintOf(page, `${baton.url}/healthz`))
    paints.push(await paintOf(page, `${baton.url}/inbox`, 'ul li a'))
  }
  add(`LCP of the Inbox, median of ${LOADS}`, ms(median(paints)), 'at most 1,500 ms')
  add(`  a bare answer beside it (first paint)`, ms(median(bare)), '–')

  const lists = []
  const opened = []
  for (let n = 0; n < TIMES; n++) {
    await page.locator('nav a[href^="/playground"]').click()
    await page.locator('#question').waitFor()
    // as for somebody who has been elsewhere for long: nothing of the list is kept
    lists.push(await until(page, 'nav a[href^="/inbox"]', 'ul[aria-label] li a'))
    opened.push(await until(page, `ul[aria-label] li:nth-child(${(n % 7) + 1}) a`, 'section ol li'))
    await page.keyboard.press('Escape')
  }
  const among = `${SESSIONS.toLocaleString('en')} sessions, p95 of ${TIMES} (median)`
  add(`list open, ${among}`, `${ms(p95(lists))} (${ms(median(lists))})`, 'under 100 ms')
  add(`session open, ${among}`, `${ms(p95(opened))} (${ms(median(opened))})`, 'under 100 ms')
  const answers = await answersOf(page, baton.url)
  for (const [what, times] of Object.entries(answers))
    add(`  the server’s answer: ${what}`, `${ms(p95(times))} (${ms(median(times))})`, '–')

  await page.locator('nav a[href^="/inbox"]').click()
  await page.locator('ul[aria-label] li a').first().waitFor()
  add('longest frame while 2,000 rows are scrolled', ms(await longestFrame(page)), '–')

  const width = Math.max(...rows.map(([what]) => what.length))
  for (const [what, measured, aim] of rows)
    console.log(`${what.padEnd(width)}  ${measured.padEnd(18)} ${aim}`)
} finally {
  await browser.close()
  await baton.stop()
  await postgres.stop()
}

/** As many sessions as a busy team has in a year, each with a customer, a question and an answer. */
async function fill(url, count) {
  const client = new pg.Client(url)
  await client.connect()
  const { rows } = await client.query('select id, organization_id from connections limit 1')
  const [connection] = rows
  if (connection === undefined) throw new Error('The sandbox is not connected')
  const given = [connection.organization_id, connection.id, count]
  await client.query("set session_replication_role = 'replica'")
  await client.query(
    `create temporary table made as select n, gen_random_uuid() as contact, gen_random_uuid() as conversation,
       gen_random_uuid() as session, now() - n * interval '5 minutes' as at from generate_series(1, $1::int) n`,
    [count],
  )
  await client.query(
    `insert into contacts (id, organization_id, freshchat_id, name, email)
     select contact, $1, contact, 'Customer ' || n, 'customer' || n || '@example.com' from made`,
    given.slice(0, 1),
  )
  await client.query(
    `insert into conversations (id, organization_id, connection_id, freshchat_id, created_at)
     select conversation, $1, $2, conversation, at from made`,
    given.slice(0, 2),
  )
  await client.query(
    `insert into sessions (id, organization_id, conversation_id, status, owner, closure, channel, auto_handle, contact_id, language,
       sentiment, summary, created_at, updated_at, last_message_at)
     select session, $1, conversation, 'resolved', case when n % 3 = 0 then 'human' else 'ai' end, 'assumed', 'web', true, contact, 'en',
       'neutral', 'Asks how long delivery takes, no. ' || n, at, at, at from made`,
    given.slice(0, 1),
  )
  for (const [kind, text] of [
    ['customer', 'How long does delivery take?'],
    ['ai', 'Standard delivery takes 3 to 5 working days.'],
  ])
    await client.query(
      `insert into messages (id, organization_id, conversation_id, session_id, author_kind, private, text, parts, created_at, received_at)
       select gen_random_uuid(), $1, conversation, session, $2, false, $3, '[]', at, at from made`,
      [connection.organization_id, kind, text],
    )
  await client.query('analyze')
  await client.end()
}

/** Largest contentful paint of a fresh load, in milliseconds since it began; where a page has none, its first paint. */
async function paintOf(page, url, shows = null) {
  await page.goto('about:blank')
  await page.goto(url)
  if (shows !== null) await page.locator(shows).first().waitFor()
  return page.evaluate(
    () =>
      new Promise((resolve) => {
        const first = performance.getEntriesByType('paint').at(-1)?.startTime ?? 0
        new PerformanceObserver((list) => resolve(list.getEntries().at(-1).startTime)).observe({
          type: 'largest-contentful-paint',
          buffered: true,
        })
        setTimeout(() => resolve(first), 500)
      }),
  )
}

/** From the click until what it shows has been drawn. */
function until(page, clicks, shows) {
  return page.evaluate(
    ([clicks, shows]) =>
      new Promise((resolve) => {
        const began = performance.now()
        document.querySelector(clicks).click()
        const look = () => {
          if (document.querySelector(shows) === null) requestAnimationFrame(look)
          else requestAnimationFrame(() => resolve(performance.now() - began))
        }
        look()
      }),
    [clicks, shows],
  )
}

/** What the server alone takes, as the page asks it. */
function answersOf(page, url) {
  return page.evaluate(
    async ([url, times]) => {
      const found = { list: [], 'list, one owner': [], session: [] }
      const { items } = await (await fetch(`${url}/api/v1/sessions?limit=100`)).json()
      const timed = async (path) => {
        const began = performance.now()
        await (await fetch(path)).json()
        return performance.now() - began
      }
      for (let n = 0; n < times; n++) {
        found.list.push(await timed('/api/v1/sessions?limit=50'))
        found['list, one owner'].push(await timed('/api/v1/sessions?limit=50&owner=human'))
        found.session.push(await timed(`/api/v1/sessions/${items[n % items.length].id}/messages?limit=500`))
      }
      return found
    },
    [url, TIMES],
  )
}

async function longestFrame(page) {
  return page.evaluate(
    () =>
      new Promise((resolve) => {
        const list = document.querySelector('ul[aria-label]').parentElement
        let longest = 0
        let last = performance.now()
        const scroll = () => {
          const now = performance.now()
          longest = Math.max(longest, now - last)
          last = now
          list.scrollTop += 400
          if (list.scrollTop > 2_000 * 88 || now > 60_000 + last) return resolve(longest)
          if (list.scrollTop + list.clientHeight >= list.scrollHeight - 1 && list.scrollHeight > 2_000 * 88)
            return resolve(longest)
          requestAnimationFrame(scroll)
        }
        scroll()
      }),
  )
}
