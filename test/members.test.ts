import { describe, expect, test } from 'vitest'
import { resetOwner } from '../src/command/reset-owner.ts'
import { readConfig } from '../src/config.ts'
import { asOwner, type Browser, browserOf, codeOf, ownerWithFactor } from './setup/browser.ts'
import { openEars } from './setup/ears.ts'
import { engines } from './setup/engines.ts'
import { createWorld, OWNER, until, type World, type WorldOptions } from './setup/world.ts'

const PASSWORD = 'a horse of one’s own'
const tokenIn = (url: string) => url.split('#')[1] ?? ''
const actions = async (world: World): Promise<string[]> =>
  (await world.api<{ items: { action: string }[] }>('GET', '/api/v1/audit?limit=200')).items
    .map(({ action }) => action)
    .reverse()

async function invited(world: World, email: string, role: string): Promise<string> {
  return (await world.api<{ url: string }>('POST', '/api/v1/invitations', { email, role })).url
}

/** Invited, and in; their browser. */
async function joined(world: World, email: string, role: string) {
  const token = tokenIn(await invited(world, email, role))
  const browser = browserOf(world)
  const told = await browser.ask('POST', '/api/auth/accept-invitation', { token, password: PASSWORD })
  if (told.status !== 200) throw new Error(JSON.stringify(told.json))
  return browser
}

interface Member {
  id: string
  email: string
  role: string
  twoFactor: boolean
}

async function member(world: World, email: string): Promise<Member> {
  const { items } = await world.api<{ items: Member[] }>('GET', '/api/v1/members')
  const found = items.find((each) => each.email === email)
  if (found === undefined) throw new Error(`${email} is no member`)
  return found
}

