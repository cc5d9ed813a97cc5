import type { Tagged } from '../../api.ts'
import { Group, NumberField, Options, Tick } from '../../ui/controls.tsx'
import { useSettingsWords } from '../../words/settings.ts'
import { useWords } from '../../words/words.tsx'
import { Section } from '../Section.tsx'
import { Confidence } from './Confidence.tsx'
import { Target } from './Target.tsx'
import { useForm } from './use-form.ts'
import type { Settings } from './use-settings.ts'

const LEVELS = [0, 1, 2, 3, 'custom'] as const
type Trigger = keyof Settings['handoff']['triggers']

export function Handoff({ read }: { read: Tagged<Settings> }) {
  const { handoff: words } = useSettingsWords()
  const { inbox } = useWords()
  const form = useForm(['handoff'], read)
  const { handoff } = form.draft
  const change = (part: Partial<typeof handoff>) => form.change({ handoff: { ...handoff, ...part } })
  const triggers = Object.keys(words.triggerHints) as Trigger[] // the words' own names, one for each trigger
  return (
    <Section
      id="handoff"
      title={words.title}
      form={form}
      fields={['handoff.confidence', 'handoff.target', 'handoff.noPickupMinutes']}
    >
      <Options
        legend={words.level}
        value={handoff.level}
        options={LEVELS.map((value) => ({ value, name: words.levels[value], hint: words.levelHints[value] }))}
        choose={(level) => change({ level })}
      />
      {handoff.level === 'custom' && (
        <Group legend={words.triggers}>
          {triggers.map((trigger) => (
            <Tick
              key={trigger}
              label={inbox.reasons[trigger] ?? trigger}
              hint={words.triggerHints[trigger]}
              isOn={handoff.triggers[trigger]}
              set={(isOn) => change({ triggers: { ...handoff.triggers, [trigger]: isOn } })}
            />
          ))}
        </Group>
      )}
      <Confidence
        value={handoff.confidence}
        set={(confidence) => change({ confidence })}
        error={form.at('handoff.confidence', [0, 1])}
      />
      <Target
        target={handoff.target}
        set={(target) => change({ target })}
        error={form.at('handoff.target')}
      />
      <NumberField
        label={words.noPickup}
        name="noPickupMinutes"
        hint={words.noPickupHint}
        value={handoff.noPickupMinutes}
        empty={null}
        set={(noPickupMinutes) => change({ noPickupMinutes })}
        error={form.at('handoff.noPickupMinutes', [0.02, 1_440])}
      />
    </Section>
  )
}
