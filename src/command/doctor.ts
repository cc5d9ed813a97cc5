import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import { sql } from 'kysely'
import { type Config, localUrl } from '../config.ts'
import { isNamedInternal } from '../host-rule.ts'
import type { OperatorReport } from '../http/operator-report.ts'
import { addressFinding, type Finding, postgresFinding, sealedFinding } from '../rules/diagnosis.ts'
import { openPostgres } from '../store/database.ts'
import { askServer, CommandFault } from './ask-server.ts'

/** `baton doctor`: looks at everything that an install rests on, and changes nothing. The running server is asked what only it knows. */

const PATIENCE_MS = 10_000

export async function examine(config: Config): Promise<Finding[]> {
  const findings = [
    config.databaseUrl === null ? await folder(config) : await postgres(config.databaseUrl),
    addressFinding(config.publicUrl, {
      isInternal: isNamedInternal(new URL(config.publicUrl).hostname),
      isDefault: config.publicUrlIsDefault,
      port: config.listen.port,
    }),
    mail(config),
  ]
  const server = localUrl(config.listen)
  const { finding, isUp } = await ready(server)
  return [...findings, finding, ...(isUp ? await asked(config) : [])]
}

async function folder({ dataDir }: Config): Promise<Finding> {
  const what = 'data'
  try {
    await access(dataDir, constants.R_OK | constants.W_OK)
    return { what, verdict: 'ok', detail: `embedded, in ${dataDir}`, fix: null }
  } catch (fault) {
    if (codeOf(fault) === 'ENOENT')
      return {
        what,
        verdict: 'note',
        detail: `${dataDir} is not there yet: the first start makes it.`,
        fix: null,
      }
    return {
      what,
      verdict: 'wrong',
      detail: `${dataDir} cannot be read and written.`,
      fix: 'Give it to the user that Baton runs as, or name another folder: BATON_DATA.',
    }
  }
}

async function postgres(url: string): Promise<Finding> {
  const opened = openPostgres(url, 1)
  try {
    const { rows } = await sql<{
      version: string
    }>`select current_setting('server_version') as version`.execute(opened.database)
    return postgresFinding(rows[0]?.version ?? '')
  } catch (fault) {
    return {
      what: 'database',
      verdict: 'wrong',
      // the message may hold the user, never the password
      detail: `PostgreSQL at ${new URL(url).host} cannot be used: ${fault instanceof Error ? fault.message : 'unknown'}.`,
      fix: 'Is it running, and do the user, the password and the database of DATABASE_URL exist?',
    }
  } finally {
    await opened.close()
  }
}

function mail({ smtpUrl }: Config): Finding {
  return smtpUrl === null
    ? {
        what: 'mail',
        verdict: 'note',
        detail: 'BATON_SMTP_URL is not set: alerts go to webhooks only, and links for members are copied.',
        fix: null,
      }
    : { what: 'mail', verdict: 'ok', detail: `by ${new URL(smtpUrl).host}`, fix: null }
}

async function ready(server: string): Promise<{ finding: Finding; isUp: boolean }> {
  const what = 'server'
  try {
    const { status } = await fetch(`${server}/readyz`, { signal: AbortSignal.timeout(PATIENCE_MS) })
    if (status === 200)
      return { finding: { what, verdict: 'ok', detail: `answers at ${server}`, fix: null }, isUp: true }
    const detail = `${server}/readyz answered ${status}.`
    const fix =
      'Wait until it has started; if it stays so, its log says why. Another program may listen there: choose another PORT.'
    return { finding: { what, verdict: 'wrong', detail, fix }, isUp: false }
  } catch {
    const detail = `Nothing answers at ${server}.`
    const fix =
      'Start it (npm start), or run doctor with the environment of the server. Connections are looked at once it runs.'
    return { finding: { what, verdict: 'wrong', detail, fix }, isUp: false }
  }
}

/** What only the running server knows: each organization's connection, and how long conversations wait. */
async function asked(config: Config): Promise<Finding[]> {
  let answer: Response
  try {
    answer = await askServer(config, 'GET', '/operator/report')
  } catch (fault) {
    if (!(fault instanceof CommandFault)) throw fault
    return [{ what: 'connections', verdict: 'wrong', detail: fault.message, fix: fault.fix }]
  }
  const { organizations, secondFactors } = (await answer.json()) as OperatorReport // our own server's
  return [
    sealedFinding([...organizations.map(({ sealed }) => sealed), secondFactors]),
    ...organizations.flatMap(({ name, status, checks }): Finding[] =>
      status === 'disconnected'
        ? [{ what: name, verdict: 'note', detail: 'is not connected to Freshchat.', fix: null }]
        : checks.map(({ name: check, ok, detail, fix }) => ({
            what: `${name}: ${check}`,
            verdict: ok ? 'ok' : 'wrong',
            detail,
            fix: ok ? null : fix,
          })),
    ),
  ]
}

function codeOf(fault: unknown): unknown {
  return fault instanceof Error && 'code' in fault ? fault.code : null
}