describe.each(engines)('members, on %s', (engine) => {
  const open = (options: Partial<WorldOptions> = {}) => createWorld({ engine, ...options })

  test('somebody is invited by mail, opens the link, chooses a password and is in, as what they were invited', async () => {
    await using ears = await openEars()
    await using world = await open({ smtpUrl: ears.smtpUrl })
    const made = await world.api<{ id: string; url: string; isMailed: boolean }>(
      'POST',
      '/api/v1/invitations',
      { email: 'Ben@Acme.test', role: 'agent' },
    )
    expect(made.isMailed).toBe(true)
    expect(ears.mails).toMatchObject([{ to: ['ben@acme.test'] }])
    expect(ears.mails[0]?.text).toContain(made.url)

    const token = tokenIn(made.url)
    const ben = browserOf(world)
    expect((await ben.ask('POST', '/api/auth/invitation', { token })).json).toEqual({
      organization: 'Acme',
      email: 'ben@acme.test',
      role: 'agent',
      hasAccount: false,
    })
    const without = await ben.ask('POST', '/api/auth/accept-invitation', { token })
    expect(without).toMatchObject({ status: 422, json: { error: { field: 'password' } } })
    const body = { token, name: 'Ben', password: PASSWORD }
    expect((await ben.ask('POST', '/api/auth/accept-invitation', body)).status).toBe(200)
    expect((await ben.ask('GET', '/api/v1/me')).json.member).toMatchObject({
      email: 'ben@acme.test',
      name: 'Ben',
      role: 'agent',
    })
    expect((await ben.ask('GET', '/api/v1/members')).status).toBe(403)
    expect((await world.api<{ items: [] }>('GET', '/api/v1/invitations')).items).toEqual([])
    const again = await browserOf(world).ask('POST', '/api/auth/accept-invitation', body)
    expect(again).toMatchObject({ status: 410, json: { error: { code: 'spent_link' } } })
    expect((await actions(world)).slice(-2)).toEqual(['member.invited', 'member.joined'])
  })

  test('a link works once, for two who open it at the same moment too', async () => {
    await using world = await open()
    const token = tokenIn(await invited(world, 'ben@acme.test', 'agent'))
    const both = await Promise.all(
      [1, 2].map(() =>
        browserOf(world).ask('POST', '/api/auth/accept-invitation', { token, password: PASSWORD }),
      ),
    )
    expect(both.map(({ status }) => status).sort()).toEqual([200, 410])
    const { items } = await world.api<{ items: Member[] }>('GET', '/api/v1/members')
    expect(items.map(({ email }) => email)).toEqual([OWNER.email, 'ben@acme.test'])
  })

  test('a link that was withdrawn, replaced by a newer one, or left for a week is not good any more', async () => {
    await using world = await open()
    const tries = (url: string) =>
      browserOf(world).ask('POST', '/api/auth/accept-invitation', { token: tokenIn(url), password: PASSWORD })
    const first = await invited(world, 'ben@acme.test', 'agent')
    const second = await invited(world, 'ben@acme.test', 'viewer')
    expect((await tries(first)).status).toBe(410)
    const [invitation] = (
      await world.api<{ items: { id: string; role: string }[] }>('GET', '/api/v1/invitations')
    ).items
    expect(invitation?.role).toBe('viewer')
    await world.api('DELETE', `/api/v1/invitations/${invitation?.id}`)
    expect((await tries(second)).status).toBe(410)
    const third = await invited(world, 'ben@acme.test', 'viewer')
    world.clock.skip(7 * 24 * 3_600_000 + 1)
    expect((await tries(third)).status).toBe(410)
    expect((await tries('#made-up')).status).toBe(410)
  })

  test('who has an account already signs in and accepts; the link alone does not make them a member, nor anybody else', async () => {
    await using world = await open()
    const ben = await joined(world, 'ben@acme.test', 'agent')
    const owner = await asOwner(world)
    const { json: other } = await owner.ask('POST', '/api/v1/organizations', { name: 'Other' })
    await owner.ask('POST', '/api/v1/me/organization', { id: other.id })
    const made = await owner.ask('POST', '/api/v1/invitations', { email: 'ben@acme.test', role: 'admin' })
    const token = tokenIn(made.json.url)
    const accept = (browser: Browser, body = {}) =>
      browser.ask('POST', '/api/auth/accept-invitation', { token, ...body })
    const first = { status: 409, json: { error: { code: 'sign_in_first' } } }
    expect(await accept(browserOf(world), { password: 'of somebody else' })).toMatchObject(first)
    expect(await accept(owner)).toMatchObject(first)
    expect((await accept(ben)).status).toBe(200)
    expect((await ben.ask('GET', '/api/v1/me')).json).toMatchObject({
      member: { role: 'admin' },
      organization: { name: 'Other' },
      organizations: [{ name: 'Acme' }, { name: 'Other' }],
    })
  })

  test('nobody gives more than they hold: an admin makes no owner, and touches none; a key gives no role beyond its scopes', async () => {
    await using world = await open()
    const adam = await joined(world, 'adam@acme.test', 'admin')
    const owner = await member(world, OWNER.email)
    const admin = await member(world, 'adam@acme.test')
    const refused = { status: 403, json: { error: { code: 'forbidden' } } }
    for (const [method, path, body] of [
      ['POST', '/api/v1/invitations', { email: 'eve@acme.test', role: 'owner' }],
      ['PATCH', `/api/v1/members/${admin.id}`, { role: 'owner' }],
      ['PATCH', `/api/v1/members/${owner.id}`, { role: 'viewer' }],
      ['DELETE', `/api/v1/members/${owner.id}`],
      ['POST', `/api/v1/members/${owner.id}/reset-link`, {}],
    ] as const)
      expect(await adam.ask(method, path, body), path).toMatchObject(refused)

    const key = (
      await world.api<{ key: string }>('POST', '/api/v1/api-keys', {
        name: 'members',
        scopes: ['members:write'],
      })
    ).key
    const byKey = await fetch(`${world.baton.url}/api/v1/invitations`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'eve@acme.test', role: 'viewer' }),
    })
    expect(byKey.status).toBe(403)
    expect((await world.api<{ items: [] }>('GET', '/api/v1/invitations')).items).toEqual([])
  })

  test('an organization keeps its last owner, when two owners remove each other at the same moment too', async () => {
    await using world = await open()
    const own = await member(world, OWNER.email)
    const last = await world
      .api('PATCH', `/api/v1/members/${own.id}`, { role: 'admin' }, 409)
      .then((json) => json as { error: { code: string } })
    expect(last.error.code).toBe('last_owner')
    const ben = await joined(world, 'ben@acme.test', 'owner')
    const other = await member(world, 'ben@acme.test')
    const olga = await asOwner(world)
    const both = await Promise.all([
      olga.ask('DELETE', `/api/v1/members/${other.id}`),
      ben.ask('DELETE', `/api/v1/members/${own.id}`),
    ])
    expect(both.filter(({ status }) => status === 204)).toHaveLength(1)
    const survivor = both[0]?.status === 204 ? olga : ben
    const { json } = await survivor.ask('GET', '/api/v1/members')
    expect(json.items.filter(({ role }: Member) => role === 'owner')).toHaveLength(1)
  })

  test('a member who is removed is out at once, with their keys; who comes back has none of them', async () => {
    await using world = await open()
    const adam = await joined(world, 'adam@acme.test', 'admin')
    const { json } = await adam.ask('POST', '/api/v1/api-keys', { name: 'his', scopes: ['*'] })
    const byKey = () =>
      fetch(`${world.baton.url}/api/v1/sessions`, { headers: { authorization: `Bearer ${json.key}` } })
    expect((await byKey()).status).toBe(200)
    await world.api('DELETE', `/api/v1/members/${(await member(world, 'adam@acme.test')).id}`)
    expect((await adam.ask('GET', '/api/v1/sessions')).status).toBe(401)
    expect((await byKey()).status).toBe(401)

    const token = tokenIn(await invited(world, 'adam@acme.test', 'viewer'))
    const back = browserOf(world)
    // signing in is still theirs, and all that they may do then is accept
    expect((await back.signIn('adam@acme.test', PASSWORD)).status).toBe(200)
    expect((await back.ask('GET', '/api/v1/me')).json.error.code).toBe('no_organization')
    expect((await back.ask('POST', '/api/auth/accept-invitation', { token })).status).toBe(200)
    expect((await back.ask('GET', '/api/v1/me')).json.member.role).toBe('viewer')
    expect((await byKey()).status).toBe(401)
  })

  test('a changed role holds from the next request on, and stands in the log', async () => {
    await using world = await open()
    const ben = await joined(world, 'ben@acme.test', 'admin')
    expect((await ben.ask('GET', '/api/v1/members')).status).toBe(200)
    const { id } = await member(world, 'ben@acme.test')
    await world.api('PATCH', `/api/v1/members/${id}`, { role: 'viewer' })
    expect((await ben.ask('GET', '/api/v1/members')).status).toBe(403)
    const { items } = await world.api<{ items: object[] }>('GET', '/api/v1/audit?limit=1')
    expect(items).toMatchObject([
      { action: 'member.role_changed', subjectId: id, before: { role: 'admin' }, after: { role: 'viewer' } },
    ])
  })
})

