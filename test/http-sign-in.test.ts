import { getMigrations } from 'better-auth/db/migration'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createAuth } from '../src/auth.ts'
import { hashOf } from '../src/secret.ts'
import { cookieOf, createHttpWorld, type HttpWorld } from './http-world.ts'

const TOKEN = 'the-token-that-the-log-printed'
let world: HttpWorld
let owner: string

beforeAll(async () => {
  world = await createHttpWorld({}, hashOf(TOKEN))
})
afterAll(() => world[Symbol.asyncDispose]())

const wanted = { email: 'Olga@Acme.example', password: 'correct horse battery', organization: 'Acme' }
const firstRun = (body: object, from = '127.0.0.1', headers: Record<string, string> = {}) =>
  world.ask('POST', '/api/v1/first-run', { body, from, headers })

test('better-auth finds all the tables and columns that it needs', async () => {
  const { options } = createAuth(world.app)
  const { toBeCreated, toBeAdded } = await getMigrations(options)
  expect({ toBeCreated, toBeAdded }).toEqual({ toBeCreated: [], toBeAdded: [] })
})

describe('a fresh install', () => {
  test.each([
    ['from another machine', '10.0.0.9', {}],
    ['through a proxy on this machine', '127.0.0.1', { 'x-forwarded-for': '127.0.0.1' }],
    ['through a proxy that says so otherwise', '127.0.0.1', { forwarded: 'for=127.0.0.1' }],
    ['by a name that was made to point here', '127.0.0.1', { host: 'evil.example:3000' }],
  ])('is not claimed without the token %s', async (_name, from, headers) => {
    expect(await firstRun(wanted, from, headers)).toMatchObject({
      status: 403,
      json: { error: { code: 'token_required', field: 'token' } },
    })
    expect((await firstRun({ ...wanted, token: 'guessed' }, from, headers)).status).toBe(403)
    const told = await world.ask('GET', '/api/v1/first-run', { from, headers })
    expect(told).toMatchObject({ status: 200, json: { isOpen: false } })
  })

  test('says on its own machine that it can be claimed, but not where BATON_URL names another address', async () => {
    const here = { from: '127.0.0.1', headers: { host: 'localhost:3000' } }
    expect((await world.ask('GET', '/api/v1/first-run', here)).json).toEqual({ isOpen: true })
    await using named = await createHttpWorld({ BATON_URL: 'https://baton.example.com' })
    expect((await named.ask('GET', '/api/v1/first-run', here)).json).toEqual({ isOpen: false })
  })

  test('is not claimed by a page at another address in the browser of who installs it', async () => {
    const answer = await firstRun(wanted, '127.0.0.1', { origin: 'https://evil.example' })
    expect(answer).toMatchObject({ status: 403, json: { error: { code: 'foreign_origin' } } })
  })

  test('wants a password of eight characters', async () => {
    expect(await firstRun({ ...wanted, password: 'short' })).toMatchObject({
      status: 422,
      json: { error: { field: 'password' } },
    })
  })

  test('wants a password that is not among the first that anybody would try', async () => {
    for (const password of ['password1234', 'Acme-2026!', 'baton-baton'])
      expect(await firstRun({ ...wanted, password })).toMatchObject({
        status: 422,
        json: { error: { code: 'guessable', field: 'password' } },
      })
  })

  test('gets one owner when two claim it at once, adopts the demo organization, and signs the owner in', async () => {
    await world.app.database
      .insertInto('organization')
      .values({ id: 'demo', name: 'Demo', slug: 'demo', logo: null, createdAt: new Date(), metadata: null })
      .execute()
    const answers = await Promise.all([
      firstRun(wanted),
      firstRun({ ...wanted, email: 'mallory@evil.example', token: TOKEN }, '10.0.0.9'),
    ])
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409])
    expect(answers.find((answer) => answer.status === 409)?.json.error.code).toBe('already_claimed')

    const won = answers.find((answer) => answer.status === 201)
    owner = cookieOf(won!)
    expect(won?.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Lax/i)
    const me = await world.ask('GET', '/api/v1/me', { cookie: owner })
    expect(me.json).toMatchObject({
      member: { role: 'owner', email: won?.json.user.email },
      organization: { id: 'demo', name: 'Acme' },
      organizations: [{ id: 'demo', name: 'Acme' }],
    })
    expect(won?.json.user.email).toMatch(/^(olga@acme|mallory@evil)\.example$/)
  })

  test('cannot be claimed again', async () => {
    expect(await firstRun({ ...wanted, email: 'second@acme.example' })).toMatchObject({
      status: 409,
      json: { error: { code: 'already_claimed' } },
    })
  })
})

