import type { Config } from '../config.ts'
import type { OwnerReset } from '../http/reset-owner.ts'
import { askServer, CommandFault } from './ask-server.ts'

/** `baton reset-owner [e-mail]`: a link by which an owner sets a new password; it also turns their second factor off. */
export async function resetOwner(
  config: Config,
  email: string | null,
): Promise<{ lines: string[]; isDone: boolean }> {
  const answer = await askServer(config, 'POST', '/operator/reset-owner', email === null ? {} : { email })
  const reset = (await answer.json()) as OwnerReset // our own server's
  if ('owners' in reset)
    throw new CommandFault(
      email === null ? 'There is more than one owner.' : `${email} is no owner.`,
      `Name one: baton reset-owner ${reset.owners.join(', or ')}`,
    )
  return {
    lines: [
      `${reset.email} sets a new password here, within an hour; their second factor is off then:`,
      reset.url,
    ],
    isDone: true,
  }
}