describe.each(engines)('a password is forgotten, on %s', (engine) => {
  const open = (options: Partial<WorldOptions> = {}) => createWorld({ engine, ...options })

  test('a link comes by mail, sets a new one once, and ends every sign-in; an unknown address is answered alike', async () => {
    await using ears = await openEars()
    await using world = await open({ smtpUrl: ears.smtpUrl })
    const olga = await asOwner(world)
    const anybody = browserOf(world)
    const forgot = (email: string) => anybody.ask('POST', '/api/auth/forgot-password', { email })
    const unknown = await forgot('nobody@acme.test')
    const known = await forgot('Olga@acme.test')
    expect(known).toEqual(unknown)
    expect(known.status).toBe(202)
    await until('the letter has come', () => ears.mails.length > 0)
    expect(ears.mails).toMatchObject([{ to: [OWNER.email] }])
    const [, token = ''] = /reset-password#([\w-]+)/.exec(ears.mails[0]?.text ?? '') ?? []

    const reset = (password: string) => anybody.ask('POST', '/api/auth/reset-password', { token, password })
    expect(await reset('short')).toMatchObject({ status: 422, json: { error: { field: 'password' } } })
    const both = await Promise.all([reset('the first of two'), reset('the second of two')])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 410])
    expect((await olga.ask('GET', '/api/v1/me')).status).toBe(401)
    expect((await olga.signIn(OWNER.email, OWNER.password)).status).toBe(401)
    const password = both[0]?.status === 200 ? 'the first of two' : 'the second of two'
    expect((await olga.signIn(OWNER.email, password)).status).toBe(200)
    await until('they are told', () => ears.mails.length > 1)
    expect(ears.mails[1]?.text).toContain('was changed')
    expect((await actions(world)).at(-1)).toBe('password.reset')
  })

  test('it is good for an hour, and a newer one ends it; letters to one address are few', async () => {
    await using ears = await openEars()
    await using world = await open({ smtpUrl: ears.smtpUrl })
    const anybody = browserOf(world)
    const newestToken = () => /reset-password#([\w-]+)/.exec(ears.mails.at(-1)?.text ?? '')?.[1] ?? ''
    const nextToken = async () => {
      const before = ears.mails.length
      const { status } = await anybody.ask('POST', '/api/auth/forgot-password', { email: OWNER.email })
      expect(status).toBe(202)
      await until('a letter has come', () => ears.mails.length > before)
      return newestToken()
    }
    const reset = async (token: string) =>
      (await anybody.ask('POST', '/api/auth/reset-password', { token, password: 'another password' })).status
    const first = await nextToken()
    const second = await nextToken()
    expect(await reset(first)).toBe(410)
    world.clock.skip(3_600_001)
    expect(await reset(second)).toBe(410)
    for (let i = 0; i < 5; i++) await nextToken()
    const sixth = await anybody.ask('POST', '/api/auth/forgot-password', { email: OWNER.email })
    expect(sixth).toMatchObject({ status: 429, json: { error: { code: 'too_many_tries' } } })
    expect(await reset(newestToken())).toBe(200)
  })

  test('without a mail server it says whom to ask; an admin makes a link to copy, for members of this organization alone', async () => {
    await using world = await open()
    const anybody = browserOf(world)
    const none = await anybody.ask('POST', '/api/auth/forgot-password', { email: OWNER.email })
    expect(none).toMatchObject({ status: 409, json: { error: { code: 'no_mail' } } })

    const ben = await joined(world, 'ben@acme.test', 'agent')
    const { id } = await member(world, 'ben@acme.test')
    const { url } = await world.api<{ url: string }>('POST', `/api/v1/members/${id}/reset-link`, {})
    const body = { token: tokenIn(url), password: 'a new horse' }
    expect((await anybody.ask('POST', '/api/auth/reset-password', body)).json).toEqual({
      email: 'ben@acme.test',
    })
    expect((await ben.ask('GET', '/api/v1/me')).status).toBe(401)
    expect((await ben.signIn('ben@acme.test', 'a new horse')).status).toBe(200)
    // who has an organization of their own is not taken over by an admin of this one
    await ben.ask('POST', '/api/v1/organizations', { name: 'Ben’s' })
    await world.api('POST', `/api/v1/members/${id}/reset-link`, {}, 409)
    expect((await actions(world)).slice(-2)).toEqual(['member.reset_link_made', 'password.reset'])
  })
})

