import { hashPassword } from 'better-auth/crypto'
import { z } from 'zod'
import { enterOrganization, type Tx } from '../store/database.ts'
import {
  deleteInvitation,
  type Invitation,
  insertInvitation,
  invitationById,
  invitationsOf,
} from '../store/invitations.ts'
import { insertMember, lockMembers, memberByEmail } from '../store/members.ts'
import { organizationName } from '../store/organizations.ts'
import { insertPerson, personByEmail, switchOrganization } from '../store/people.ts'
import { dropTokens, makeToken, readToken, useToken } from '../store/tokens.ts'
import { audit } from './audited.ts'
import { type Caller, isRole, mayGive, roles } from './caller.ts'
import { headersForAuth } from './cookie.ts'
import { ApiError, notFound, unprocessable } from './error.ts'
import { GOOD_FOR_MS, linkTo, mailed, mailOrSay, spentLink, token } from './links.ts'
import { moreThanYours } from './members.ts'
import { newPassword, refuseGuessable } from './new-password.ts'
import { type HttpContext, type HttpDeps, listOf, operation } from './operation.ts'
import { invitationSchema } from './present-members.ts'
import { signedInAnswer, signInWith } from './sign-in.ts'

export const findInvitations = operation(
  {
    method: 'get',
    path: '/api/v1/invitations',
    summary: 'Who was invited and has not joined, newest first',
    tag: 'Members',
    answer: listOf(invitationSchema),
  },
  async ({ deps, caller }) => {
    const found = await invitationsOf(deps.database, caller.organizationId)
    return {
      items: found.map(({ id, email, role, invitedBy, createdAt, expiresAt }) => ({
        id,
        email,
        role,
        invitedBy,
        createdAt: createdAt.toISOString(),
        expiresAt: expiresAt.toISOString(),
      })),
      next: null,
    }
  },
)

export const addInvitation = operation(
  {
    method: 'post',
    path: '/api/v1/invitations',
    summary:
      'Invites somebody: by mail where a mail server is set, and by a link to copy, good for seven days',
    tag: 'Members',
    body: z.strictObject({ email: z.email().max(254), role: z.enum(roles) }),
    answer: z.object({ id: z.string(), url: z.string(), ...mailed }),
    status: 201,
    errors: { 403: 'It is more than the caller may give' },
  },
  async ({ deps, caller, body }) => {
    const { role } = body
    const email = body.email.toLowerCase()
    if (!mayGive(caller, role)) throw moreThanYours('role')
    const { organizationId, organizationName: name, userId } = caller
    const at = deps.clock.now()
    const expiresAt = new Date(at.getTime() + GOOD_FOR_MS.invitation)
    const made = await deps.database.transaction().execute(async (tx) => {
      await lockMembers(tx, organizationId)
      if ((await memberByEmail(tx, organizationId, email)) !== null)
        throw unprocessable('member_already', 'email', `${email} is a member already.`)
      await withdraw(tx, organizationId, { email })
      const id = await insertInvitation(tx, { organizationId, email, role, userId, at, expiresAt })
      const secret = await makeToken(tx, 'invitation', { subject: id, at, expiresAt })
      await enterOrganization(tx, organizationId)
      const change = { subjectId: id, before: null, after: { email, role } }
      await audit(tx, caller, { action: 'member.invited', ...change }, at)
      return { id, url: linkTo(deps, 'invitation', secret) }
    })
    const sent = await mailOrSay(deps, email, {
      subject: `${caller.name} invites you to ${name} on Baton`,
      text: `${caller.name} (${caller.email}) invites you to ${name} on Baton, the AI agent for Freshchat.\n\nJoin here within seven days:\n${made.url}\n\nIf you did not expect this, leave it be.\n`,
    })
    return { ...made, ...sent }
  },
)

export const withdrawInvitation = operation(
  {
    method: 'delete',
    path: '/api/v1/invitations/{id}',
    summary: 'Takes an invitation back: its link is good no longer',
    tag: 'Members',
    params: z.object({ id: z.string() }),
  },
  async ({ deps, caller, params }) => {
    await deps.database.transaction().execute(async (tx) => {
      const gone = await withdraw(tx, caller.organizationId, params)
      if (gone === null) throw notFound('invitation')
      await enterOrganization(tx, caller.organizationId)
      const { id, email, role } = gone
      const change = { subjectId: id, before: { email, role }, after: null }
      await audit(tx, caller, { action: 'invitation.withdrawn', ...change }, deps.clock.now())
    })
  },
)

async function withdraw(tx: Tx, organizationId: string, which: { id: string } | { email: string }) {
  const gone = await deleteInvitation(tx, organizationId, which)
  if (gone !== null) await dropTokens(tx, 'invitation', gone.id)
  return gone
}

