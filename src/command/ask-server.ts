import { type Config, localUrl } from '../config.ts'
import { operatorPass } from '../operator.ts'
import { createVault } from '../secret.ts'
import { secretIn } from '../secret-file.ts'

/** A command that cannot be carried out; its message is for whoever typed it. */
export class CommandFault extends Error {
  override name = 'CommandFault'
  /** What to do. */
  readonly fix: string
  constructor(message: string, fix: string) {
    super(message)
    this.fix = fix
  }
}

const PATIENCE_MS = 60_000

/** Asks the running server, with a pass made from the install's secret. Throws CommandFault when that cannot be. */
export async function askServer(
  config: Config,
  method: 'GET' | 'POST',
  path: string,
  query: Record<string, string> = {},
): Promise<Response> {
  const server = localUrl(config.listen)
  const kept = async () => [await secretIn(config.dataDir).catch(() => null)].filter((one) => one !== null)
  const secrets = config.secrets ?? (await kept())
  if (secrets.length === 0)
    throw new CommandFault(
      `The secret of the running server is not in ${config.dataDir}.`,
      'Run this as the user that runs the server, with the same BATON_DATA or BATON_SECRET.',
    )
  const headers = { authorization: operatorPass(createVault(secrets), path, new Date()) }
  const address = new URL(path, server)
  for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value)
  const signal = AbortSignal.timeout(PATIENCE_MS)
  const answer = await fetch(address, { method, headers, signal }).catch(() => {
    throw new CommandFault(
      `Nothing answers at ${server}.`,
      'Start the server (npm start), or run this with its environment.',
    )
  })
  if (answer.status === 401)
    throw new CommandFault(
      'The server does not know our secret (401).',
      'Run this with the same BATON_SECRET or BATON_DATA, and clocks that agree.',
    )
  if (!answer.ok)
    throw new CommandFault(
      `The server failed at it (${answer.status}).`,
      'Its log says why, under the request’s id.',
    )
  return answer
}