describe.each(engines)('a second factor, on %s', (engine) => {
  test('is asked for from the moment a code has proved it; other sign-ins end; a code is good once', async () => {
    await using world = await createWorld({ engine })
    const other = await asOwner(world)
    const { owner: olga, secret } = await ownerWithFactor(world)
    expect((await olga.ask('GET', '/api/v1/me')).status).toBe(200)
    expect((await other.ask('GET', '/api/v1/me')).status).toBe(401)
    expect((await member(world, OWNER.email)).twoFactor).toBe(true)

    const browser = browserOf(world)
    const enter = (code?: string, password = OWNER.password) => browser.signIn(OWNER.email, password, code)
    expect((await enter()).json.error).toMatchObject({ code: 'second_factor_required', field: 'code' })
    expect(browser.cookie).toBe('')
    // who does not know the password learns nothing of it
    expect((await enter(undefined, 'wrong wrong')).json.error.code).toBe('invalid_credentials')
    expect((await enter(await codeOf(world, secret), 'wrong wrong')).json.error.code).toBe(
      'invalid_credentials',
    )
    // the one that proved it was used then
    expect((await enter(await codeOf(world, secret))).json.error.code).toBe('invalid_code')
    world.clock.skip(30_000)
    const code = await codeOf(world, secret)
    const both = await Promise.all(
      [browserOf(world), browserOf(world)].map((each) => each.signIn(OWNER.email, OWNER.password, code)),
    )
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401])
    expect(await actions(world)).toContain('second_factor.turned_on')
  })

  test('a recovery code opens once; the factor is turned off with password and code, and not without', async () => {
    await using world = await createWorld({ engine })
    const { owner: olga, recoveryCodes: codes } = await ownerWithFactor(world)
    expect(codes).toHaveLength(10)
    const [first = '', second = ''] = codes
    expect((await browserOf(world).signIn(OWNER.email, OWNER.password, first.toUpperCase())).status).toBe(200)
    expect((await browserOf(world).signIn(OWNER.email, OWNER.password, first)).status).toBe(401)
    expect((await olga.ask('GET', '/api/v1/me/two-factor')).json).toEqual({
      isOn: true,
      recoveryCodesLeft: 9,
    })
    const stop = (password: string, code: string) =>
      olga.ask('POST', '/api/v1/me/two-factor/stop', { password, code })
    expect(await stop('wrong wrong', second)).toMatchObject({
      status: 422,
      json: { error: { field: 'password' } },
    })
    expect(await stop(OWNER.password, first)).toMatchObject({
      status: 422,
      json: { error: { field: 'code' } },
    })
    expect((await stop(OWNER.password, second)).status).toBe(204)
    expect((await browserOf(world).signIn(OWNER.email, OWNER.password)).status).toBe(200)
    expect((await actions(world)).at(-1)).toBe('second_factor.turned_off')
  })

  test('codes are not to be guessed: after a few wrong ones each further one waits, also a right one', async () => {
    await using world = await createWorld({ engine })
    const { secret } = await ownerWithFactor(world)
    world.clock.skip(60_000)
    const browser = browserOf(world)
    for (let i = 0; i < 8; i++) {
      expect((await browser.signIn(OWNER.email, OWNER.password, '000000')).status).toBe(401)
      // so long that the password's own counting has forgotten
      world.clock.skip(31_000)
    }
    const right = () => codeOf(world, secret)
    expect((await browser.signIn(OWNER.email, OWNER.password, await right())).status).toBe(429)
    world.clock.skip(15 * 60_000)
    expect((await browser.signIn(OWNER.email, OWNER.password, await right())).status).toBe(200)
  })

  test('a lost phone: an admin’s link turns it off where that was asked for, and keeps it where not', async () => {
    await using world = await createWorld({ engine })
    const ben = await joined(world, 'ben@acme.test', 'agent')
    const { json } = await ben.ask('POST', '/api/v1/me/two-factor', { password: PASSWORD })
    await ben.ask('POST', '/api/v1/me/two-factor/confirm', { code: await codeOf(world, json.secret) })
    const { id } = await member(world, 'ben@acme.test')
    const resetTo = async (password: string, twoFactorOff: boolean) => {
      const made = await world.api<{ url: string }>('POST', `/api/v1/members/${id}/reset-link`, {
        twoFactorOff,
      })
      await browserOf(world).ask('POST', '/api/auth/reset-password', { token: tokenIn(made.url), password })
      return browserOf(world).signIn('ben@acme.test', password)
    }
    expect((await resetTo('one more horse', false)).json.error.code).toBe('second_factor_required')
    expect((await resetTo('yet another horse', true)).status).toBe(200)
    expect((await member(world, 'ben@acme.test')).twoFactor).toBe(false)
  })

  test('begun and not proved it is not asked for; a wrong code proves nothing', async () => {
    await using world = await createWorld({ engine })
    const olga = await asOwner(world)
    const wrong = await olga.ask('POST', '/api/v1/me/two-factor', { password: 'wrong wrong' })
    expect(wrong).toMatchObject({ status: 422, json: { error: { field: 'password' } } })
    expect((await olga.ask('POST', '/api/v1/me/two-factor/confirm', { code: '123456' })).status).toBe(409)
    await olga.ask('POST', '/api/v1/me/two-factor', { password: OWNER.password })
    const no = await olga.ask('POST', '/api/v1/me/two-factor/confirm', { code: '12345' })
    expect(no).toMatchObject({ status: 422, json: { error: { field: 'code' } } })
    expect((await browserOf(world).signIn(OWNER.email, OWNER.password)).status).toBe(200)
    expect((await olga.ask('GET', '/api/v1/me/two-factor')).json).toEqual({
      isOn: false,
      recoveryCodesLeft: 0,
    })
  })
})