export const lookAtInvitation = operation(
  {
    method: 'post',
    path: '/api/auth/invitation',
    summary: 'What a link invites to',
    tag: 'Signing in',
    isPublic: true,
    body: z.strictObject({ token }),
    answer: z.object({
      organization: z.string(),
      email: z.string(),
      role: z.string(),
      hasAccount: z.boolean().describe('Then they sign in, and accept'),
    }),
    errors: { 410: 'The link is not good, or not any more' },
  },
  async ({ deps, body }) => {
    const { database } = deps
    const { organizationId, email, role } = await invitationBy(deps, body.token)
    const hasAccount = (await personByEmail(database, email)) !== null
    return { organization: await organizationName(database, organizationId), email, role, hasAccount }
  },
)

/** Throws 410 where the link leads to none any more. */
async function invitationBy({ database, clock }: HttpDeps, secret: string): Promise<Invitation> {
  const about = await readToken(database, 'invitation', secret, clock.now())
  const found = about === null ? null : await invitationById(database, about.subject)
  if (found === null || !isRole(found.role)) throw spentLink()
  return found
}

export const acceptInvitation = operation(
  {
    method: 'post',
    path: '/api/auth/accept-invitation',
    summary: 'Joins: with a password of one’s own, or signed in as whom it was sent to',
    tag: 'Signing in',
    isPublic: true,
    body: z.strictObject({
      token,
      name: z.string().trim().min(1).max(100).optional(),
      password: newPassword.optional(),
    }),
    answer: signedInAnswer,
    errors: {
      409: 'There is an account with this e-mail address: sign in with it first',
      410: 'The link is not good, or not any more',
    },
  },
  async ({ deps, body, c }) => {
    const { database, clock } = deps
    const found = await invitationBy(deps, body.token)
    const known = await personByEmail(database, found.email)
    if (known !== null) {
      const session = await sessionOf(deps, c)
      if (session?.userId !== known.userId)
        throw new ApiError(
          409,
          'sign_in_first',
          `${found.email} has an account here: sign in with it, then open the link again.`,
        )
      await join(deps, body.token, found, async () => known)
      await switchOrganization(database, session.id, found.organizationId)
      return { user: { id: known.userId, email: known.email, name: known.name } }
    }
    const { password, name = found.email.split('@')[0] ?? found.email } = body
    if (password === undefined) throw unprocessable('required', 'password', 'Choose a password.')
    const organization = await organizationName(database, found.organizationId)
    await refuseGuessable(password, [found.email, name, organization])
    // hashing takes a while and may not be awaited inside the transaction
    const passwordHash = await hashPassword(password)
    const { email } = found
    await join(deps, body.token, found, async (tx) => {
      if ((await personByEmail(tx, email)) !== null) throw spentLink()
      return { userId: await insertPerson(tx, { email, name, passwordHash, at: clock.now() }), name }
    })
    return signInWith(deps, c, { email, password })
  },
)

/** The link is used up, and the person belongs, in one transaction: of two who come with it at once one is told that it is spent. */
async function join(
  { database, clock }: HttpDeps,
  secret: string,
  { id, organizationId, email, role }: Invitation,
  personOf: (tx: Tx) => Promise<{ userId: string; name: string }>,
): Promise<void> {
  const at = clock.now()
  await database.transaction().execute(async (tx) => {
    await lockMembers(tx, organizationId)
    if ((await useToken(tx, 'invitation', secret, at)) === null) throw spentLink()
    await deleteInvitation(tx, organizationId, { id })
    const { userId, name } = await personOf(tx)
    if ((await memberByEmail(tx, organizationId, email)) !== null) return
    const memberId = await insertMember(tx, { organizationId, userId, role, at })
    await enterOrganization(tx, organizationId)
    const themselves = {
      kind: 'member',
      memberId,
      userId,
      email,
      name,
      organizationId,
      keyName: null,
    } as const
    const change = { subjectId: memberId, before: null, after: { email, role } }
    await audit(tx, themselves, { action: 'member.joined', ...change }, at)
  })
}

/** Who is signed in, wherever they belong, if anywhere. */
async function sessionOf(
  deps: HttpDeps,
  c: HttpContext,
): Promise<(Pick<Caller, 'userId'> & { id: string }) | null> {
  if (c.req.header('cookie') === undefined) return null
  const signedIn = await deps.auth.api.getSession({
    headers: headersForAuth(deps, c),
    query: { disableRefresh: true },
  })
  return signedIn === null ? null : { userId: signedIn.user.id, id: signedIn.session.id }
}
