import type { Alert, AlertWay } from '../alert.ts'
import type { App } from '../app.ts'
import { sessionUrl } from '../conversation.ts'
import { type AlertWords, alertRetryAt, alertWords } from '../rules/alert.ts'
import type { Settings } from '../settings.ts'
import { noteAlertTried, takeDueAlerts } from '../store/alerts.ts'
import { inOrganization } from '../store/database.ts'
import { organizationName } from '../store/organizations.ts'
import { readSettings } from '../store/settings.ts'

/** Longer than a mail server and a webhook may take together. */
const TAKEN_FOR_MS = 60_000
const SLACK = 'hooks.slack.com'

/** Tells what is due to be told (C10). What could not be handed over is tried again; nothing is told twice by one way. */
export async function tellDue(app: App, organizationId: string): Promise<void> {
  const now = app.clock.now()
  const alerts = await inOrganization(app.database, organizationId, (tx) =>
    takeDueAlerts(tx, now, new Date(now.getTime() + TAKEN_FOR_MS)),
  )
  if (alerts.length === 0) return
  const audience = await audienceOf(app, organizationId)
  for (const alert of alerts) {
    const { sent, errors } = await tell(app, audience, alert)
    const at = app.clock.now()
    const error = errors.length === 0 ? null : errors.join(' ')
    const dueAt = error === null ? null : alertRetryAt(alert.attempts, alert.createdAt, at)
    if (error !== null)
      app.log.warn(
        { organizationId, alertId: alert.id, kind: alert.kind, error },
        'an alert could not be told',
      )
    await inOrganization(app.database, organizationId, (tx) =>
      noteAlertTried(tx, alert.id, { sent, error, dueAt }),
    )
  }
}

/** Whom an organization tells, as its settings say. */
export interface Audience {
  organization: { id: string; name: string }
  alerts: Settings['alerts']
}

export async function audienceOf({ database }: Pick<App, 'database'>, id: string): Promise<Audience> {
  const { alerts } = await inOrganization(database, id, (tx) => readSettings(tx, id))
  return { organization: { id, name: await organizationName(database, id) }, alerts }
}

/** Tells one alert by each way that the settings name and that it has not gone yet. */
export async function tell(
  app: Pick<App, 'clock' | 'publicUrl' | 'alertWays'>,
  { organization, alerts }: Audience,
  alert: Alert,
): Promise<{ sent: Alert['sent']; errors: string[] }> {
  const words = alertWords(alert, organization.name, app.publicUrl)
  const sent = { ...alert.sent }
  const errors: string[] = []
  const by = async (way: AlertWay, go: () => Promise<void>): Promise<void> => {
    try {
      await go()
      sent[way] = app.clock.now().toISOString()
    } catch (fault) {
      errors.push(fault instanceof Error ? fault.message : String(fault))
    }
  }
  const { emails, webhookUrl } = alerts
  if (emails.length > 0 && sent.email === undefined)
    await by('email', async () => {
      if (app.alertWays.mail === null) throw new Error(NO_MAIL)
      await app.alertWays.mail(emails, words)
    })
  if (webhookUrl !== undefined && sent.webhook === undefined)
    await by('webhook', () => post(app, organization, alert, words, webhookUrl))
  return { sent, errors }
}

const NO_MAIL =
  'No mail can be sent: whoever runs Baton sets BATON_SMTP_URL, such as smtps://user:password@mail.example.com:465.'

/** Slack takes words and no more. */
async function post(
  { alertWays, publicUrl }: Pick<App, 'publicUrl' | 'alertWays'>,
  organization: Audience['organization'],
  { id, kind, createdAt, items }: Alert,
  { subject, text }: AlertWords,
  webhookUrl: string,
): Promise<void> {
  if (new URL(webhookUrl).hostname === SLACK)
    return alertWays.post(webhookUrl, JSON.stringify({ text: `*${subject}*\n${text}` }), null)
  const body = JSON.stringify({
    id,
    kind,
    organization,
    text: `${subject}\n\n${text}`,
    items: items.map((item) => ({
      ...item,
      url: item.sessionId === null ? null : sessionUrl(publicUrl, item.sessionId),
    })),
    createdAt,
  })
  return alertWays.post(webhookUrl, body, await alertWays.signingSecret(organization.id))
}

/** Whether the settings name anybody at all. */
export function tellsAnybody({ alerts }: Pick<Audience, 'alerts'>): boolean {
  return alerts.emails.length > 0 || alerts.webhookUrl !== undefined
}
