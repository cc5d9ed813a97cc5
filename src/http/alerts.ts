import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { type Alert, alertKinds } from '../alert.ts'
import { audienceOf, tell, tellsAnybody } from '../alerts/tell.ts'
import { lastAlerts } from '../store/alerts.ts'
import { inOrganization } from '../store/database.ts'
import { auditAlone } from './audited.ts'
import { ApiError } from './error.ts'
import { operation } from './operation.ts'
import { limit } from './page.ts'

const tag = 'Alerts'
const path = '/api/v1/alerts'

const alertSchema = z
  .object({
    id: z.uuid(),
    kind: z.enum(alertKinds),
    items: z.array(z.object({ text: z.string(), sessionId: z.string().nullable() })),
    createdAt: z.iso.datetime(),
    sent: z.object({ email: z.iso.datetime().nullable(), webhook: z.iso.datetime().nullable() }),
    nextTryAt: z.iso.datetime().nullable(),
    error: z.string().nullable(),
  })
  .meta({ id: 'Alert' })

export const findAlerts = operation(
  {
    method: 'get',
    path,
    summary: 'What the team was told, and what could not be told, newest first',
    tag,
    query: z.object({ limit: limit(200, 50) }),
    answer: z.object({ items: z.array(alertSchema), next: z.null() }),
  },
  async ({ deps, caller, query }) => {
    const alerts = await inOrganization(deps.database, caller.organizationId, (tx) =>
      lastAlerts(tx, query.limit),
    )
    return { items: alerts.map(present), next: null }
  },
)

export const testAlert = operation(
  {
    method: 'post',
    path: `${path}/test`,
    summary: 'Sends a test alert to everybody whom the settings name, now',
    tag,
    answer: z.object({ sent: alertSchema.shape.sent }),
    errors: { 422: 'Nobody is named, or one of the ways does not work' },
  },
  async ({ deps, caller }) => {
    const audience = await audienceOf(deps, caller.organizationId)
    if (!tellsAnybody(audience))
      throw new ApiError(
        422,
        'nobody_named',
        'Nobody is named: set “alerts.emails” or “alerts.webhookUrl” first.',
        'alerts',
      )
    const items = [{ text: 'Everything works: this is how alerts look.', sessionId: null }]
    const createdAt = deps.clock.now()
    const alert: Alert = {
      id: randomUUID(),
      kind: 'test',
      items,
      createdAt,
      dueAt: null,
      attempts: 1,
      sent: {},
      error: null,
    }
    const { sent, errors } = await tell(deps, audience, alert)
    if (errors.length > 0) throw new ApiError(422, 'not_sent', errors.join(' '), 'alerts')
    return { sent: presentSent(sent) }
  },
)

export const getSigningSecret = operation(
  {
    method: 'get',
    path: `${path}/signing-secret`,
    summary: 'The secret with which alerts to a webhook are signed',
    tag,
    answer: z.object({ secret: z.string() }),
  },
  async ({ deps, caller }) => {
    const secret = await deps.alertWays.signingSecret(caller.organizationId)
    await auditAlone(deps, caller, { action: 'alerts.secret_shown', before: null, after: {} })
    return { secret }
  },
)

function presentSent({ email, webhook }: Alert['sent']): z.input<typeof alertSchema>['sent'] {
  return { email: email ?? null, webhook: webhook ?? null }
}

function present(alert: Alert): z.input<typeof alertSchema> {
  const { id, kind, items, sent, error } = alert
  return {
    id,
    kind,
    items,
    createdAt: alert.createdAt.toISOString(),
    sent: presentSent(sent),
    nextTryAt: alert.dueAt?.toISOString() ?? null,
    error,
  }
}
