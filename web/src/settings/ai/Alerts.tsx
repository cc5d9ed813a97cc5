import { useMutation, useQuery } from '@tanstack/react-query'
import { api, type Tagged } from '../../api.ts'
import { overview } from '../../queries.ts'
import { Button } from '../../ui/Button.tsx'
import { LinesArea } from '../../ui/controls.tsx'
import { Fault } from '../../ui/Failed.tsx'
import { Field } from '../../ui/Field.tsx'
import { useSettingsWords } from '../../words/settings.ts'
import { Section } from '../Section.tsx'
import { useForm } from './use-form.ts'
import type { Settings } from './use-settings.ts'

/** Who is told of what nobody is looking at. */
export function Alerts({ read }: { read: Tagged<Settings> }) {
  const words = useSettingsWords()
  const { data } = useQuery(overview)
  const form = useForm(['alerts'], read)
  const test = useMutation({ mutationFn: () => api('POST', '/api/v1/alerts/test') })
  const { webhookUrl, ...others } = form.draft.alerts
  return (
    <Section
      id="alerts"
      title={words.alerts.title}
      form={form}
      fields={['alerts.emails', 'alerts.webhookUrl']}
    >
      <LinesArea
        label={words.alerts.emails}
        hint={`${words.alerts.emailsHint} ${words.lines}`}
        rows={2}
        values={others.emails}
        set={(emails) => form.change({ alerts: { ...form.draft.alerts, emails } })}
        error={form.at('alerts.emails')}
      />
      {others.emails.length > 0 && data?.sendsMail === false && (
        <p role="status" className="error -mt-3 mb-4">
          {words.alerts.noMail}
        </p>
      )}
      <Field
        label={words.alerts.webhook}
        name="webhookUrl"
        hint={words.alerts.webhookHint}
        autoComplete="off"
        value={webhookUrl ?? ''}
        onChange={({ currentTarget: { value } }) =>
          form.change({ alerts: value === '' ? others : { ...others, webhookUrl: value } })
        }
        error={form.at('alerts.webhookUrl')}
      />
      {form.mayChange && (
        <div className="mb-4">
          <Button className="btn" isOff={test.isPending || form.isChanged} onClick={() => test.mutate()}>
            {words.alerts.test}
          </Button>
          <Fault fault={test.error} />
          {test.isSuccess && (
            <p role="status" className="mt-2 text-good">
              {words.alerts.tested}
            </p>
          )}
        </div>
      )}
    </Section>
  )
}
