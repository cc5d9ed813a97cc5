import { base32 } from '@better-auth/utils/base32'
import { createOTP } from '@better-auth/utils/otp'
import { OWNER, signIn, type World } from './world.ts'

export interface Told {
  status: number
  // a test expects of an answer what it says itself
  // biome-ignore lint/suspicious/noExplicitAny: assertions read JSON freely
  json: any
}

/** A person's browser: what it is told to keep it sends again. */
export interface Browser {
  cookie: string
  ask(method: string, path: string, body?: object): Promise<Told>
  signIn(email: string, password: string, code?: string): Promise<Told>
  /** Goes on with another instance. */
  moveTo(url: string): void
}

export function browserOf({ baton }: Pick<World, 'baton'>, cookie = ''): Browser {
  let { url } = baton
  const browser: Browser = {
    cookie,
    async ask(method, path, body) {
      const answer = await fetch(`${url}${path}`, {
        method,
        headers: {
          origin: url,
          'user-agent': 'Browser of a story',
          ...(browser.cookie === '' ? {} : { cookie: browser.cookie }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const text = await answer.text()
      const set = answer.headers.getSetCookie().map((line) => line.split(';')[0])
      if (set.length > 0) browser.cookie = set.join('; ')
      return { status: answer.status, json: text === '' ? null : JSON.parse(text) }
    },
    signIn: (email, password, code) =>
      browser.ask('POST', '/api/auth/sign-in/email', {
        email,
        password,
        ...(code === undefined ? {} : { code }),
      }),
    moveTo(next) {
      url = next
    },
  }
  return browser
}

export async function asOwner(world: Pick<World, 'baton'>): Promise<Browser> {
  return browserOf(world, await signIn(world.baton.url))
}

/** What an authenticator app shows, by the world's clock. */
export function codeOf({ clock }: Pick<World, 'clock'>, secret: string): Promise<string> {
  return createOTP(base32.decode(secret)).hotp(Math.floor(clock.now().getTime() / 30_000))
}

export interface WithFactor {
  owner: Browser
  /** In the owner's app. */
  secret: string
  recoveryCodes: string[]
}

/** The owner signs in with a second factor from now on. */
export async function ownerWithFactor(world: Pick<World, 'baton' | 'clock'>): Promise<WithFactor> {
  const owner = await asOwner(world)
  const { json } = await owner.ask('POST', '/api/v1/me/two-factor', { password: OWNER.password })
  const code = await codeOf(world, json.secret)
  const confirmed = await owner.ask('POST', '/api/v1/me/two-factor/confirm', { code })
  if (confirmed.status !== 200) throw new Error(`The second factor is not on: ${JSON.stringify(confirmed)}`)
  return { owner, secret: json.secret, recoveryCodes: confirmed.json.recoveryCodes }
}