describe.each(engines)('an owner whom nobody can help, on %s', (engine) => {
  const command = (world: World, email: string | null) =>
    resetOwner(
      readConfig({
        PORT: new URL(world.baton.url).port,
        BATON_SECRET: world.secret,
        BATON_SANDBOX: 'off',
        ...(world.database.url === null ? {} : { DATABASE_URL: world.database.url }),
      }),
      email,
    )

  test('sets a new password by “baton reset-owner”, which turns the second factor off; among several it wants the name', async () => {
    await using world = await createWorld({ engine })
    await ownerWithFactor(world)
    const { lines, isDone } = await command(world, null)
    expect(isDone).toBe(true)
    expect(lines[0]).toContain(OWNER.email)
    const body = { token: tokenIn(lines[1] ?? ''), password: 'found again' }
    const anybody = browserOf(world)
    expect((await anybody.ask('POST', '/api/auth/reset-password', body)).status).toBe(200)
    expect((await anybody.signIn(OWNER.email, 'found again')).status).toBe(200)

    await joined(world, 'ben@acme.test', 'owner')
    await joined(world, 'adam@acme.test', 'admin')
    await expect(command(world, null)).rejects.toMatchObject({
      message: 'There is more than one owner.',
      fix: expect.stringContaining('ben@acme.test'),
    })
    await expect(command(world, 'adam@acme.test')).rejects.toThrow('adam@acme.test is no owner.')
    expect((await command(world, 'Ben@acme.test')).lines[0]).toContain('ben@acme.test')
  })

  test('the address that makes the link is nobody’s without the install’s secret', async () => {
    await using world = await createWorld({ engine })
    const olga = await asOwner(world)
    expect((await olga.ask('POST', '/operator/reset-owner')).status).toBe(401)
  })
})