describe('signing in', () => {
  const email = async () =>
    (await world.ask('GET', '/api/v1/me', { cookie: owner })).json.member.email as string

  test('works by e-mail in any case; the session’s token is in the cookie only', async () => {
    const body = { email: (await email()).toUpperCase(), password: wanted.password }
    const answer = await world.ask('POST', '/api/auth/sign-in/email', { body })
    expect(answer.status).toBe(200)
    expect(answer.json).toEqual({
      user: { id: expect.any(String), email: await email(), name: expect.any(String) },
    })
    const cookie = cookieOf(answer)
    expect((await world.ask('GET', '/api/v1/me', { cookie })).status).toBe(200)

    const out = await world.ask('POST', '/api/auth/sign-out', { cookie })
    expect(out.headers.get('clear-site-data')).toBe('"cache", "storage"')
    expect((await world.ask('GET', '/api/v1/me', { cookie })).status).toBe(401)
  })

  test('each sign-in makes a session of its own; a cookie that was planted before is not the one after', async () => {
    const signIn = async (cookie?: string) => {
      const body = { email: await email(), password: world.password }
      return cookieOf(
        await world.ask('POST', '/api/auth/sign-in/email', {
          body,
          ...(cookie === undefined ? {} : { cookie }),
        }),
      )
    }
    const first = await signIn()
    const planted = 'baton.session_token=planted.c2lnbmF0dXJl'
    const others = [await signIn(first), await signIn(planted)]
    expect(new Set([first, planted, ...others]).size).toBe(4)
    expect((await world.ask('GET', '/api/v1/me', { cookie: planted })).status).toBe(401)
    // whoever planted the first one is not led into the second
    for (const cookie of others) expect((await world.ask('GET', '/api/v1/me', { cookie })).status).toBe(200)
  })

  test('who is let in and who is not stands in the log, without names', async () => {
    world.logged.length = 0
    const wrong = { email: 'somebody@acme.example', password: 'wrong wrong' }
    await world.ask('POST', '/api/auth/sign-in/email', { body: wrong, from: '10.9.9.9' })
    await world.ask('GET', '/api/v1/me')
    const body = { email: await email(), password: world.password }
    await world.ask('POST', '/api/auth/sign-in/email', { body })
    expect(world.logged.map((line) => line.split(' ').slice(0, 2).join(' ').split(' {')[0])).toEqual([
      'refused',
      'refused',
      'signed in',
    ])
    expect(world.logged[0]).toMatch(/"status":401,"code":"invalid_credentials"/)
    for (const name of [wrong.email, body.email]) expect(world.logged.join()).not.toContain(name)
  })

  test('a wrong password and an unknown address get the same answer', async () => {
    const wrong = (body: object) => world.ask('POST', '/api/auth/sign-in/email', { body, from: '10.1.1.1' })
    const first = await wrong({ email: await email(), password: 'wrong wrong' })
    const second = await wrong({ email: 'nobody@acme.example', password: 'wrong wrong' })
    expect(first).toMatchObject({ status: 401, json: { error: { code: 'invalid_credentials' } } })
    expect(second.json).toEqual(first.json)
  })

  test('a burst of wrong tries is slowed down; the owner still comes in from where the owner came before', async () => {
    const attempt = (password: string, from: string) =>
      email().then((address) =>
        world.ask('POST', '/api/auth/sign-in/email', { body: { email: address, password }, from }),
      )
    const statuses = []
    for (let i = 0; i < 15; i++) statuses.push((await attempt('wrong wrong', '10.9.9.9')).status)
    expect(statuses.filter((status) => status === 401)).toHaveLength(8)
    expect(statuses.at(-1)).toBe(429)
    const slowed = await attempt(wanted.password, '10.9.9.9')
    expect(slowed.json.error.code).toBe('too_many_tries')
    expect(Number(slowed.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await attempt(wanted.password, '127.0.0.1')).status).toBe(200)
  })

  test.each([
    ['POST', '/api/auth/sign-up/email'],
    ['POST', '/api/auth/organization/create'],
    ['POST', '/api/auth/organization/set-active'],
    ['POST', '/api/auth/api-key/create'],
    ['POST', '/api/auth/update-user'],
    ['POST', '/api/auth/delete-user'],
    ['GET', '/api/auth/get-session'],
  ])('nothing else of the auth library is open: %s %s', async (method, path) => {
    const body =
      method === 'POST' ? { email: 'eve@evil.example', password: 'long enough', name: 'Eve' } : undefined
    expect((await world.ask(method, path, { body, cookie: owner })).status).toBe(404)
  })

  test('a password is changed by who knows the present one; other sessions end', async () => {
    const address = await email()
    const other = cookieOf(
      await world.ask('POST', '/api/auth/sign-in/email', {
        body: { email: address, password: wanted.password },
      }),
    )
    const change = (currentPassword: string, newPassword: string) =>
      world.ask('POST', '/api/auth/change-password', {
        cookie: owner,
        body: { currentPassword, newPassword },
      })
    expect(await change('wrong wrong', 'a horse of my own')).toMatchObject({
      status: 422,
      json: { error: { field: 'currentPassword' } },
    })
    const changed = await change(wanted.password, 'a horse of my own')
    expect(changed.status).toBe(200)
    owner = cookieOf(changed)
    expect((await world.ask('GET', '/api/v1/me', { cookie: other })).status).toBe(401)
    expect((await world.ask('GET', '/api/v1/me', { cookie: owner })).status).toBe(200)
  })
})
