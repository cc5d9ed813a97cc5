import type { Config } from '../config.ts'
import type { Rotation } from '../http/rotate-secret.ts'
import { askServer, CommandFault } from './ask-server.ts'

/** `baton rotate-secret`: has the running server seal everything with the first secret, and says what came of it. */
export async function rotate(config: Config): Promise<{ lines: string[]; isDone: boolean }> {
  if (config.secrets === null || config.secrets.length < 2)
    throw new CommandFault(
      'There is only one secret, so there is nothing to rotate to.',
      `Start the server with a new one before it, BATON_SECRET="$(openssl rand -base64 32),<the present one>"${config.secrets === null ? ` (it is in ${config.dataDir}/secret)` : ''}, and run this with the same.`,
    )
  const answer = await askServer(config, 'POST', '/operator/rotate-secret')
  const { organizations, secondFactors } = (await answer.json()) as Rotation // our own server's
  const all = [...organizations, { name: 'second factors', ...secondFactors }]
  const unreadable = all.flatMap((each) => each.unreadable)
  return {
    lines: [
      ...all.map(
        ({ name, resealed, current }) => `${name}: ${resealed} sealed anew, ${current} were already`,
      ),
      ...unreadable.map((where) => `✗ no secret in BATON_SECRET opens ${where}: enter it again`),
      ...(unreadable.length === 0
        ? ['Done. Once every instance runs with it, take the old secret out of BATON_SECRET.']
        : []),
    ],
    isDone: unreadable.length === 0,
  }
}
