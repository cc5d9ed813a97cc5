import type { Tagged } from '../../api.ts'
import { Area, CodesField } from '../../ui/controls.tsx'
import { Field } from '../../ui/Field.tsx'
import { useSettingsWords } from '../../words/settings.ts'
import { Section } from '../Section.tsx'
import { useForm } from './use-form.ts'
import type { Settings } from './use-settings.ts'

export function Persona({ read }: { read: Tagged<Settings> }) {
  const { persona: words } = useSettingsWords()
  const form = useForm(['persona'], read)
  const { persona } = form.draft
  const change = (part: Partial<typeof persona>) => form.change({ persona: { ...persona, ...part } })
  return (
    <Section id="persona" title={words.title} form={form} fields={['persona']}>
      <Field
        label={words.name}
        name="name"
        hint={words.nameHint}
        autoComplete="off"
        value={persona.name}
        onChange={({ currentTarget }) => change({ name: currentTarget.value })}
        error={form.at('persona.name')}
      />
      <Field
        label={words.tone}
        name="tone"
        hint={words.toneHint}
        autoComplete="off"
        value={persona.tone}
        onChange={({ currentTarget }) => change({ tone: currentTarget.value })}
        error={form.at('persona.tone')}
      />
      <Area
        label={words.instructions}
        hint={words.instructionsHint}
        value={persona.instructions}
        set={(instructions) => change({ instructions })}
        error={form.at('persona.instructions')}
      />
      <CodesField
        label={words.languages}
        name="languages"
        hint={words.languagesHint}
        values={persona.languages}
        set={(languages) => change({ languages })}
        error={form.at('persona.languages')}
      />
    </Section>
  )
}
