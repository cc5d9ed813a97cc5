import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { get, type Tagged } from '../../api.ts'
import { NumberField, Tick } from '../../ui/controls.tsx'
import { useTimes } from '../../ui/time.ts'
import { useSettingsWords } from '../../words/settings.ts'
import { Section } from '../Section.tsx'
import { useForm } from './use-form.ts'
import type { Settings } from './use-settings.ts'

interface Retention {
  since: string | null
  sessions: number
  messages: number
}

export function Privacy({ read }: { read: Tagged<Settings> }) {
  const { privacy: words } = useSettingsWords()
  const form = useForm(['privacy'], read)
  const { privacy } = form.draft
  const change = (part: Partial<typeof privacy>) => form.change({ privacy: { ...privacy, ...part } })
  /** The number of days for which somebody has said yes. */
  const [understood, setUnderstood] = useState<number | null>(null)
  const days =
    typeof privacy.retentionDays === 'number' && privacy.retentionDays >= 1 ? privacy.retentionDays : null
  const kept = read.body.privacy.retentionDays
  const isShorter = days !== null && (kept === null || days < kept)
  const { data } = useQuery({
    queryKey: ['retention', days],
    queryFn: () => get<Retention>(`/api/v1/settings/retention?days=${days}`),
    enabled: isShorter,
    placeholderData: keepPreviousData,
  })
  return (
    <Section
      id="privacy"
      title={words.title}
      form={form}
      fields={['privacy.retentionDays']}
      mayNotSave={isShorter && understood !== days ? words.confirmFirst : null}
    >
      <div className="mb-4">
        <Tick label={words.mask} hint={words.maskHint} isOn={privacy.mask} set={(mask) => change({ mask })} />
      </div>
      <NumberField
        label={words.retention}
        name="retentionDays"
        hint={words.retentionHint}
        value={privacy.retentionDays}
        empty={null}
        set={(retentionDays) => change({ retentionDays })}
        error={form.at('privacy.retentionDays', [1, 36_500])}
      />
      {isShorter && (
        <div className="notice notice-bad mb-4">
          <Warning retention={data} />
          <Tick
            label={words.understood}
            isOn={understood === days}
            set={(isOn) => setUnderstood(isOn ? days : null)}
          />
        </div>
      )}
    </Section>
  )
}

/** What the first hour deletes, by what is there now. */
function Warning({ retention }: { retention: Retention | undefined }) {
  const { privacy: words } = useSettingsWords()
  const times = useTimes()
  if (retention === undefined || retention.since === null) return null
  const { since, sessions, messages } = retention
  return (
    <p className="mb-2" aria-live="polite">
      {sessions + messages === 0
        ? words.wouldDeleteNothing(times.date(since))
        : words.wouldDelete(times.whole(sessions), times.whole(messages), times.date(since))}
    </p>
  )
}
