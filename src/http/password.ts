import { hashPassword } from 'better-auth/crypto'
import { z } from 'zod'
import { faultFields } from '../log.ts'
import { personByEmail, personById, setPassword } from '../store/people.ts'
import { dropSecondFactor } from '../store/second-factors.ts'
import { readToken, useToken } from '../store/tokens.ts'
import { attempt } from './attempt.ts'
import { auditPerson } from './audited.ts'
import { ApiError } from './error.ts'
import { GOOD_FOR_MS, mailOrSay, makeResetLink, spentLink, token } from './links.ts'
import { newPassword, refuseGuessable } from './new-password.ts'
import { type HttpDeps, operation } from './operation.ts'

/** A forgotten password: a link by mail, and what it is good for. */

export const forgotPassword = operation(
  {
    method: 'post',
    path: '/api/auth/forgot-password',
    summary:
      'Mails a link for a new password, good for an hour; answers alike whether there is such an account',
    tag: 'Signing in',
    isPublic: true,
    body: z.strictObject({ email: z.string().max(254) }),
    answer: z.object({}),
    status: 202,
    errors: { 409: 'This Baton sends no mail', 429: 'Too many letters to one address' },
  },
  async ({ deps, body, c }) => {
    if (deps.mail === null)
      throw new ApiError(
        409,
        'no_mail',
        'This Baton sends no mail: ask an owner or an admin for a link. Whoever runs it makes one for an owner with “baton reset-owner”.',
      )
    const email = body.email.trim().toLowerCase()
    attempt(deps.resetThrottle, email, c)
    // not awaited: how long it takes would tell whether there is such an account
    void sendReset(deps, email)
    return {}
  },
)

async function sendReset(deps: HttpDeps, email: string): Promise<void> {
  const { database, log } = deps
  try {
    const person = await personByEmail(database, email)
    if (person === null) return
    const goodForMs = GOOD_FOR_MS.mailedReset
    const url = await database
      .transaction()
      .execute((tx) => makeResetLink(deps, tx, { userId: person.userId, goodForMs }))
    await mailOrSay(deps, email, {
      subject: 'A new password for Baton',
      text: `Somebody, you we hope, asked for a new password for ${email} on Baton.\n\nSet it here within an hour:\n${url}\n\nIf it was not you, leave this be: your password stays as it is.\n`,
    })
  } catch (fault) {
    log.error(faultFields(fault), 'a reset could not be mailed')
  }
}

export const resetPassword = operation(
  {
    method: 'post',
    path: '/api/auth/reset-password',
    summary: 'Sets a new password by a link, and ends all sign-ins of the person',
    tag: 'Signing in',
    isPublic: true,
    body: z.strictObject({ token, password: newPassword }),
    answer: z.object({ email: z.string() }),
    errors: { 410: 'The link is not good, or not any more' },
  },
  async ({ deps, body }) => {
    const { database, clock } = deps
    const at = clock.now()
    const link = await readToken(database, 'reset', body.token, at)
    const asking = link === null ? null : await personById(database, link.subject)
    if (asking === null) throw spentLink()
    await refuseGuessable(body.password, [asking.email, asking.name])
    // hashing takes a while and may not be awaited inside the transaction
    const passwordHash = await hashPassword(body.password)
    const person = await database.transaction().execute(async (tx) => {
      const about = await useToken(tx, 'reset', body.token, at)
      const whose = about === null ? null : await personById(tx, about.subject)
      if (about === null || whose === null) throw spentLink()
      await setPassword(tx, { userId: whose.userId, passwordHash, at })
      const twoFactorOff = about.twoFactorOff === true && (await dropSecondFactor(tx, whose.userId))
      await auditPerson(tx, whose, { action: 'password.reset', before: null, after: { twoFactorOff } }, at)
      return whose
    })
    await mailOrSay(deps, person.email, {
      subject: 'Your password for Baton was changed',
      text: `The password of ${person.email} on Baton was set anew by a link, and all sign-ins were ended.\n\nIf it was not you, tell an owner of your organization at once.\n`,
    })
    return { email: person.email }
  },
)