describe.each(engines)('where a member is signed in, on %s', (engine) => {
  test('a sign-in in use is over after 90 days all the same', async () => {
    await using world = await createWorld({ engine })
    const here = browserOf(world)
    await here.signIn(OWNER.email, OWNER.password)
    world.clock.skip(89 * 24 * 3_600_000)
    expect((await here.ask('GET', '/api/v1/me')).status).toBe(200)
    world.clock.skip(2 * 24 * 3_600_000)
    expect((await here.ask('GET', '/api/v1/me')).status).toBe(401)
  })

  test('an admin signs a member out everywhere, who may sign in again; an owner only an owner does', async () => {
    await using world = await createWorld({ engine })
    const adam = await joined(world, 'adam@acme.test', 'admin')
    const ben = await joined(world, 'ben@acme.test', 'agent')
    const there = browserOf(world)
    await there.signIn('ben@acme.test', PASSWORD)
    const { id } = await member(world, 'ben@acme.test')
    const owner = await member(world, OWNER.email)
    expect((await adam.ask('DELETE', `/api/v1/members/${owner.id}/sign-ins`)).status).toBe(403)
    expect((await adam.ask('DELETE', `/api/v1/members/${id}/sign-ins`)).status).toBe(204)
    for (const browser of [ben, there]) expect((await browser.ask('GET', '/api/v1/me')).status).toBe(401)
    expect((await adam.ask('GET', '/api/v1/me')).status).toBe(200)
    expect((await ben.signIn('ben@acme.test', PASSWORD)).status).toBe(200)
  })

  test('a password of the person’s own name is refused wherever one is chosen', async () => {
    await using world = await createWorld({ engine })
    const guessable = { error: { code: 'guessable' } }
    const invitation = tokenIn(await invited(world, 'lovelace@acme.test', 'agent'))
    const ada = browserOf(world)
    const accept = (password: string) =>
      ada.ask('POST', '/api/auth/accept-invitation', { token: invitation, name: 'Ada', password })
    expect(await accept('lovelace1815')).toMatchObject({ status: 422, json: guessable })
    expect((await accept(PASSWORD)).status).toBe(200)
    const change = { currentPassword: PASSWORD, newPassword: 'ada-lovelace' }
    expect(await ada.ask('POST', '/api/auth/change-password', change)).toMatchObject({
      status: 422,
      json: { error: { code: 'guessable', field: 'newPassword' } },
    })
    const { id } = await member(world, 'lovelace@acme.test')
    const reset = await world.api<{ url: string }>('POST', `/api/v1/members/${id}/reset-link`, {})
    const token = tokenIn(reset.url)
    const anew = (password: string) => ada.ask('POST', '/api/auth/reset-password', { token, password })
    expect(await anew('lovelace-2026')).toMatchObject({ status: 422, json: guessable })
    // it was not used up
    expect((await anew('a horse of her own')).status).toBe(200)
  })

  test('each sign-in is listed with its browser and ends by itself; nobody ends another’s', async () => {
    await using world = await createWorld({ engine })
    const here = browserOf(world)
    const there = browserOf(world)
    await here.signIn(OWNER.email, OWNER.password)
    world.clock.skip(1_000)
    await there.signIn(OWNER.email, OWNER.password)
    const { json } = await here.ask('GET', '/api/v1/me/sign-ins')
    expect(json.items).toHaveLength(2)
    expect(
      json.items.every(({ userAgent }: { userAgent: string }) => userAgent === 'Browser of a story'),
    ).toBe(true)
    const other = json.items.find(({ isThis }: { isThis: boolean }) => !isThis)
    const ben = await joined(world, 'ben@acme.test', 'owner')
    expect((await ben.ask('DELETE', `/api/v1/me/sign-ins/${other.id}`)).status).toBe(404)
    expect((await there.ask('GET', '/api/v1/me')).status).toBe(200)
    expect((await here.ask('DELETE', `/api/v1/me/sign-ins/${other.id}`)).status).toBe(204)
    expect((await there.ask('GET', '/api/v1/me')).status).toBe(401)
    expect((await here.ask('GET', '/api/v1/me')).status).toBe(200)
    // the tokens stand nowhere in it
    for (const part of [here.cookie, there.cookie].map(
      (cookie) => decodeURIComponent(cookie.split('=')[1] ?? '').split('.')[0] ?? '',
    ))
      expect(JSON.stringify(json)).not.toContain(part)
  })
})
