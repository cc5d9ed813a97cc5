import type { Tagged } from '../../api.ts'
import { NumberField, Tick } from '../../ui/controls.tsx'
import { useSettingsWords } from '../../words/settings.ts'
import { Section } from '../Section.tsx'
import { useForm } from './use-form.ts'
import type { Settings } from './use-settings.ts'

export function Resolution({ read }: { read: Tagged<Settings> }) {
  const { resolution: words } = useSettingsWords()
  const form = useForm(['resolution'], read)
  const { resolution } = form.draft
  const change = (part: Partial<typeof resolution>) => form.change({ resolution: { ...resolution, ...part } })
  return (
    <Section id="resolution" title={words.title} form={form} fields={['resolution.quietMinutes']}>
      <NumberField
        label={words.quiet}
        name="quietMinutes"
        hint={words.quietHint}
        value={resolution.quietMinutes}
        empty=""
        set={(quietMinutes) => change({ quietMinutes })}
        error={form.at('resolution.quietMinutes', [0.02, 43_200])}
      />
      <div className="mb-4">
        <Tick
          label={words.onThanks}
          hint={words.onThanksHint}
          isOn={resolution.onThanks}
          set={(onThanks) => change({ onThanks })}
        />
      </div>
    </Section>
  )
}
