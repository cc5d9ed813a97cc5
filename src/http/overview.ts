import { z } from 'zod'
import { isOverCeiling, isSpent } from '../rules/ceiling.ts'
import { statusOf } from '../rules/health.ts'
import { connectionOf } from '../store/connections.ts'
import { readInOrganization } from '../store/database.ts'
import { type EmbeddingProgress, embeddingProgress } from '../store/embeddings.ts'
import { firstSteps, recentValues } from '../store/overview.ts'
import { readSettings } from '../store/settings.ts'
import { spendingOf } from '../store/spending.ts'
import { operation } from './operation.ts'
import { askedOf } from './present-connection.ts'
import { samplesIn } from './samples.ts'

const fault = z.object({ name: z.string(), detail: z.string(), fix: z.string().nullable() })

/** What every page of the dashboard shows around itself, to every role: no secret of the connection is in it, and it is asked for often. */
export const getOverview = operation(
  {
    method: 'get',
    path: '/api/v1/overview',
    summary: 'How the organization stands: its connection, the pause, and the first steps that are done',
    tag: 'Overview',
    answer: z.object({
      connection: z.object({
        status: z.enum(['disconnected', 'connected', 'broken']).describe('broken: nothing can be posted'),
        faults: z.array(fault).describe('Why nothing can be posted, with what to do'),
        isSandbox: z.boolean().describe('It is the sandbox of this very process'),
      }),
      paused: z.boolean(),
      spending: z
        .object({
          calls: z.number(),
          unpricedCalls: z.number().describe('Of these calls nobody knows what they cost'),
          costUsd: z.number(),
          ceilingUsd: z.number().nullable(),
          isOverCeiling: z.boolean().describe('The built-in answerer answers until the month is over'),
        })
        .describe('What the model has cost in this calendar month (UTC)'),
      embeddings: z
        .object({
          passages: z.number(),
          embedded: z.number().describe('Of these, those that are found by meaning already'),
          failing: z
            .object({ since: z.string(), detail: z.string(), fix: z.string() })
            .nullable()
            .describe('The provider fails: questions are looked up by words alone'),
          isOverCeiling: z.boolean().describe('No call is made until the month is over'),
        })
        .nullable()
        .describe('How the model for embeddings fares; null: there is none'),
      samples: z
        .int()
        .describe(
          'Articles of a shop that does not exist, with which a fresh install begins; none that was changed',
        ),
      sendsMail: z.boolean().describe('Whoever runs Baton has set a mail server'),
      sandboxUrl: z.string().nullable().describe('Where this process’s sandbox has its widget and rep desk'),
      steps: z.object({
        connected: z.boolean(),
        heard: z.boolean().describe('A delivery has come'),
        hasKnowledge: z.boolean(),
        hasAsked: z.boolean().describe('Somebody has asked as a customer does'),
        hasAnswered: z.boolean().describe('The AI has answered a customer'),
      }),
    }),
  },
  async ({ deps, caller: { organizationId } }) => {
    const { sandbox } = deps.builtIn
    const { connection, settings, spending, embeddings, samples, steps } = await readInOrganization(
      deps.database,
      organizationId,
      async (tx) => {
        const present = await connectionOf(tx)
        const connectionId = present?.id ?? null
        return {
          connection: present,
          settings: await readSettings(tx, organizationId),
          spending: await spendingOf(tx, organizationId, deps.clock.now()),
          embeddings: await embeddingProgress(tx, organizationId),
          samples: await samplesIn(tx, organizationId),
          steps: await firstSteps(tx, { organizationId, connectionId }),
        }
      },
    )
    const checks = connection === null ? [] : askedOf(connection)
    const working = statusOf(checks) === 'broken' ? ('broken' as const) : ('connected' as const)
    return {
      connection: {
        status: connection === null ? ('disconnected' as const) : working,
        faults: checks.filter(({ ok }) => !ok).map(({ name, detail, fix }) => ({ name, detail, fix })),
        isSandbox: connection !== null && (sandbox?.isTo(connection) ?? false),
      },
      paused: settings.paused,
      spending: {
        ...spending,
        ceilingUsd: settings.model.monthlyCeilingUsd,
        isOverCeiling: isOverCeiling(settings, spending),
      },
      embeddings: embeddings === null ? null : presentProgress(embeddings, isSpent(settings, spending)),
      samples: samples.length,
      sendsMail: deps.alertWays.mail !== null,
      sandboxUrl: sandbox?.url ?? null,
      steps: { connected: connection !== null, ...steps },
    }
  },
)

function presentProgress(progress: EmbeddingProgress, isOverCeiling: boolean) {
  const { passages, embedded, failingSince, failure } = progress
  const fix = 'See to the key, the address and the name of the model for embeddings in the settings.'
  const failing =
    failingSince === null
      ? null
      : {
          since: failingSince.toISOString(),
          detail: `${failure}: questions are looked up by words alone.`,
          fix,
        }
  return { passages, embedded, failing, isOverCeiling }
}

export const getSessionValues = operation(
  {
    method: 'get',
    path: '/api/v1/sessions/values',
    summary: 'The channels, languages and topics of the newest sessions: what a list can be narrowed to',
    tag: 'Sessions',
    answer: z.object({
      channels: z.array(z.string()),
      languages: z.array(z.string()),
      topics: z.array(z.string()),
    }),
  },
  async ({ deps, caller }) => readInOrganization(deps.database, caller.organizationId, recentValues),
)
